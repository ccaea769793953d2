using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

/// <summary>A phone that households of two chunks share: the delivery is there, and perhaps over, when the second is listed.</summary>
public sealed class SharedPhoneTests
{
    private static readonly Evidence[] Outcomes = [Evidence.Sent, Evidence.Failed, Evidence.Pending];
    private static readonly string[] Names = [Databases.Sqlite, Databases.PostgreSql, Databases.SqlServer];

    public static MatrixTheoryData<string, Evidence> All => new(Names, Outcomes);

    [Theory, MemberData(nameof(All))]
    public async Task Expand_WhenTheCarrierWasTriedBefore_GivesTheHouseholdItsState(string name, Evidence outcome)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var dispatch = await FirstChunkSentAsync(stage, outcome switch
        {
            Evidence.Sent => item => SendOutcome.Sent,
            Evidence.Failed => _ => SendOutcome.Rejected("bad"),
            _ => _ => SendOutcome.Unreachable("away"),
        });

        await stage.ExpandAsync();
        await stage.SendAsync();

        foreach (var village in new[] { TestTree.Village, TestTree.OtherVillage })
            Assert.Equal(1, EvidenceOf(await stage.TallyAsync(dispatch, village), outcome));
        Assert.Equal(outcome == Evidence.Failed ? 1 : 0, (await stage.TallyAsync(dispatch, TestTree.OtherVillage)).MustWalk);
        Assert.Single(stage.Sms.Asked);
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_AfterBothWereListed_TakesTheSecondHouseholdAlong(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var dispatch = await FirstChunkSentAsync(stage, _ => SendOutcome.Unreachable("away"));
        await stage.ExpandAsync();
        stage.Sms.Answers = item => SendOutcome.Sent;

        stage.Database.Clock.Advance(TimeSpan.FromSeconds(5));
        await stage.SendAsync();
        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.OtherVillage)).Sent);
        await stage.Database.Get<ChannelReceiptService>().RecordDeliveriesAsync([new DeliveryReceipt(stage.Sms.Asked[^1].Key, false, "absent")], isTraining: true, CancellationToken.None);

        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.OtherVillage)).MustWalk);
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Expand_OfAHouseholdWithAPhoneOfItsOwnToo_FailsOnlyWithBoth(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var dispatch = await FirstChunkSentAsync(stage, _ => SendOutcome.Rejected("bad"), ownPhone: true);

        await stage.ExpandAsync();
        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.OtherVillage)).Pending);
        await stage.SendAsync();

        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.OtherVillage)).Failed);
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Expand_WhileTheCarrierIsBeingSent_LosesNeither(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var dispatch = await FirstChunkAsync(stage);
        stage.Sms.BeforeAnswer = stage.ExpandAsync;

        await stage.SendAsync();

        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.OtherVillage)).Sent);
        await stage.AssertSoundAsync(dispatch);
    }

    private static async Task<long> FirstChunkSentAsync(DispatchStage stage, Func<OutboundItem, SendOutcome> answers, bool ownPhone = false)
    {
        var dispatch = await FirstChunkAsync(stage, ownPhone);
        stage.Sms.Answers = answers;
        await stage.SendAsync();
        return dispatch;
    }

    /// <summary>One of the two households is listed; the other is of a chunk that comes later.</summary>
    private static async Task<long> FirstChunkAsync(DispatchStage stage, bool ownPhone = false)
    {
        var data = stage.Database.Data;
        var phone = data.NextPhone();
        await data.HouseholdAsync(TestTree.Village, home => home.WithResident(one => one.WithPhone(phone)));
        await data.HouseholdAsync(TestTree.OtherVillage, home =>
        {
            home.WithResident(one => one.WithPhone(phone));
            if (ownPhone) home.WithResident(one => one.WithPhone(data.NextPhone()));
        });
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        // each village as large as a chunk may be
        await stage.Database.WriteAsync(db => db.VillageTallies.ExecuteUpdateAsync(set => set.SetProperty(row => row.Size, 100_000)));
        while (!await stage.Database.ReadAsync(db => db.ListedHouseholds.AnyAsync())) await stage.Database.Get<ExpansionService>().StepAsync(CancellationToken.None);
        Assert.Equal(1, await stage.Database.ReadAsync(db => db.ListedHouseholds.CountAsync()));
        return dispatch;
    }

    private static int EvidenceOf(VillageTally tally, Evidence evidence) => (int)typeof(VillageTally).GetProperty(evidence.ToString())!.GetValue(tally)!;
}
