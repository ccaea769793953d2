using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Posts;
using GovLiaison.Reach;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Reach;

/// <summary>An alert for two counties with households of many fates.</summary>
internal sealed class ReachScene : IAsyncDisposable
{
    private ReachScene(DispatchStage stage) => Stage = stage;

    public DispatchStage Stage { get; }
    public TestDatabase Database => Stage.Database;
    public ReachQueries Reach => Database.Get<ReachQueries>();
    public UnreachedQueries Unreached => Database.Get<UnreachedQueries>();
    public HelpQueries Help => Database.Get<HelpQueries>();
    public long Dispatch { get; private set; }
    public Actor Province { get; private set; } = null!;

    public static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>洛川: one confirms, one asks for help, one has no phone, one stays silent; 宜川: one stays silent.</summary>
    public static async Task<ReachScene> CreateAsync(string name)
    {
        var stage = await DispatchStage.CreateAsync(name, services => services.AddReach().AddLadder());
        var (scene, data) = (new ReachScene(stage), stage.Database.Data);
        scene.Province = await data.StaffAsync(Roles.DutyOfficer, TestTree.Province);
        await data.OfficerAsync(TestTree.Village, phone: data.NextPhone());
        await data.OnDutyAsync(TestTree.County);
        var confirms = await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        var asks = await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.Named("王秀英").WithPhone(data.NextPhone())), "3 组");
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.Named("李玉兰").Tagged("living-alone")));
        await data.HouseholdAsync(TestTree.OtherVillage, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        await data.HouseholdAsync(TestTree.ForeignVillage, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        scene.Dispatch = await stage.StartAsync(Guid.CreateVersion7(), areas: [TestTree.County, TestTree.OtherCounty]);
        await stage.ExpandAsync();
        await stage.SendAsync();
        await scene.AnswerAsync(confirms.Residents[0].Id, ReceiptKinds.Confirmed, "page");
        await scene.AnswerAsync(asks.Residents[0].Id, ReceiptKinds.Help, "voice", "没有柴");
        return scene;
    }

    public async Task AnswerAsync(long residentId, string kind, string through, string? note = null)
    {
        var recipient = await Stage.RecipientAsync(Dispatch, residentId);
        var recorded = await Database.Get<ReceiptService>().RecordAsync(new RecordReceipt(Dispatch, recipient.Id, null, null, kind, through, Note: note), Token);
        Assert.True(recorded.Value);
    }

    public Task<int> ListedAsync() => Database.ReadAsync(db => db.ListedHouseholds.CountAsync(row => row.DispatchId == Dispatch));

    public ValueTask DisposeAsync() => Stage.DisposeAsync();
}
