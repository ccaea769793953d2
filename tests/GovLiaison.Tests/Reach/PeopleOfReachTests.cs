using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Identity;
using GovLiaison.Posts;
using GovLiaison.Reach;
using GovLiaison.Testing;

namespace GovLiaison.Tests.Reach;

public sealed class PeopleOfReachTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Unreached_ForThoseWhoMayNotSeePeople_AreMasked(string name)
    {
        await using var scene = await ReachScene.CreateAsync(name);
        var viewer = await scene.Database.Data.StaffAsync(Roles.Viewer, TestTree.County);

        var page = (await scene.Unreached.ListAsync(scene.Dispatch, TestTree.Village, null, 0, viewer, ReachScene.Token)).Value;

        var row = Assert.Single(page.Rows);
        Assert.Equal(("李*兰", Evidence.NoPath, true), (row.Name, row.Evidence, row.MustWalk));
        Assert.Empty(row.Tried);
        Assert.NotNull(row.OfficerName);
        Assert.DoesNotContain("NamesSeen", await scene.Database.ActsAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Unreached_ForThoseWhoSeePeople_AreNamedAndTheLookIsRecorded(string name)
    {
        await using var scene = await ReachScene.CreateAsync(name);

        var page = (await scene.Unreached.ListAsync(scene.Dispatch, null, null, 0, scene.Province, ReachScene.Token)).Value;

        Assert.Equal((3, 3), (page.Total, page.Rows.Count));
        Assert.Contains(page.Rows, row => row.Name == "李玉兰");
        var sent = page.Rows.Single(row => row.Village.Code == TestTree.ForeignVillage);
        Assert.Equal((DispatchChannels.Sms, DeliveryState.Sent), (sent.Tried[0].Channel, sent.Tried[0].State));
        Assert.Null(sent.OfficerName);
        Assert.Contains("NamesSeen", await scene.Database.ActsAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Unreached_OfOneKind_HasTheTotalOfTheFunnel(string name)
    {
        await using var scene = await ReachScene.CreateAsync(name);

        var page = (await scene.Unreached.ListAsync(scene.Dispatch, null, Evidence.Sent, 0, scene.Province, ReachScene.Token)).Value;

        Assert.Equal((2, 2), (page.Total, page.Rows.Count));
        Assert.All(page.Rows, row => Assert.Equal(Evidence.Sent, row.Evidence));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Help_Asked_IsTakenByOneAndClosed(string name)
    {
        await using var scene = await ReachScene.CreateAsync(name);
        var help = scene.Database.Get<HelpService>();
        var other = await scene.Database.Data.StaffAsync(Roles.DutyOfficer, TestTree.County);

        var row = Assert.Single((await scene.Help.ListAsync(new(true), scene.Province, ReachScene.Token)).Value.Rows);
        Assert.Equal(("王秀英", "没有柴", "3 组", true), (row.Name, row.Note, row.Group, row.MayHandle));
        Assert.Empty((await scene.Help.ListAsync(new(false), scene.Province, ReachScene.Token)).Value.Rows);

        Assert.Null((await help.TakeAsync(row.ListedHouseholdId, scene.Province, ReachScene.Token)).Refusal);
        Assert.Equal(DispatchRefusals.HelpTakenAlready, (await help.TakeAsync(row.ListedHouseholdId, other, ReachScene.Token)).Refusal);

        var taken = (await scene.Help.ListAsync(new(true, scene.Dispatch), other, ReachScene.Token)).Value;
        Assert.Equal((1, 0), (taken.Total, taken.Waiting));
        Assert.NotNull(taken.Rows[0].TakenByName);
        Assert.False(taken.Rows[0].IsMine);
        await help.CloseAsync(row.ListedHouseholdId, scene.Province, ReachScene.Token);
        Assert.Equal(new HelpCounts(0, 0, null), await scene.Help.CountAsync(true, scene.Province, ReachScene.Token));
        Assert.Single((await scene.Help.ListAsync(new(true, IsClosed: true), scene.Province, ReachScene.Token)).Value.Rows);
        Assert.Contains("HelpSeen", await scene.Database.ActsAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Help_ForThoseWhoMayNotSeePeople_KeepsNameAndNote(string name)
    {
        await using var scene = await ReachScene.CreateAsync(name);
        var viewer = await scene.Database.Data.StaffAsync(Roles.Viewer, TestTree.County);

        var row = Assert.Single((await scene.Help.ListAsync(new(true), viewer, ReachScene.Token)).Value.Rows);

        Assert.Equal(("王*英", (string?)null, false), (row.Name, row.Note, row.MayHandle));
        Assert.Equal(Refusal.NotPermitted, (await scene.Database.Get<HelpService>().TakeAsync(row.ListedHouseholdId, viewer, ReachScene.Token)).Refusal);
    }

    [Theory]
    [InlineData("王秀英", "王*英")]
    [InlineData("王英", "王*")]
    [InlineData("欧阳秀英", "欧**英")]
    [InlineData("王", "王*")]
    public void Mask_OfAName_KeepsItsEnds(string name, string masked) => Assert.Equal(masked, PersonRules.Mask(name));

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Channels_ThatWait_SayHowMany(string name)
    {
        await using var scene = await ReachScene.CreateAsync(name);
        scene.Stage.Sms.Answers = _ => SendOutcome.Unreachable("refused");
        await scene.Stage.StartAsync(Guid.CreateVersion7(), areas: [TestTree.OtherCounty]);
        await scene.Stage.ExpandAsync();
        await scene.Stage.SendAsync();
        await scene.Database.Get<EndpointHealthWriter>().FlushAsync(ReachScene.Token);

        var states = await scene.Database.Get<ChannelQueries>().StatesAsync(true, ReachScene.Token);

        Assert.Equal([DispatchChannels.WeCom, DispatchChannels.Sms, DispatchChannels.Voice], states.Select(row => row.Channel));
        Assert.Equal((1, "Unreachable"), (states[1].Waiting, states[1].Fault));
        Assert.NotNull(states[1].FailingSince);
        Assert.Empty(await scene.Database.Get<ChannelQueries>().StatesAsync(false, ReachScene.Token));
    }
}
