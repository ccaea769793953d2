using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Ladder;

/// <summary>What is said of the ladder to who is asked for a village.</summary>
public sealed class OfficerNudgeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Find_ForTheMainOfficer_NamesTheNextRungThatDoesSomething(string name)
    {
        await using var stage = await StageAsync(name);
        var officer = await stage.Database.Data.OfficerAsync(TestTree.Village, 0, stage.Database.Data.NextPhone(), "main");
        var dispatch = await StartAsync(stage);
        var said = new List<OfficerNudge?> { await FindAsync(stage, dispatch, officer) };

        foreach (var minutes in new[] { 3, 2, 5, 5 })
        {
            await RunAsync(stage, minutes);
            said.Add(await FindAsync(stage, dispatch, officer));
        }

        // no deputy is at hand, so that rung is not announced; nobody is on duty, so the last one is tried again and again
        Assert.Equal([Next(3, "sms"), Next(5, "voice"), Next(10, "township-duty"), Next(11, "name-next"), Next(16, "name-next")], said);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Find_ForWhoHadAnSmsAtOnce_AnnouncesNoSecondOne(string name)
    {
        await using var stage = await StageAsync(name);
        var officer = await stage.Database.Data.OfficerAsync(TestTree.Village, 0, stage.Database.Data.NextPhone());
        await stage.Database.Data.OfficerAsync(TestTree.Village, 1, stage.Database.Data.NextPhone());
        var dispatch = await StartAsync(stage);

        Assert.Equal(Next(5, "voice"), await FindAsync(stage, dispatch, officer));
        await RunAsync(stage, minutes: 5);
        Assert.Equal(Next(8, "deputy"), await FindAsync(stage, dispatch, officer));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Find_ForADeputyWhomTheLadderCalled_SaysWhenAndWhatFollows(string name)
    {
        await using var stage = await StageAsync(name);
        var officer = await stage.Database.Data.OfficerAsync(TestTree.Village, 0, stage.Database.Data.NextPhone(), "main");
        var deputy = await stage.Database.Data.OfficerAsync(TestTree.Village, 1, stage.Database.Data.NextPhone(), "deputy");
        var dispatch = await StartAsync(stage);
        Assert.Null(await FindAsync(stage, dispatch, deputy));

        await RunAsync(stage, minutes: 8);

        Assert.Equal(new OfficerNudge(true, TestDatabase.Start.UtcDateTime.AddMinutes(8), TestDatabase.Start.UtcDateTime.AddMinutes(10), "township-duty"), await FindAsync(stage, dispatch, deputy));
        Assert.Equal(Next(10, "township-duty"), await FindAsync(stage, dispatch, officer));
        var main = await stage.Database.ReadAsync(db => db.Recipients.SingleAsync(row => row.DispatchId == dispatch && row.PersonId == officer.PersonId, Token));
        await stage.Database.Get<ReceiptService>().RecordAsync(new RecordReceipt(dispatch, main.Id, null, null, ReceiptKinds.Confirmed, "page", officer.PersonId), Token);
        Assert.Null(await FindAsync(stage, dispatch, deputy));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Find_ForADeputyWhoWasToldAtOnce_DoesNotSayThatHeWasCalled(string name)
    {
        await using var stage = await StageAsync(name);
        await stage.Database.Data.OfficerAsync(TestTree.Village, 0, stage.Database.Data.NextPhone(), "main");
        var deputy = await stage.Database.Data.OfficerAsync(TestTree.Village, 1, stage.Database.Data.NextPhone(), "deputy");
        var matter = Guid.CreateVersion7();
        await stage.StartAsync(matter, areas: TestTree.Village);
        await RunAsync(stage, 0);
        await RunAsync(stage, minutes: 8);
        var update = await stage.StartAsync(matter, Audience.AreaAndTold, areas: TestTree.Village);
        await RunAsync(stage, 0);

        Assert.Equal(new OfficerNudge(true, null, TestDatabase.Start.UtcDateTime.AddMinutes(16), "sms"), await FindAsync(stage, update, deputy));
        await RunAsync(stage, minutes: 8);
        Assert.Equal(new OfficerNudge(true, null, TestDatabase.Start.UtcDateTime.AddMinutes(18), "township-duty"), await FindAsync(stage, update, deputy));
    }

    private static OfficerNudge Next(int minutes, string act) => new(false, null, TestDatabase.Start.UtcDateTime.AddMinutes(minutes), act);

    private static Task<DispatchStage> StageAsync(string name) => DispatchStage.CreateAsync(name, services => services.AddLadder());

    private static async Task<long> StartAsync(DispatchStage stage)
    {
        var dispatch = await stage.StartAsync(Guid.CreateVersion7(), areas: TestTree.Village);
        await RunAsync(stage, 0);
        return dispatch;
    }

    private static async Task RunAsync(DispatchStage stage, int minutes)
    {
        stage.Database.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await stage.ExpandAsync();
        await stage.Database.Get<LadderService>().TickAsync(stage.Database.Clock.GetUtcNow().UtcDateTime, Token);
        await stage.SendAsync();
    }

    private static async Task<OfficerNudge?> FindAsync(DispatchStage stage, long dispatch, Actor officer) =>
        await new OfficerNudgeQueries(stage.Database.Database).FindAsync(dispatch, officer.PersonId!.Value, [await stage.Database.Data.DivisionIdAsync(TestTree.Village)], Token);
}
