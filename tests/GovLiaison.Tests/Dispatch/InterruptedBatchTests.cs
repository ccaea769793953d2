using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

public sealed class InterruptedBatchTests
{
    private static readonly DateTime Now = new(2026, 4, 9, 14, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(3, 30)]
    [InlineData(4, 60)]
    [InlineData(6, 240)]
    [InlineData(7, 300)]
    [InlineData(5000, 300)]
    public void AfterCrashes_GrowsToFiveMinutesAndEndsWithTheMessage(int crashes, int seconds)
    {
        Assert.Equal(Now.AddSeconds(seconds), RetryPolicy.AfterCrashes(crashes, Now, Now.AddHours(10)));
        Assert.Equal(Now.AddSeconds(20), RetryPolicy.AfterCrashes(crashes, Now, Now.AddSeconds(20)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_WhenEveryClaimBreaksOff_TriesAgainAfterGrowingPausesAndSends(string name)
    {
        await using var stage = await BrokenAsync(name);
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();

        for (var i = 0; i < 3; i++) Assert.True(await BreakOffAsync(stage));
        foreach (var pause in new[] { 30, 60, 120, 240, 300, 300 })
        {
            stage.Database.Clock.Advance(TimeSpan.FromSeconds(pause - 1));
            Assert.False(await BreakOffAsync(stage));
            stage.Database.Clock.Advance(TimeSpan.FromSeconds(1));
            Assert.True(await BreakOffAsync(stage));
        }
        await stage.AssertSoundAsync(dispatch);
        stage.Sms.Answers = item => SendOutcome.Sent;
        stage.Database.Clock.Advance(TimeSpan.FromMinutes(5));
        await ReleaseAsync(stage);
        await stage.SendAsync();

        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.Village)).Sent);
        Assert.Single(stage.Sms.Asked.Select(item => item.Key).Distinct());
        Assert.Equal((BatchState.Done, 0), await stage.Database.ReadAsync(async db =>
            await db.Batches.Select(row => new ValueTuple<BatchState, int>(row.State, row.Crashes)).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_WhenTheMessageRunsOutDuringAPause_EndsAsPerhapsTold(string name)
    {
        await using var stage = await BrokenAsync(name);
        var dispatch = await stage.StartAsync(Guid.CreateVersion7(), lasts: TimeSpan.FromSeconds(20));
        await stage.ExpandAsync();
        for (var i = 0; i < 3; i++) await BreakOffAsync(stage);

        stage.Database.Clock.Advance(TimeSpan.FromSeconds(20));
        await ReleaseAsync(stage);
        await stage.SendAsync();

        Assert.Equal(3, stage.Sms.Asked.Count);
        Assert.Equal(DeliveryState.Unresolved, await stage.Database.ReadAsync(db => db.Deliveries.Select(row => row.State).SingleAsync()));
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Start_OfACorrectionWhileABatchIsInHand_DoesNotWaitForItsPause(string name)
    {
        await using var stage = await BrokenAsync(name);
        var matter = Guid.CreateVersion7();
        await stage.StartAsync(matter);
        await stage.ExpandAsync();
        for (var i = 0; i < 3; i++) await BreakOffAsync(stage);

        var correction = await stage.StartAsync(matter, Audience.Told);
        stage.Sms.Answers = item => SendOutcome.Sent;
        await ReleaseAsync(stage);
        await stage.SendAsync();
        await stage.ExpandAsync();
        await stage.SendAsync();

        Assert.Equal(1, (await stage.TallyAsync(correction, TestTree.Village)).Sent);
        await stage.AssertSoundAsync(correction);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_OfACardThatEndsItsProcess_ReachesThePausesThoughEachTryIsNoted(string name)
    {
        await using var stage = await PoisonedCardsAsync(name);

        // the first claim has sent the card before it
        for (var i = 0; i < 4; i++) Assert.True(await BreakOffAsync(stage, stage.WeCom));

        stage.Database.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(await BreakOffAsync(stage, stage.WeCom));
        stage.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        stage.WeCom.Answers = item => SendOutcome.Sent;
        Assert.True(await BreakOffAsync(stage, stage.WeCom));
        Assert.Equal((BatchState.Done, 0, 3), await stage.Database.ReadAsync(async db =>
            await db.Batches.Select(row => new ValueTuple<BatchState, int, int>(row.State, row.Crashes, row.SentCount)).SingleAsync()));
    }

    [Theory]
    [InlineData(Databases.Sqlite, true, DeliveryState.Withdrawn)]
    [InlineData(Databases.Sqlite, false, DeliveryState.Expired)]
    [InlineData(Databases.PostgreSql, true, DeliveryState.Withdrawn)]
    [InlineData(Databases.PostgreSql, false, DeliveryState.Expired)]
    public async Task End_OfCardsThatWereInterrupted_TellsThoseWrittenFromTheRest(string name, bool isStopped, DeliveryState rest)
    {
        await using var stage = await PoisonedCardsAsync(name);
        for (var i = 0; i < 3; i++) await BreakOffAsync(stage, stage.WeCom);

        await ReleaseAsync(stage);
        if (isStopped)
            await stage.Database.WriteAsync(async db => await stage.Database.Get<DispatchService>().StopAsync(db, (await db.DispatchRuns.SingleAsync()).Id, CancellationToken.None));
        stage.Database.Clock.Advance(TimeSpan.FromMinutes(10));
        await stage.SendAsync();

        Assert.Equal([DeliveryState.Sent, DeliveryState.Unresolved, rest],
            await stage.Database.ReadAsync(db => db.Deliveries.OrderBy(row => row.Id).Select(row => row.State).ToListAsync()));
    }

    /// <summary>Three cards, one request at a time; the second ends the process.</summary>
    private static async Task<DispatchStage> PoisonedCardsAsync(string name)
    {
        var stage = await DispatchStage.CreateAsync(name);
        await stage.Database.WriteAsync(db => db.Endpoints.ExecuteUpdateAsync(set => set.SetProperty(row => row.Concurrency, 1)));
        foreach (var (village, user) in new[] { (TestTree.Village, "v1"), (TestTree.OtherVillage, "poison"), ("610629101206", "v3") })
            await stage.Database.Data.OfficerAsync(village, weComUserId: user);
        stage.WeCom.Answers = item => item.Address == "poison" ? throw new BrokenOffException() : SendOutcome.Sent;
        await stage.StartAsync(Guid.CreateVersion7(), lasts: TimeSpan.FromMinutes(5));
        await stage.ExpandAsync();
        return stage;
    }

    private static async Task<DispatchStage> BrokenAsync(string name)
    {
        var stage = await DispatchStage.CreateAsync(name);
        await stage.Database.Data.HouseholdAsync(TestTree.Village, home => home.WithResident(one => one.WithPhone(stage.Database.Data.NextPhone())));
        stage.Sms.Answers = _ => throw new BrokenOffException();
        return stage;
    }

    private static Task<bool> BreakOffAsync(DispatchStage stage) => BreakOffAsync(stage, stage.Sms);

    /// <summary>One claim that leaves no record, as a process leaves it that ends; false when nothing was due.</summary>
    private static async Task<bool> BreakOffAsync(DispatchStage stage, FakeChannel channel)
    {
        await ReleaseAsync(stage);
        try
        {
            return await stage.Database.Get<DispatchEngine>().RunBatchAsync(channel, CancellationToken.None);
        }
        catch (BrokenOffException)
        {
            return true;
        }
    }

    // The lease is judged by the database's own clock, which no test can put forward.
    private static Task ReleaseAsync(DispatchStage stage) =>
        stage.Database.WriteAsync(db => db.Batches.ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, (DateTime?)null)));

    private sealed class BrokenOffException() : Exception("The process ended here");
}
