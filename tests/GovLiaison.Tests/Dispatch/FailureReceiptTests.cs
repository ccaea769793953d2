using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

public sealed class FailureReceiptTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_AFailureBeforeOurOwnRecord_PutsTheDoorOnTheWalkList(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var dispatch = await ExpandedAsync(stage);
        stage.Sms.BeforeAnswer = () => FailAsync(stage);

        await stage.SendAsync();

        await AssertFailedAsync(stage, dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_AFailureAfterAnUnknownOutcome_EndsTheDelivery(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var dispatch = await ExpandedAsync(stage);
        stage.Sms.Answers = _ => SendOutcome.Unknown("cut");
        await stage.SendAsync();

        await FailAsync(stage);

        stage.Database.Clock.Advance(TimeSpan.FromSeconds(5));
        await stage.SendAsync();
        Assert.Single(stage.Sms.Asked);
        await AssertFailedAsync(stage, dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_AFailureOfASharedNumber_PutsEveryDoorBehindItOnTheWalkList(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        var phone = data.NextPhone();
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(phone)));
        await data.HouseholdAsync(TestTree.OtherVillage, h => h.WithResident(r => r.WithPhone(phone)));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        await stage.SendAsync();

        await FailAsync(stage);

        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.Village)).MustWalk);
        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.OtherVillage)).MustWalk);
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_AnArrivalAfterAFailure_CountsAsToldAndLeavesTheDoorOnTheList(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var matter = Guid.CreateVersion7();
        var dispatch = await ExpandedAsync(stage, matter);
        await stage.SendAsync();
        await FailAsync(stage);

        var arrived = await ReportAsync(stage, new DeliveryReceipt(stage.Sms.Asked[^1].Key, true, ""));
        var again = await FailAsync(stage);

        Assert.Equal((1, 0), (arrived.Value, again.Value));
        await AssertArrivedAsync(stage, dispatch, mustWalk: 1);
        await stage.StartAsync(matter, Audience.Told);
        await stage.ExpandAsync();
        await stage.SendAsync();
        Assert.Equal(2, stage.Sms.Asked.Count);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_AnArrivalAfterARefusal_CountsAsSent(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var dispatch = await ExpandedAsync(stage);
        stage.Sms.Answers = _ => SendOutcome.Rejected("bad");
        await stage.SendAsync();

        await ReportAsync(stage, new DeliveryReceipt(stage.Sms.Asked[^1].Key, true, ""));

        await AssertArrivedAsync(stage, dispatch, mustWalk: 1);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_AnArrivalAndAFailureInOneReport_IsAnArrival(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var dispatch = await ExpandedAsync(stage);
        await stage.SendAsync();
        var key = stage.Sms.Asked[^1].Key;

        await ReportAsync(stage, new DeliveryReceipt(key, true, ""), new DeliveryReceipt(key, false, "absent"));

        await AssertArrivedAsync(stage, dispatch, mustWalk: 0);
    }

    private static async Task<long> ExpandedAsync(DispatchStage stage, Guid? matter = null)
    {
        var data = stage.Database.Data;
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        var dispatch = await stage.StartAsync(matter ?? Guid.CreateVersion7());
        await stage.ExpandAsync();
        return dispatch;
    }

    private static Task<Result<int>> FailAsync(DispatchStage stage) => ReportAsync(stage, new DeliveryReceipt(stage.Sms.Asked[^1].Key, false, "absent"));

    private static Task<Result<int>> ReportAsync(DispatchStage stage, params DeliveryReceipt[] reported) =>
        stage.Database.Get<ChannelReceiptService>().RecordDeliveriesAsync(reported, isTraining: true, CancellationToken.None);

    private static async Task AssertArrivedAsync(DispatchStage stage, long dispatch, int mustWalk)
    {
        var delivery = await stage.Database.ReadAsync(db => db.Deliveries.SingleAsync());
        var batch = await stage.Database.ReadAsync(db => db.Batches.SingleAsync());
        var tally = await stage.TallyAsync(dispatch, TestTree.Village);
        Assert.Equal(DeliveryState.Arrived, delivery.State);
        Assert.NotNull(delivery.SentAt);
        Assert.Equal((1, 1, 0), (batch.SentCount, batch.ArrivedCount, batch.FailedCount));
        Assert.Equal((0, 1, mustWalk), (tally.Failed, tally.Sent, tally.MustWalk));
        await stage.AssertSoundAsync(dispatch);
    }

    private static async Task AssertFailedAsync(DispatchStage stage, long dispatch)
    {
        var delivery = await stage.Database.ReadAsync(db => db.Deliveries.SingleAsync());
        var batch = await stage.Database.ReadAsync(db => db.Batches.SingleAsync());
        var tally = await stage.TallyAsync(dispatch, TestTree.Village);
        Assert.Equal((DeliveryState.Failed, "absent"), (delivery.State, delivery.Code));
        Assert.Equal((BatchState.Done, 1, 1), (batch.State, batch.SentCount, batch.FailedCount));
        Assert.Equal((1, 0, 1), (tally.Failed, tally.Sent, tally.MustWalk));
        await stage.AssertSoundAsync(dispatch);
    }
}
