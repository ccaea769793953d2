using Bunit;
using GovLiaison.Dispatch;
using GovLiaison.Posts;
using GovLiaison.Testing;
using GovLiaison.Web.Tests.Shell;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Tests.Reach;

public sealed class TrackingTests : TrackPages
{
    [Fact]
    public async Task Tracking_OfARunningAlert_AddsUpToTheFrozenList()
    {
        var scene = await SeatedAsync(at => at.Author);

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
        var scene = await SeatedAsync(at => at.Author);

        var page = Open(scene);

        Assert.Contains("Needs help", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Not reached", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain("触达", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tracking_FromOutside_IsNotFound()
    {
        var scene = await SeatedAsync(Roles.DutyOfficer, TestTree.OtherCounty);

        var page = Open(scene);

        Assert.NotEmpty(page.FindAll(".gl-error"));
        Assert.Empty(page.FindAll(".gl-funnel"));
    }

    [Fact]
    public async Task Update_ByAPersonDisabledMeanwhile_DraftsNothing()
    {
        var scene = await SeatedAsync(at => at.Author);
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
        var scene = await SeatedAsync(Roles.Viewer, TestTree.County);

        var page = Open(scene, "tab=unreached&kind=nopath");

        var row = page.WaitForElement(".gl-unreached tbody tr");
        Assert.Contains("李*兰", row.TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("李玉兰", page.Markup, StringComparison.Ordinal);
        Assert.Contains("没有任何通道", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("入户", row.TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll(".gl-unreached tbody tr"));
    }

    [Fact]
    public async Task Live_WhenFiguresChange_PushesThemToThePage()
    {
        var scene = await SeatedAsync(at => at.Author);
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
}
