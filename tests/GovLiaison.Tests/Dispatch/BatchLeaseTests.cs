using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

/// <summary>A supplier that takes longer than a lease. The lease is judged by the database's clock, so a test ends it by its row.</summary>
public sealed class BatchLeaseTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_ThatTakesLongerThanALease_KeepsItsBatch(string name)
    {
        await using var stage = await ExpandedAsync(name);
        var others = 0;
        stage.Sms.BeforeAnswer = async () =>
        {
            stage.Sms.BeforeAnswer = () => Task.CompletedTask;
            await EndLeaseAsync(stage);
            stage.Database.Clock.Advance(TimeSpan.FromSeconds(5));
            while (await stage.Database.ReadAsync(db => db.Batches.AnyAsync(row => row.LeaseUntil == null))) await Task.Yield();
            others = await stage.SendAsync();
        };

        await stage.SendAsync();

        Assert.Equal(0, others);
        Assert.Single(stage.Sms.Asked);
        Assert.Equal((BatchState.Done, 1L), await stage.Database.ReadAsync(db => db.Batches.Select(row => new ValueTuple<BatchState, long>(row.State, row.Token)).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_WhenAnotherTookTheBatch_RecordsNothing(string name)
    {
        await using var stage = await ExpandedAsync(name);
        stage.Sms.BeforeAnswer = () => stage.Database.WriteAsync(db => db.Batches.ExecuteUpdateAsync(set => set.SetProperty(row => row.Token, row => row.Token + 1)));

        Assert.True(await stage.Database.Get<DispatchEngine>().RunBatchAsync(stage.Sms, CancellationToken.None));

        Assert.Equal((BatchState.Open, 0), await stage.Database.ReadAsync(db => db.Batches.Select(row => new ValueTuple<BatchState, int>(row.State, row.SentCount)).SingleAsync()));
        Assert.Equal((DeliveryState.Waiting, 0), await stage.Database.ReadAsync(db => db.Deliveries.Select(row => new ValueTuple<DeliveryState, int>(row.State, row.Attempt)).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task While_TheLeaseIsLost_GivesTheWorkUp(string name)
    {
        await using var stage = await ExpandedAsync(name);
        var lease = TimeSpan.FromSeconds(15);
        var held = new BatchLease(stage.Database.Get<BatchRecorder>(), lease, stage.Database.Clock);
        var batch = await stage.Database.ReadAsync(db => db.Batches.SingleAsync());
        var stale = new ClaimedBatch(batch.Id, batch.DispatchId, batch.Lane, batch.Channel, batch.Recipients, batch.IsTraining, batch.Token - 1, 1, 1, 1, Guid.Empty);

        var answer = await held.WhileAsync<string>(stale, async given =>
        {
            stage.Database.Clock.Advance(lease / 3);
            await Task.Delay(Timeout.InfiniteTimeSpan, stage.Database.Clock, given);
            return "never";
        }, CancellationToken.None);

        Assert.Null(answer);
    }

    private static async Task<DispatchStage> ExpandedAsync(string name)
    {
        var stage = await DispatchStage.CreateAsync(name);
        await stage.Database.Data.HouseholdAsync(TestTree.Village, home => home.WithResident(one => one.WithPhone(stage.Database.Data.NextPhone())));
        await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        return stage;
    }

    private static Task EndLeaseAsync(DispatchStage stage) =>
        stage.Database.WriteAsync(db => db.Batches.ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, (DateTime?)null)));
}
