using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

/// <summary>What becomes of a delivery that does not go out at the first try.</summary>
public sealed class SendAgainTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_WhenTheSupplierCannotBeReached_WaitsAndSendsLater(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        stage.Sms.Answers = _ => SendOutcome.Unreachable("refused");

        await stage.SendAsync();

        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.Village)).Pending);
        await stage.AssertSoundAsync(dispatch);
        stage.Sms.Answers = item => SendOutcome.Sent;
        stage.Database.Clock.Advance(TimeSpan.FromSeconds(5));
        await stage.SendAsync();
        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.Village)).Sent);
        Assert.Single(stage.Sms.Asked.Select(item => item.Key).Distinct());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_WhenOnlySomeOfABatchAreDue_LeavesTheOthersBetweenThemWaiting(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        for (var i = 0; i < 60; i++) await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        stage.Sms.Answers = _ => SendOutcome.Unreachable("refused");
        await stage.SendAsync();

        // due times are spread over half a second: half of them are due now
        stage.Sms.Answers = item => SendOutcome.Sent;
        stage.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        await stage.SendAsync();

        var asked = stage.Sms.Asked.Skip(60).Select(item => item.Key).ToHashSet(StringComparer.Ordinal);
        Assert.InRange(asked.Count, 2, 58);
        Assert.Equal(asked.Count, (await stage.TallyAsync(dispatch, TestTree.Village)).Sent);
        Assert.Equal(60 - asked.Count, await stage.Database.ReadAsync(db => db.Deliveries.CountAsync(row => row.DispatchId == dispatch && row.State == DeliveryState.Waiting)));
        stage.Database.Clock.Advance(TimeSpan.FromSeconds(5));
        await stage.SendAsync();
        Assert.Equal(60, stage.Sms.Asked.Skip(60).Select(item => item.Key).Distinct(StringComparer.Ordinal).Count());
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_WhenEveryNumberIsRefused_FailsTheHouseholdAndPutsItOnTheWalkList(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())).WithResident(r => r.WithPhone(data.NextPhone())));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        var refused = 0;
        stage.Sms.Answers = item => Interlocked.Increment(ref refused) <= 2 ? SendOutcome.Rejected("bad-number") : SendOutcome.Sent;

        await stage.SendAsync();

        var tally = await stage.TallyAsync(dispatch, TestTree.Village);
        Assert.Equal((1, 1, 1), (tally.Failed, tally.Sent, tally.MustWalk));
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_AfterAnUnknownOutcomeOnAChannelWithoutKeys_MarksTheRepeat(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        await stage.Database.Data.OfficerAsync(TestTree.Village, weComUserId: "v1");
        await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        stage.WeCom.Answers = _ => SendOutcome.Unknown("cut");
        await stage.SendAsync();
        stage.WeCom.Answers = item => SendOutcome.Sent;
        stage.Database.Clock.Advance(TimeSpan.FromSeconds(5));

        await stage.SendAsync();

        var delivery = await stage.Database.ReadAsync(db => db.Deliveries.SingleAsync());
        Assert.Equal((DeliveryState.Sent, true), (delivery.State, delivery.MayBeRepeated));
        Assert.Single(stage.WeCom.Asked.Select(item => item.Key).Distinct());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_AfterExpiry_SendsNothing(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7(), lasts: TimeSpan.FromMinutes(5));
        await stage.ExpandAsync();
        stage.Database.Clock.Advance(TimeSpan.FromMinutes(5));

        await stage.SendAsync();

        Assert.Empty(stage.Sms.Asked);
        Assert.Equal(DeliveryState.Expired, await stage.Database.ReadAsync(db => db.Deliveries.Select(row => row.State).SingleAsync()));
        await stage.AssertSoundAsync(dispatch);
    }
}
