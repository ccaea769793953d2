using GovLiaison.Divisions;
using GovLiaison.Ladder;
using GovLiaison.Posts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Ladder;

public sealed class DutyRungTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tick_WhereTheTownshipIsUnmanned_CallsAndNamesTheCounty(string name)
    {
        await using var stage = await StageAsync(name);
        var county = await stage.Database.Data.OnDutyAsync(TestTree.County);
        await stage.Database.Data.OnDutyAsync(TestTree.City);
        var dispatch = await stage.StartAsync(Guid.CreateVersion7(), areas: TestTree.Village);
        await RunAsync(stage, minutes: 0);

        await RunAsync(stage, minutes: 10);
        var named = (await LadderAsync(stage, dispatch)).NextPersonId;
        await RunAsync(stage, minutes: 5);

        Assert.Equal(county.PersonId, named);
        Assert.Single(stage.Voice.Asked);
        var ladder = await LadderAsync(stage, dispatch);
        Assert.Equal((5, null, county.PersonId), (ladder.Step, ladder.NextAt, ladder.NextPersonId));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tick_WhereTheHolderTookThePhoneLater_TellsAndCallsHim(string name)
    {
        await using var stage = await StageAsync(name);
        var data = stage.Database.Data;
        foreach (var village in new[] { TestTree.Village, TestTree.OtherVillage }) await data.OfficerAsync(village, weComUserId: village);
        var dispatch = await stage.StartAsync(Guid.CreateVersion7(), areas: [TestTree.Village, TestTree.OtherVillage]);
        await RunAsync(stage, minutes: 0);
        var (bySms, byCard) = (data.NextPhone(), data.NextPhone());
        var township = await data.OnDutyAsync(TestTree.Township, bySms);

        await RunAsync(stage, minutes: 10);
        Assert.Equal([bySms], stage.Sms.Asked.Select(item => item.Address));
        Assert.Equal([bySms], stage.Voice.Asked.Select(item => item.Address));
        await stage.Database.WriteAsync(db => db.Duties.Where(row => row.PersonId == township.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Until, stage.Database.Clock.GetUtcNow().UtcDateTime)));
        var county = await data.OnDutyAsync(TestTree.County, byCard, "county");
        await RunAsync(stage, minutes: 5);

        Assert.Equal(["county"], stage.WeCom.Asked.Skip(2).Select(item => item.Address));
        Assert.Equal([bySms, byCard], stage.Voice.Asked.Select(item => item.Address));
        Assert.Equal(county.PersonId, (await LadderAsync(stage, dispatch)).NextPersonId);
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tick_WhereNobodyIsOnDuty_TriesAgainUntilSomebodyIs(string name)
    {
        await using var stage = await StageAsync(name);
        var dispatch = await stage.StartAsync(Guid.CreateVersion7(), areas: TestTree.Village);
        await RunAsync(stage, minutes: 0);
        await RunAsync(stage, minutes: 15);

        var unmanned = await LadderAsync(stage, dispatch);
        var listed = await SilentAsync(stage, dispatch);
        Assert.Equal((null, stage.Database.Clock.GetUtcNow().UtcDateTime + LadderDefaults.DutyTriedAgain), (unmanned.NextPersonId, unmanned.NextAt));
        Assert.Equal((true, LadderActs.NameNext, unmanned.NextAt), (listed.HasNobody, listed.NextAct, listed.NextAt));
        var province = await stage.Database.Data.OnDutyAsync(TestTree.Province);
        await RunAsync(stage, minutes: (int)LadderDefaults.DutyTriedAgain.TotalMinutes);

        var ladder = await LadderAsync(stage, dispatch);
        Assert.Equal((5, null, province.PersonId), (ladder.Step, ladder.NextAt, ladder.NextPersonId));
        Assert.Single(stage.Voice.Asked);
        Assert.False((await SilentAsync(stage, dispatch)).HasNobody);
    }

    private static Task<DispatchStage> StageAsync(string name) => DispatchStage.CreateAsync(name, services => services.AddDivisions().AddLadder());

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

    private static async Task<SilentVillage> SilentAsync(DispatchStage stage, long dispatch)
    {
        var list = await stage.Database.Get<SilenceQueries>().ListAsync(dispatch, null, 0, await stage.Database.Data.StaffAsync(Roles.DutyOfficer, TestTree.County), CancellationToken.None);
        return Assert.Single(list.Value.Rows);
    }
}
