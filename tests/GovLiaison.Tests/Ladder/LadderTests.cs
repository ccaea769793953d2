using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Ladder;

public sealed class LadderTests
{
    [Fact]
    public void Next_AtTheTop_HasNoRungAndNoTime() =>
        Assert.Equal((null, null), LadderPolicy.Next(LadderDefaults.Steps, 0, LadderDefaults.Officer, 5, TestDatabase.Start.UtcDateTime));

    [Theory]
    [InlineData(0, "sms", 5)]
    [InlineData(1, "voice", 8)]
    [InlineData(2, "deputy", 10)]
    [InlineData(3, "township-duty", 15)]
    public void Next_InLane0_FollowsTheDesign(int done, string act, int nextMinutes)
    {
        var start = TestDatabase.Start.UtcDateTime;

        var (rung, next) = LadderPolicy.Next(LadderDefaults.Steps, 0, LadderDefaults.Officer, done, start);

        Assert.Equal((act, start.AddMinutes(nextMinutes)), (rung!.Act, next!.Value));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tick_WhileAnOfficerIsSilent_CallsHimLouderThenOthersAndNamesSomebody(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name, services => services.AddLadder());
        var data = stage.Database.Data;
        await data.OfficerAsync(TestTree.Village, 0, data.NextPhone(), "v1");
        var deputy = await data.OfficerAsync(TestTree.Village, 1, data.NextPhone());
        var duty = await data.OnDutyAsync(TestTree.Township);
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await RunAsync(stage, minutes: 0);

        await RunAsync(stage, minutes: 3);
        var smsAfter3 = stage.Sms.Asked.Count;
        await RunAsync(stage, minutes: 2);
        await RunAsync(stage, minutes: 3);
        await RunAsync(stage, minutes: 2);
        await RunAsync(stage, minutes: 5);

        Assert.Single(stage.WeCom.Asked);
        Assert.Equal(2, smsAfter3);
        Assert.Equal(2, stage.Voice.Asked.Count);
        Assert.Equal(3, stage.Sms.Asked.Count);
        var ladder = await LadderAsync(stage, dispatch);
        Assert.Equal((5, null, duty.PersonId), (ladder.Step, ladder.NextAt, ladder.NextPersonId));
        Assert.True(await stage.Database.ReadAsync(db => db.Recipients.AnyAsync(row => row.Kind == RecipientKind.Deputy && row.PersonId == deputy.PersonId)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tick_AfterTheOfficerAnswered_CallsNobodyMore(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name, services => services.AddLadder());
        await stage.Database.Data.OfficerAsync(TestTree.Village, 0, stage.Database.Data.NextPhone(), "v1");
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await RunAsync(stage, minutes: 0);
        var recipient = await stage.Database.ReadAsync(db => db.Recipients.Select(row => row.Id).SingleAsync());
        await stage.Database.Get<ReceiptService>().RecordAsync(new RecordReceipt(dispatch, recipient, null, null, ReceiptKinds.Confirmed, "page"), CancellationToken.None);

        await RunAsync(stage, minutes: 15);

        Assert.Empty(stage.Sms.Asked);
        Assert.Empty(stage.Voice.Asked);
        Assert.NotNull((await LadderAsync(stage, dispatch)).AnsweredAt);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tick_ForSomebodyAtRiskWhoIsSilent_CallsHimAndThenListsHisDoor(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name, services => services.AddLadder());
        var data = stage.Database.Data;
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone()).Tagged("living-alone")));
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await RunAsync(stage, minutes: 0);

        await RunAsync(stage, minutes: 5);
        var called = stage.Voice.Asked.Count;
        await RunAsync(stage, minutes: 5);

        Assert.Equal(1, called);
        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.Village)).MustWalk);
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tick_TwiceAtTheSameMoment_ClimbsOnce(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name, services => services.AddLadder());
        await stage.Database.Data.OfficerAsync(TestTree.Village, 0, stage.Database.Data.NextPhone(), "v1");
        await stage.StartAsync(Guid.CreateVersion7());
        await RunAsync(stage, minutes: 0);
        stage.Database.Clock.Advance(TimeSpan.FromMinutes(3));
        var now = stage.Database.Clock.GetUtcNow().UtcDateTime;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => stage.Database.Get<LadderService>().TickAsync(now, CancellationToken.None))));
        await stage.SendAsync();

        Assert.Single(stage.Sms.Asked);
    }

    private static async Task RunAsync(DispatchStage stage, int minutes)
    {
        stage.Database.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await stage.ExpandAsync();
        await stage.Database.Get<LadderService>().TickAsync(stage.Database.Clock.GetUtcNow().UtcDateTime, CancellationToken.None);
        await stage.SendAsync();
    }

    private static Task<LadderRun> LadderAsync(DispatchStage stage, long dispatch) => stage.Database.ReadAsync(async db =>
    {
        var village = await db.Divisions.SingleAsync(row => row.Code == TestTree.Village);
        return await db.LadderRuns.SingleAsync(row => row.DispatchId == dispatch && row.VillageId == village.Id && row.Watches == LadderDefaults.Officer);
    });
}
