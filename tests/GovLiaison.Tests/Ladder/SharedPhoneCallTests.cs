using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Testing;

namespace GovLiaison.Tests.Ladder;

/// <summary>"At risk and not confirmed: voice" holds for each household; a phone is called once per message.</summary>
public sealed class SharedPhoneCallTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tick_ForAHouseholdCarriedByANeighbourNotAtRisk_CallsItsPhoneOnce(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name, services => services.AddLadder());
        var data = stage.Database.Data;
        var phone = data.NextPhone();
        await data.HouseholdAsync(TestTree.Village, home => home.WithResident(one => one.WithPhone(phone)));
        var atRisk = await data.HouseholdAsync(TestTree.Village, home => home.WithResident(one => one.WithPhone(phone).Tagged("living-alone")));
        var dispatch = await SilentForFiveMinutesAsync(stage);

        Assert.Equal(phone, Assert.Single(stage.Voice.Asked).Address);
        foreach (var _ in new[] { 1, 2 })
            await stage.Database.Get<ChannelReceiptService>().RecordCallAsync(new CallResult(stage.Voice.Asked[0].Key, true, 9, 20, "1"), isTraining: true, CancellationToken.None);
        Assert.Equal((1, 0), await ConfirmedAsync(stage, dispatch));
        Assert.NotNull((await stage.RecipientAsync(dispatch, atRisk.Residents[0].Id)).AnsweredAt);
        await RunAsync(stage, minutes: 5);
        Assert.Equal(0, (await stage.TallyAsync(dispatch, TestTree.Village)).MustWalk);
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tick_ForTwoHouseholdsAtRiskBehindOnePhone_CallsItOnceAndListsTheOtherDoor(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name, services => services.AddLadder());
        var data = stage.Database.Data;
        var phone = data.NextPhone();
        foreach (var village in new[] { TestTree.Village, TestTree.OtherVillage })
            await data.HouseholdAsync(village, home => home.WithResident(one => one.WithPhone(phone).Tagged("living-alone")).WithResident(one => one.WithPhone(phone)));
        var dispatch = await SilentForFiveMinutesAsync(stage);

        Assert.Single(stage.Voice.Asked);
        await stage.Database.Get<ChannelReceiptService>().RecordCallAsync(new CallResult(stage.Voice.Asked[0].Key, true, 9, 20, "1"), isTraining: true, CancellationToken.None);
        await RunAsync(stage, minutes: 5);

        Assert.Single(stage.Voice.Asked);
        Assert.Equal((1, 0), await ConfirmedAsync(stage, dispatch));
        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.OtherVillage)).MustWalk);
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tick_AfterTheCarrierConfirmed_StillCallsForTheNeighbourAtRisk(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name, services => services.AddLadder());
        var data = stage.Database.Data;
        var phone = data.NextPhone();
        var carrier = await data.HouseholdAsync(TestTree.Village, home => home.WithResident(one => one.WithPhone(phone).Tagged("living-alone")));
        await data.HouseholdAsync(TestTree.Village, home => home.WithResident(one => one.WithPhone(phone).Tagged("living-alone")));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await RunAsync(stage, minutes: 0);
        var recipient = await stage.RecipientAsync(dispatch, carrier.Residents[0].Id);
        await stage.Database.Get<ReceiptService>().RecordAsync(new RecordReceipt(dispatch, recipient.Id, null, null, ReceiptKinds.Confirmed, "page"), CancellationToken.None);

        await RunAsync(stage, minutes: 5);

        Assert.Single(stage.Voice.Asked);
        await stage.AssertSoundAsync(dispatch);
    }

    private static async Task<long> SilentForFiveMinutesAsync(DispatchStage stage)
    {
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await RunAsync(stage, minutes: 0);
        await RunAsync(stage, minutes: 5);
        return dispatch;
    }

    private static async Task<(int Village, int OtherVillage)> ConfirmedAsync(DispatchStage stage, long dispatch) =>
        ((await stage.TallyAsync(dispatch, TestTree.Village)).Confirmed, (await stage.TallyAsync(dispatch, TestTree.OtherVillage)).Confirmed);

    private static async Task RunAsync(DispatchStage stage, int minutes)
    {
        stage.Database.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await stage.ExpandAsync();
        await stage.Database.Get<LadderService>().TickAsync(stage.Database.Clock.GetUtcNow().UtcDateTime, CancellationToken.None);
        await stage.SendAsync();
    }
}
