using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

public sealed class FollowUpTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Correction_GoesToThoseToldAndToNobodyElse(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        var (told, unknown, refused) = (data.NextPhone(), data.NextPhone(), data.NextPhone());
        foreach (var phone in new[] { told, unknown, refused })
            await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(phone)));
        var matter = Guid.CreateVersion7();
        await stage.StartAsync(matter);
        await stage.ExpandAsync();
        stage.Sms.Answers = item => item.Address == told ? SendOutcome.Sent : item.Address == unknown ? SendOutcome.Unknown("cut") : SendOutcome.Rejected("bad");
        await stage.SendAsync();
        stage.Sms.Answers = item => SendOutcome.Sent;
        var before = stage.Sms.Asked.Count;

        var correction = await stage.StartAsync(matter, Audience.Told);
        await stage.ExpandAsync();
        stage.Database.Clock.Advance(TimeSpan.FromSeconds(30));
        await stage.SendAsync();

        Assert.Equal(new[] { told, unknown }.Order(), stage.Sms.Asked.Skip(before).Select(item => item.Address).Order());
        await stage.AssertSoundAsync(correction);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Correction_BeforeAnythingWasSent_EmptiesTheQueueAndTellsNobody(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        var matter = Guid.CreateVersion7();
        await stage.StartAsync(matter);
        await stage.ExpandAsync();

        await stage.StartAsync(matter, Audience.Told);
        await stage.ExpandAsync();
        await stage.SendAsync();

        Assert.Empty(stage.Sms.Asked);
        Assert.Equal(DeliveryState.Withdrawn, await stage.Database.ReadAsync(db => db.Deliveries.Select(row => row.State).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Correction_WhileARequestIsBeingWritten_WaitsForItAndThenTellsThosePeople(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        var matter = Guid.CreateVersion7();
        await stage.StartAsync(matter);
        await stage.ExpandAsync();
        var overtaken = -1;
        stage.Sms.BeforeAnswer = async () =>
        {
            stage.Sms.BeforeAnswer = () => Task.CompletedTask;
            await stage.StartAsync(matter, Audience.Told);
            await stage.ExpandAsync();
            overtaken = await stage.SendAsync();
        };

        await stage.SendAsync();
        await stage.ExpandAsync();
        await stage.SendAsync();

        Assert.Equal(0, overtaken);
        Assert.Equal(2, stage.Sms.Asked.Count);
        Assert.Equal(2, stage.Sms.Asked.Select(item => item.Key).Distinct().Count());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Update_WithAnotherArea_TellsTheNewAreaAndThoseWhoLeft(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        var (stays, leaves, joins) = (data.NextPhone(), data.NextPhone(), data.NextPhone());
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(stays)));
        await data.HouseholdAsync("610629102200", h => h.WithResident(r => r.WithPhone(leaves)));
        await data.HouseholdAsync(TestTree.ForeignVillage, h => h.WithResident(r => r.WithPhone(joins)));
        var matter = Guid.CreateVersion7();
        await stage.StartAsync(matter, areas: [TestTree.County]);
        await stage.ExpandAsync();
        await stage.SendAsync();

        var update = await stage.StartAsync(matter, Audience.AreaAndTold, areas: [TestTree.Township, TestTree.OtherCounty]);
        await stage.ExpandAsync();
        await stage.SendAsync();

        var told = stage.Sms.Asked.Skip(2).ToDictionary(item => item.Address, item => item.Text.Headline);
        Assert.Equal("霜冻橙色预警", told[stays]);
        Assert.Equal("霜冻橙色预警", told[joins]);
        Assert.Equal("不再受影响", told[leaves]);
        await stage.AssertSoundAsync(update);
    }
}
