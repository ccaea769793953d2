using Bunit;
using GovLiaison.Dispatch;
using GovLiaison.Posts;
using GovLiaison.Testing;
using GovLiaison.Web.Alerts;
using GovLiaison.Web.Desk;
using GovLiaison.Web.Reach;
using GovLiaison.Web.Tests.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Reach;

public sealed class TrackingTests : BunitContext
{
    [Fact]
    public async Task Tracking_OfARunningAlert_AddsUpToTheFrozenList()
    {
        using var _ = new Language("zh-CN");
        await using var scene = await TrackScene.CreateAsync();
        await scene.SeatAsync(this, scene.Author);

        var page = Open(scene);

        Assert.Contains("霜冻橙色预警", page.Find("h1").TextContent, StringComparison.Ordinal);
        Assert.Equal("3", page.Find(".gl-funnel-row .gl-funnel-count").TextContent);
        Assert.Equal("1", page.Find(".gl-funnel-row.is-reached .gl-funnel-count").TextContent);
        Assert.Equal("3", page.Find(".gl-drill tfoot .n").TextContent);
        Assert.Contains("没有柴", page.Find(".gl-help").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find(".gl-ladder"));
        // the author may follow up, and not stop what a signer sent
        Assert.Contains("更新", page.Find(".gl-acts").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("停止发送", page.Find(".gl-acts").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tracking_InEnglish_HasNoChineseOfItsOwn()
    {
        using var _ = new Language("en-US");
        await using var scene = await TrackScene.CreateAsync();
        await scene.SeatAsync(this, scene.Author);

        var page = Open(scene);

        Assert.Contains("Needs help", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Not reached", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("触达", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tracking_FromOutside_IsNotFound()
    {
        await using var scene = await TrackScene.CreateAsync();
        await scene.SeatAsync(this, await scene.Database.Data.StaffAsync(Roles.DutyOfficer, TestTree.OtherCounty));

        var page = Open(scene);

        Assert.NotEmpty(page.FindAll(".gl-error"));
        Assert.Empty(page.FindAll(".gl-funnel"));
    }

    [Fact]
    public async Task Update_ByAPersonDisabledMeanwhile_DraftsNothing()
    {
        using var _ = new Language("zh-CN");
        await using var scene = await TrackScene.CreateAsync();
        await scene.SeatAsync(this, scene.Author);
        var page = Open(scene);
        var before = await scene.Database.ReadAsync(db => db.AlertMessages.CountAsync());
        await scene.Database.WriteAsync(db => db.StaffAccounts.ExecuteUpdateAsync(set => set.SetProperty(row => row.IsDisabled, true)));
        scene.Database.Clock.Advance(TimeSpan.FromSeconds(30));

        foreach (var update in page.FindAll(".gl-acts button").Where(button => button.TextContent.Contains("更新", StringComparison.Ordinal)).Take(1))
            await update.ClickAsync(new());

        Assert.Equal(before, await scene.Database.ReadAsync(db => db.AlertMessages.CountAsync()));
    }

    [Fact]
    public async Task Unreached_ForAViewer_AreMaskedWithWhyAndWhatNext()
    {
        using var _ = new Language("zh-CN");
        await using var scene = await TrackScene.CreateAsync();
        await scene.SeatAsync(this, await scene.Database.Data.StaffAsync(Roles.Viewer, TestTree.County));

        var page = Open(scene, "tab=unreached&kind=nopath");

        var row = page.WaitForElement(".gl-unreached tbody tr");
        Assert.Contains("李*兰", row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("李玉兰", page.Markup, StringComparison.Ordinal);
        Assert.Contains("没有任何通道", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("入户", row.TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll(".gl-unreached tbody tr"));
    }

    [Fact]
    public async Task Help_Claimed_ShowsWhoTookIt()
    {
        using var _ = new Language("zh-CN");
        await using var scene = await TrackScene.CreateAsync();
        await scene.SeatAsync(this, scene.Author);
        var page = Render<NeedsPage>();

        await page.WaitForElement(".gl-btn-help").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("您已接", page.Find(".gl-help").TextContent, StringComparison.Ordinal));
        var counts = await scene.Database.Get<GovLiaison.Reach.HelpQueries>().CountAsync(false, scene.Author, TrackScene.Token);
        Assert.Equal((1, 0), (counts.Open, counts.Waiting));
    }

    [Fact]
    public async Task Help_OfMoreThanAPageCanHold_ShowsEveryHousehold()
    {
        await using var scene = await TrackScene.CreateAsync();
        await scene.SeatAsync(this, scene.Author);
        var asks = await scene.Database.ReadAsync(db => db.ListedHouseholds.FirstAsync(row => row.HelpAskedAt != null));
        await scene.Database.WriteAsync(db =>
        {
            for (var n = 1; n <= 120; n++)
                db.ListedHouseholds.Add(new ListedHousehold
                {
                    Id = asks.Id + 1000 + n, DispatchId = asks.DispatchId, VillageId = asks.VillageId, HouseholdId = asks.HouseholdId,
                    Evidence = asks.Evidence, IsAtRisk = false, MustWalk = false, HelpAskedAt = asks.HelpAskedAt,
                });
            return Task.CompletedTask;
        });
        var page = Render<NeedsPage>();

        for (var shown = 50; shown < 121; shown += 50)
            await page.WaitForElement(".gl-help > .gl-acts button").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(121, page.FindAll(".gl-help .gl-rows > li").Count));
    }

    [Fact]
    public async Task Desk_ForASigner_SaysFirstWhatNeedsHim()
    {
        using var _ = new Language("zh-CN");
        await using var scene = await TrackScene.CreateAsync();
        await scene.SeatAsync(this, scene.Signer);

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
        using var _ = new Language("zh-CN");
        await using var scene = await TrackScene.CreateAsync(isSigned: false);
        await scene.SeatAsync(this, scene.Signer);

        var page = Render<DeskPage>();

        Assert.Contains("1 件待您签发", page.Find(".gl-lead").TextContent, StringComparison.Ordinal);
        Assert.NotNull(page.Find("li a.gl-btn-primary[href^='/alerts/sign/']"));
    }

    [Fact]
    public async Task Desk_WhenAChannelIsDown_SaysWhatWaitsAndWhatToDo()
    {
        using var _ = new Language("zh-CN");
        await using var scene = await TrackScene.CreateAsync(isSigned: false);
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
        using var _ = new Language("zh-CN");
        await using var scene = await TrackScene.CreateAsync(isSigned: false);
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
        using var _ = new Language("zh-CN");
        await using var scene = await TrackScene.CreateAsync(isSigned: false);
        await scene.Database.WriteAsync(db => db.Endpoints.ExecuteUpdateAsync(set => set.SetProperty(row => row.IsEnabled, false)));
        await scene.SeatAsync(this, await scene.Database.Data.StaffAsync(Roles.Viewer, TestTree.County));

        Assert.Contains("没有开着的通道", Render<DeskPage>().Find(".gl-lead").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("running", 1)]
    [InlineData("ended", 0)]
    public async Task List_OfAlerts_ShowsWhatIsThere(string tab, int rows)
    {
        await using var scene = await TrackScene.CreateAsync();
        await scene.SeatAsync(this, scene.Author);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/alerts?tab={tab}");

        var page = Render<AlertListPage>();

        Assert.Equal(rows, page.FindAll(".gl-alerts > li").Count);
        Assert.Equal(rows == 0, page.FindAll(".gl-empty").Count > 0);
    }

    [Fact]
    public async Task Live_WhenFiguresChange_PushesThemToThePage()
    {
        await using var scene = await TrackScene.CreateAsync();
        await scene.SeatAsync(this, scene.Author);
        var page = Open(scene);
        var other = await scene.Database.ReadAsync(async db => await Task.FromResult(db.Recipients.Where(row => row.DispatchId == scene.Dispatch && row.Kind == RecipientKind.Resident).OrderBy(row => row.Id).Last()));
        await scene.Database.Get<ReceiptService>().RecordAsync(new RecordReceipt(scene.Dispatch, other.Id, null, null, ReceiptKinds.Confirmed, "page"), TrackScene.Token);

        for (var second = 0; second < 30 && page.Find(".is-reached .gl-funnel-count").TextContent != "2"; second++)
        {
            scene.Database.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, TrackScene.Token);
        }

        Assert.Equal("2", page.Find(".is-reached .gl-funnel-count").TextContent);
    }

    private IRenderedComponent<AlertTrackingPage> Open(TrackScene scene, string? query = null)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/alerts/{scene.AlertId}{(query is null ? "" : "?" + query)}");
        return Render<AlertTrackingPage>(p => p.Add(page => page.AlertId, scene.AlertId));
    }
}
