using Bunit;
using GovLiaison.Alerts;
using GovLiaison.Dispatch;
using GovLiaison.Web.Alerts;

namespace GovLiaison.Web.Tests.Reach;

public sealed class StoppedAlertTests : TrackPages
{
    [Fact]
    public async Task Stop_IsASignersAlone_WantsAReasonAndSaysHowManyHaveGone()
    {
        var scene = await SeatedAsync(at => at.Signer);
        var dialogs = Render<MudBlazor.MudDialogProvider>();
        var page = Open(scene);

        var stopping = page.FindAll(".gl-track-head button").Single(button => button.TextContent.Contains("停止发送", StringComparison.Ordinal)).ClickAsync(new());
        var dialog = dialogs.WaitForElement(".mud-dialog");
        Assert.Contains("霜冻橙色预警", dialog.TextContent, StringComparison.Ordinal);
        Assert.Contains("3 份", dialog.TextContent, StringComparison.Ordinal);
        Assert.True(dialogs.Find(".mud-dialog .gl-btn-danger").HasAttribute("disabled"));
        await dialogs.Find(".mud-dialog textarea").InputAsync("范围选大了");
        await dialogs.Find(".mud-dialog .gl-btn-danger").ClickAsync(new());
        await stopping;

        page.WaitForAssertion(() => Assert.Contains("发送已停止", page.Find(".gl-track-messages").TextContent, StringComparison.Ordinal));
        Assert.Contains(page.FindAll(".gl-strip-note"), strip => strip.TextContent.Contains("范围选大了", StringComparison.Ordinal));
        Assert.Equal(DispatchState.Stopped, await scene.Database.ReadAsync(async db => await Task.FromResult(db.DispatchRuns.Single(row => row.Id == scene.Dispatch).State)));
        Assert.Contains("AlertStopped", await scene.Database.ActsAsync());
    }

    [Fact]
    public async Task List_OfAMessageThatIsSentNoFurther_KeepsItAmongTheRunningAndSaysSo()
    {
        var scene = await StoppedAsync();
        await scene.SeatAsync(this, scene.Signer);

        var row = Assert.Single(Render<AlertListPage>().FindAll(".gl-alerts > li"));

        Assert.Contains("发送已停止", row.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tracking_AfterStopAndCorrection_SaysWhoseFiguresTheseAreAndSwitches()
    {
        var scene = await StoppedAsync();
        await scene.CorrectAsync();
        await scene.SeatAsync(this, scene.Signer);

        var page = Open(scene);

        var messages = page.FindAll(".gl-track-messages a");
        Assert.Equal(2, messages.Count);
        Assert.Contains("预警", page.Find(".gl-track-messages a[aria-current]").TextContent, StringComparison.Ordinal);
        Assert.Contains("发送已停止", page.Find(".gl-track-messages .state").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("仍然有效", page.Markup, StringComparison.Ordinal);
        Assert.Contains("更正", messages[1].TextContent, StringComparison.Ordinal);
        Assert.Equal("3", page.Find(".gl-funnel-row .gl-funnel-count").TextContent);

        var correction = Open(scene, messages[1].GetAttribute("href")!.Split('?')[1]);

        Assert.Contains("更正", correction.Find(".gl-track-messages a[aria-current]").TextContent, StringComparison.Ordinal);
        Assert.DoesNotContain("发送已停止", correction.Find(".gl-track-messages .state").TextContent, StringComparison.Ordinal);
        Assert.Equal("2", correction.Find(".gl-funnel-row .gl-funnel-count").TextContent);
    }

    private async Task<TrackScene> StoppedAsync()
    {
        var scene = await SceneAsync();
        Assert.False((await scene.Database.Get<AlertService>().StopAsync(scene.AlertId, "范围选大了", scene.Signer, TrackScene.Token)).IsRefused);
        return scene;
    }
}
