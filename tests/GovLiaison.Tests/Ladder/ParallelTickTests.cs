using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Ladder;

/// <summary>Two processes on one PostgreSQL tick at the same moment: each rung is done by one of them.</summary>
public sealed class ParallelTickTests
{
    [Fact]
    public async Task Tick_InTwoProcessesAtOneMoment_CallsEachPhoneOnce()
    {
        await using var stage = await DispatchStage.CreateAsync(Databases.PostgreSql, services => services.AddLadder());
        var data = stage.Database.Data;
        var phone = data.NextPhone();
        await data.OfficerAsync(TestTree.Village, 0, data.NextPhone(), "v1");
        foreach (var village in new[] { TestTree.Village, TestTree.OtherVillage })
            await data.HouseholdAsync(village, home => home.WithResident(one => one.WithPhone(phone).Tagged("living-alone")));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        await stage.SendAsync();
        stage.Database.Clock.Advance(TimeSpan.FromMinutes(5));

        var moved = await TickTogetherAsync(stage, dispatch);
        await stage.SendAsync();

        // the officer twice, those at risk in two villages, and the seven villages without an officer
        Assert.Equal(11, moved.Sum());
        Assert.Single(stage.Voice.Asked, asked => asked.Address == phone);
        Assert.Equal(2, stage.Voice.Asked.Count);
        var made = await stage.Database.ReadAsync(db => (from row in db.Deliveries
                                                         join batch in db.Batches on row.BatchId equals batch.Id
                                                         select new { row.RecipientId, batch.Channel }).ToListAsync());
        Assert.Distinct(made);
        await stage.AssertSoundAsync(dispatch);
    }

    [Fact]
    public async Task Tick_WhileTheDispatchIsBeingStopped_CallsNobody()
    {
        await using var stage = await DispatchStage.CreateAsync(Databases.PostgreSql, services => services.AddLadder());
        await stage.Database.Data.OfficerAsync(TestTree.Village, 0, stage.Database.Data.NextPhone(), "v1");
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        await stage.SendAsync();
        stage.Database.Clock.Advance(TimeSpan.FromMinutes(5));

        var moved = await TickTogetherAsync(stage, dispatch, db => stage.Database.Get<DispatchService>().StopAsync(db, dispatch, CancellationToken.None));
        await stage.SendAsync();

        Assert.Equal([0, 0], moved);
        Assert.Empty(stage.Sms.Asked);
        Assert.Empty(stage.Voice.Asked);
    }

    // Both are let go once the server says that both stand and wait for the row that the test holds.
    private static async Task<int[]> TickTogetherAsync(DispatchStage stage, long dispatch, Func<LiaisonDbContext, Task>? meanwhile = null)
    {
        var now = stage.Database.Clock.GetUtcNow().UtcDateTime;
        Task<int>[] ticks = [];
        await stage.Database.WriteAsync(async db =>
        {
            await db.DispatchRuns.Where(row => row.Id == dispatch).ExecuteUpdateAsync(set => set.SetProperty(row => row.State, row => row.State));
            ticks = [.. Enumerable.Range(0, 2).Select(_ => Task.Run(() =>
                new LadderService(stage.Database.Database, new DispatchSignal(), stage.Database.Clock).TickAsync(now, CancellationToken.None)))];
            while (await WaitingAsync(stage) < ticks.Length)
                Assert.DoesNotContain(ticks, tick => tick.IsCompleted);
            if (meanwhile is not null) await meanwhile(db);
        });
        return await Task.WhenAll(ticks);
    }

    private static Task<int> WaitingAsync(DispatchStage stage) => stage.Database.ReadAsync(db => db.Database.SqlQueryRaw<int>("""
        SELECT COUNT(*)::int AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
        """).SingleAsync());
}
