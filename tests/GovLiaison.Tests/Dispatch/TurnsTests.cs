using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

/// <summary>Who goes first when several messages are on their way.</summary>
public sealed class TurnsTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Claim_OfTwoDispatchesOfALane_TakesTheOneOfWhichLessWasListed(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        await stage.Database.Data.HouseholdAsync(TestTree.Village, home => home.WithResident(one => one.WithPhone(stage.Database.Data.NextPhone())));
        var large = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        await QueueAsync(stage, large, batches: 5);
        var small = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();

        var order = await ClaimAllAsync(stage);

        // the large one has its first turn, then the newcomer, then the rest of the large one
        Assert.Equal([large, small, large, large, large, large, large], order);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Claim_OfAHigherLane_OvertakesEverythingThatWaits(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        await stage.Database.Data.HouseholdAsync(TestTree.Village, home => home.WithResident(one => one.WithPhone(stage.Database.Data.NextPhone())));
        var routine = await stage.StartAsync(Guid.CreateVersion7(), lane: 2);
        await stage.ExpandAsync();
        await QueueAsync(stage, routine, batches: 3);
        var urgent = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();

        var order = await ClaimAllAsync(stage);

        Assert.Equal([urgent, routine, routine, routine, routine], order);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Step_OfTwoListsThatAreBeingFrozen_ServesTheOneOfWhichLessIsListed(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        await stage.Database.Data.HouseholdAsync(TestTree.Village, home => home.WithResident(one => one.WithPhone(stage.Database.Data.NextPhone())));
        var large = await stage.StartAsync(Guid.CreateVersion7());
        await QueueAsync(stage, large, batches: 3);
        var small = await stage.StartAsync(Guid.CreateVersion7());

        while (await stage.Database.ReadAsync(db => db.DispatchRuns.AllAsync(run => run.ExpandedAt == null)))
            await stage.Database.Get<ExpansionService>().StepAsync(CancellationToken.None);

        Assert.Equal(small, await stage.Database.ReadAsync(db => db.DispatchRuns.Where(run => run.ExpandedAt != null).Select(run => run.Id).SingleAsync()));
    }

    // Batches as a larger audience would have made them.
    private static Task QueueAsync(DispatchStage stage, long dispatchId, int batches) => stage.Database.WriteAsync(async db =>
    {
        var run = await db.DispatchRuns.SingleAsync(row => row.Id == dispatchId);
        var first = await db.AllotAsync("batch", batches, CancellationToken.None);
        for (var i = 0; i < batches; i++)
            db.Batches.Add(new Batch
            {
                Id = first + i, DispatchId = dispatchId, Lane = run.Lane, Channel = DispatchChannels.Sms, Recipients = RecipientKind.Resident, IsTraining = true,
                FirstDeliveryId = 1_000_000 + i, LastDeliveryId = 1_000_000 + i, Count = 1, Turn = 1 + i, State = BatchState.Open, DueAt = run.StartedAt,
            });
    });

    private static async Task<List<long>> ClaimAllAsync(DispatchStage stage)
    {
        var order = new List<long>();
        var (queue, now) = (stage.Database.Get<IDeliveryQueue>(), stage.Database.Clock.UtcNow());
        while ((await stage.Database.Database.WriteAsync<ClaimedBatch?>(WritePriority.Background,
            async db => await queue.ClaimAsync(db, DispatchChannels.Sms, new EndpointOffer(Guid.Empty, Guid.Empty), "test", TimeSpan.FromMinutes(5), now, CancellationToken.None), CancellationToken.None)).Value is { } claimed)
            order.Add(claimed.DispatchId);
        return order;
    }
}
