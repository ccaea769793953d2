using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

public sealed class DispatchTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_ToACounty_ReachesOfficersDutyRoomsAndResidentsOnce(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        await data.OfficerAsync(TestTree.Village, phone: data.NextPhone(), weComUserId: "v1");
        await data.OfficerAsync(TestTree.OtherVillage, phone: data.NextPhone());
        await data.OnDutyAsync(TestTree.Province);
        await data.OnDutyAsync(TestTree.Township);
        await data.OnDutyAsync(TestTree.OtherCounty);
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())).WithResident(r => r.WithPhone(data.NextPhone())));
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident());
        await data.HouseholdAsync(TestTree.ForeignVillage, h => h.WithResident(r => r.WithPhone(data.NextPhone())));

        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        await stage.SendAsync();

        Assert.Single(stage.WeCom.Asked);
        Assert.Equal(5, stage.Sms.Asked.Count);
        Assert.Equal(6, stage.Sms.Asked.Concat(stage.WeCom.Asked).Select(item => item.Key).Distinct().Count());
        var tally = await stage.TallyAsync(dispatch, TestTree.Village);
        Assert.Equal((2, 1, 1, 1, 1), (tally.Households, tally.Sent, tally.NoPath, tally.MustWalk, tally.Officers));
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_ToOfficersAndDutyRooms_TellsTheDutyRoomsFirst(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        await data.OfficerAsync(TestTree.Village, weComUserId: "v1");
        await data.OfficerAsync(TestTree.OtherVillage, weComUserId: "v2");
        await data.OnDutyAsync(TestTree.County, weComUserId: "d1");
        await data.OnDutyAsync(TestTree.Township, weComUserId: "d2");
        await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();

        await stage.Database.Get<DispatchEngine>().RunBatchAsync(stage.WeCom, CancellationToken.None);

        Assert.Equal(["d1", "d2"], stage.WeCom.Asked.Select(item => item.Address).Order(StringComparer.Ordinal));
        await stage.SendAsync();
        Assert.Equal(["v1", "v2"], stage.WeCom.Asked.Skip(2).Select(item => item.Address).Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_ToPeopleWhoShareAPhone_SendsOneSmsAndCountsBothHouseholds(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        var phone = data.NextPhone();
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(phone)).WithResident(r => r.WithPhone(phone)));
        await data.HouseholdAsync(TestTree.OtherVillage, h => h.WithResident(r => r.WithPhone(phone)));

        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        await stage.SendAsync();

        Assert.Single(stage.Sms.Asked);
        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.Village)).Sent);
        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.OtherVillage)).Sent);
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_WithTags_TellsOnlyHouseholdsInWhichSomebodyCarriesOne(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone()).Tagged("apple")).WithResident(r => r.WithPhone(data.NextPhone())));
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone()).Tagged("kiwi")));
        var apple = await stage.Database.ReadAsync(db => db.Tags.Where(tag => tag.Code == "apple").Select(tag => tag.Id).SingleAsync());

        var dispatch = await stage.StartAsync(Guid.CreateVersion7(), tags: [apple]);
        await stage.ExpandAsync();
        await stage.SendAsync();

        Assert.Equal(2, stage.Sms.Asked.Count);
        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.Village)).Households);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Claim_ByManyWorkers_GivesEachBatchToOne(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        foreach (var village in new[] { TestTree.Village, TestTree.OtherVillage })
            for (var i = 0; i < 10; i++)
                await data.HouseholdAsync(village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(stage.SendAsync)));

        Assert.Equal(20, stage.Sms.Asked.Count);
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_WhenTrainingOnly_NeverChoosesALiveEndpoint(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        await stage.StartAsync(Guid.CreateVersion7(), isTraining: false);
        await stage.ExpandAsync();

        await stage.SendAsync();

        Assert.Empty(stage.Sms.Asked);
        var delivery = await stage.Database.ReadAsync(db => db.Deliveries.SingleAsync());
        Assert.Equal(("no-endpoint", DeliveryState.Waiting), (delivery.Code, delivery.State));
    }
}
