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

    private static async Task<long> ExpandedAsync(DispatchStage stage)
    {
        var data = stage.Database.Data;
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        return dispatch;
    }

    private static Task<Result<int>> FailAsync(DispatchStage stage) => stage.Database.Get<ChannelReceiptService>()
        .RecordDeliveriesAsync([new DeliveryReceipt(stage.Sms.Asked[^1].Key, false, "absent")], isTraining: true, CancellationToken.None);

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
