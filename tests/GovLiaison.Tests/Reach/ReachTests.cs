using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Posts;
using GovLiaison.Reach;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Reach;

public sealed class ReachTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Picture_OfADispatch_AddsUpToTheFrozenList(string name)
    {
        await using var scene = await ReachScene.CreateAsync(name);

        var picture = (await scene.Reach.PictureAsync(scene.Dispatch, null, scene.Province, ReachScene.Token)).Value;

        Assert.Equal(await scene.ListedAsync(), picture.Whole.Households);
        Assert.Equal(picture.Whole.Households, Enum.GetValues<Evidence>().Sum(picture.Whole.Of));
        Assert.Equal((5, 2, 1, 2, 1), (picture.Whole.Households, picture.Whole.Reached, picture.Whole.NoPath, picture.Whole.Sent, picture.Whole.HelpWaiting));
        Assert.Equal(TestTree.City, picture.Drill.At!.Code);
        Assert.Equal([TestTree.OtherCounty, TestTree.County], picture.Drill.Rows.Select(row => row.Division.Code));
        Assert.Equal(picture.Whole, picture.Drill.Total);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Drill_DownToAVillage_KeepsItsTotal(string name)
    {
        await using var scene = await ReachScene.CreateAsync(name);
        var city = (await scene.Reach.PictureAsync(scene.Dispatch, null, scene.Province, ReachScene.Token)).Value;

        foreach (var code in new[] { TestTree.County, TestTree.Township, TestTree.Village })
        {
            var picture = (await scene.Reach.PictureAsync(scene.Dispatch, code, scene.Province, ReachScene.Token)).Value;

            Assert.Equal(code, picture.Drill.At!.Code);
            Assert.Equal(code == TestTree.Village, picture.Drill.Rows.Count == 0);
            Assert.Equal(code == TestTree.Village ? 3 : 4, picture.Drill.Total.Households);
            Assert.Equal(city.Whole, picture.Whole);
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Channels_OfADispatch_SumToTheReached(string name)
    {
        await using var scene = await ReachScene.CreateAsync(name);

        var picture = (await scene.Reach.PictureAsync(scene.Dispatch, null, scene.Province, ReachScene.Token)).Value;

        Assert.Equal(picture.Whole.Reached, picture.Channels!.Households);
        Assert.Equal(1, picture.Channels.Others["page"]);
        Assert.Equal(4, picture.Channels.Channels.Single(row => row.Channel == DispatchChannels.Sms).Sent);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Picture_ForACounty_ShowsItsPartAlone(string name)
    {
        await using var scene = await ReachScene.CreateAsync(name);
        var county = await scene.Database.Data.StaffAsync(Roles.Viewer, TestTree.OtherCounty);

        var picture = (await scene.Reach.PictureAsync(scene.Dispatch, null, county, ReachScene.Token)).Value;

        Assert.Equal(1, picture.Whole.Households);
        Assert.Null(picture.Channels);
        Assert.Equal(Refusal.NotFound, (await scene.Reach.PictureAsync(scene.Dispatch, TestTree.County, county, ReachScene.Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await scene.Unreached.ListAsync(scene.Dispatch, TestTree.County, null, 0, county, ReachScene.Token)).Refusal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Everything_OutsideTheRange_IsNotFound(string name)
    {
        await using var scene = await ReachScene.CreateAsync(name);
        var elsewhere = await scene.Database.Data.StaffAsync(Roles.Viewer, TestTree.OtherTownship);
        var nowhere = elsewhere with { Grants = [] };
        var dispatch = await scene.Stage.StartAsync(Guid.CreateVersion7(), areas: [TestTree.OtherCounty]);

        Assert.Equal(Refusal.NotFound, (await scene.Reach.PictureAsync(dispatch, null, elsewhere, ReachScene.Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await scene.Unreached.ListAsync(dispatch, null, null, 0, elsewhere, ReachScene.Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await scene.Database.Get<SilenceQueries>().ListAsync(dispatch, null, 0, elsewhere, ReachScene.Token)).Refusal);
        Assert.Equal(Refusal.NotFound, (await scene.Help.ListAsync(new(true), nowhere, ReachScene.Token)).Refusal);
        Assert.Empty(await scene.Reach.SummariesAsync([dispatch], elsewhere, ReachScene.Token));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task DutyRooms_OnTheWay_StandBesideTheirAreas(string name)
    {
        await using var scene = await ReachScene.CreateAsync(name);

        var above = (await scene.Reach.PictureAsync(scene.Dispatch, null, scene.Province, ReachScene.Token)).Value.Drill;
        var recipient = await scene.Database.ReadAsync(db => db.Recipients.SingleAsync(row => row.DispatchId == scene.Dispatch && row.Kind == RecipientKind.Duty));
        await scene.Database.Get<ReceiptService>().RecordAsync(new RecordReceipt(scene.Dispatch, recipient.Id, null, null, ReceiptKinds.Confirmed, "page"), ReachScene.Token);
        var county = (await scene.Reach.PictureAsync(scene.Dispatch, TestTree.County, scene.Province, ReachScene.Token)).Value.Drill;

        var room = above.Rows.Single(row => row.Division.Code == TestTree.County).Room!;
        Assert.True(room.WasSent);
        Assert.Null(room.ConfirmedAt);
        Assert.Null(above.Rows.Single(row => row.Division.Code == TestTree.OtherCounty).Room);
        Assert.Equal((1, 0), (above.Rooms, above.RoomsConfirmed));
        Assert.NotNull(county.Room!.ConfirmedAt);
        Assert.Equal((1, 1), (county.Rooms, county.RoomsConfirmed));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task TwoAlertsOverOneCounty_CountItsVillagesAndHouseholdsOnce(string name)
    {
        await using var scene = await ReachScene.CreateAsync(name);
        var also = await scene.Stage.StartAsync(Guid.CreateVersion7(), areas: [TestTree.County]);
        await scene.Stage.ExpandAsync();
        var asking = await scene.Database.ReadAsync(db => db.ListedHouseholds.Where(row => row.DispatchId == scene.Dispatch && row.HelpAskedAt != null).Select(row => row.HouseholdId).SingleAsync());
        var again = await scene.Database.ReadAsync(db => db.ListedHouseholds.SingleAsync(row => row.DispatchId == also && row.HouseholdId == asking));
        await scene.Database.Get<ReceiptService>().RecordAsync(new RecordReceipt(also, null, again.Id, null, ReceiptKinds.Help, "page"), ReachScene.Token);

        var silent = await scene.Database.Get<SilenceQueries>().ByCountyAsync([scene.Dispatch, also], scene.Province, ReachScene.Token);
        var counts = await scene.Help.CountAsync(isTraining: true, scene.Province, ReachScene.Token);
        var list = (await scene.Help.ListAsync(new ListHelp(true), scene.Province, ReachScene.Token)).Value;

        Assert.Equal((16, 16, 8), (silent.Silent, silent.Villages, silent.Counties[0].Villages));
        Assert.Equal((1, 1), (counts.Open, counts.Waiting));
        Assert.Equal(again.Id, Assert.Single(list.Rows).ListedHouseholdId);
        Assert.Equal(1, list.Total);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Silence_OfVillages_IsCountedByCounty(string name)
    {
        await using var scene = await ReachScene.CreateAsync(name);
        var silence = scene.Database.Get<SilenceQueries>();

        var counties = await silence.ByCountyAsync([scene.Dispatch], scene.Province, ReachScene.Token);
        var villages = (await silence.ListAsync(scene.Dispatch, TestTree.Township, 0, scene.Province, ReachScene.Token)).Value;

        Assert.Equal((16, 16), (counties.Silent, counties.Villages));
        Assert.Equal([8, 8], counties.Counties.Select(row => row.Silent));
        Assert.Equal(4, villages.Total);
        Assert.False(villages.Rows[0].HasOfficer);
        Assert.Equal(TestTree.Village, villages.Rows[^1].Village.Code);
    }
}
