using Bunit;
using GovLiaison.Alerts;
using GovLiaison.Dispatch;
using GovLiaison.Posts;
using GovLiaison.Testing;
using GovLiaison.Web.Alerts;
using GovLiaison.Web.Desk;
using GovLiaison.Web.Tests.Reach;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Tests.Desk;

/// <summary>The desk says first what needs the one who sits before it.</summary>
public sealed class DeskPageTests : TrackPages
{
    [Fact]
    public async Task Desk_ForASigner_SaysFirstWhatNeedsHim()
    {
        await SeatedAsync(at => at.Signer);

        var page = Render<DeskPage>();

        var lead = page.Find(".gl-lead").TextContent;
        Assert.Contains("1 条预警生效中", lead, StringComparison.Ordinal);
        Assert.Contains("1 户求助还没有人接", lead, StringComparison.Ordinal);
        Assert.Contains("8 个村信息员未应答", lead, StringComparison.Ordinal);
        Assert.Contains("1 / 3", page.Find(".gl-key").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Desk_WithASignatureToGive_LinksToIt()
    {
        await SeatedAsync(at => at.Signer, isSigned: false);

        var page = Render<DeskPage>();

        Assert.Contains("1 件待您签发", page.Find(".gl-lead").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("li a.gl-btn-primary[href^='/alerts/sign/']"));
    }

    [Fact]
    public async Task Desk_WhenAChannelIsDown_SaysWhatWaitsAndWhatToDo()
    {
        var scene = await SceneAsync(isSigned: false);
        scene.Stage.Sms.Answers = _ => SendOutcome.Unreachable("refused");
        await scene.Stage.StartAsync(Guid.CreateVersion7(), isTraining: false);
        await scene.Stage.ExpandAsync();
        await scene.Stage.SendAsync();
        await scene.Database.Get<EndpointHealthWriter>().FlushAsync(TrackScene.Token);
        await scene.SeatAsync(this, scene.Signer);

        var strip = Render<DeskPage>().Find(".gl-strip-fault").TextContent;

        Assert.Contains("短信", strip, StringComparison.Ordinal);
        Assert.Contains("下一步", strip, StringComparison.Ordinal);
        Assert.Contains("不会丢", strip, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Desk_WhileNothingGoesOutAndNobodyRefused_SaysSoFirst()
    {
        var scene = await SceneAsync(isSigned: false);
        await scene.Stage.StartAsync(Guid.CreateVersion7(), isTraining: false);
        await scene.Stage.ExpandAsync();
        scene.Database.Clock.Advance(TimeSpan.FromMinutes(2));
        await scene.SeatAsync(this, await scene.Database.Data.StaffAsync(Roles.Viewer, TestTree.County));

        var page = Render<DeskPage>();

        Assert.Contains("个通道停了或变慢", page.Find(".gl-lead").TextContent, StringComparison.Ordinal);
        var strip = page.Find(".gl-strip-caution").TextContent;
        Assert.Contains("变慢了", strip, StringComparison.Ordinal);
        Assert.Contains("发送进程", strip, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Desk_WithoutAnyEnabledChannel_IsNotCalm()
    {
        var scene = await SceneAsync(isSigned: false);
        await scene.Database.WriteAsync(db => db.Endpoints.ExecuteUpdateAsync(set => set.SetProperty(row => row.IsEnabled, false)));
        await scene.SeatAsync(this, await scene.Database.Data.StaffAsync(Roles.Viewer, TestTree.County));

        Assert.Contains("没有开着的通道", Render<DeskPage>().Find(".gl-lead").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Desk_ForAnAuthorWithAReturnedDraft_SaysFirstWhatCameBackWhyAndWhereToMendIt()
    {
        var scene = await SceneAsync(isSigned: false);
        var (message, version) = await scene.SubmitAsync();
        await scene.Database.Get<AlertService>().ReturnAsync(new GiveBack(message, version, "止期太短"), scene.Signer, TrackScene.Token);
        await scene.SeatAsync(this, scene.Author);

        var page = Render<DeskPage>();

        Assert.Contains("1 份草稿退回给您修改", page.Find(".gl-lead").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find($".gl-lead a[href='/alerts/draft/{message}']"));
        var rows = page.FindAll("#own .gl-own > li");
        Assert.Contains("止期太短", rows[0].TextContent, StringComparison.Ordinal);
        Assert.NotNull(rows[0].QuerySelector($"a.gl-btn[href='/alerts/draft/{message}']"));
        Assert.Contains(AlertsTexts.OwnWaiting, rows[1].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Desk_ForAnAuthorWithManyDrafts_ShowsTheNewestAndLeadsToAll()
    {
        var scene = await SceneAsync();
        for (var i = 0; i < 6; i++)
            await scene.Database.Get<AlertService>().DraftAsync(new DraftAlert("frost", "orange", await scene.Database.Data.DivisionIdAsync(TestTree.County), false), scene.Author, TrackScene.Token);
        await scene.SeatAsync(this, scene.Author);

        var page = Render<DeskPage>();

        Assert.Equal(4, page.FindAll("#own .gl-own > li").Count);
        Assert.Contains("还有 2 份草稿", page.Find("#own a[href='/alerts?tab=mine']:not(.gl-head a)").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Desk_OfSomebodyElse_ShowsNothingOfAnAuthorsDrafts()
    {
        await SeatedAsync(at => at.Signer, isSigned: false);

        Assert.Empty(Render<DeskPage>().FindAll("#own"));
    }
}
