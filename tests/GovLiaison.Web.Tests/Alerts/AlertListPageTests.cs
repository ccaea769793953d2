using Bunit;
using GovLiaison.Alerts;
using GovLiaison.Web.Alerts;
using GovLiaison.Web.Tests.Reach;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Alerts;

public sealed class AlertListPageTests : TrackPages
{
    [Theory]
    [InlineData("running", 1)]
    [InlineData("ended", 0)]
    public async Task List_OfAlerts_ShowsWhatIsThere(string tab, int rows)
    {
        await SeatedAsync(at => at.Author);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/alerts?tab={tab}");

        var page = Render<AlertListPage>();

        Assert.Equal(rows, page.FindAll(".gl-alerts > li").Count);
        Assert.Equal(rows == 0, page.FindAll(".gl-empty").Count > 0);
    }

    [Theory]
    [InlineData("running")]
    [InlineData("drafts")]
    public async Task List_WithADraftReturnedToMe_KeepsItToMyDrafts(string tab)
    {
        await ReturnedAsync();

        Assert.DoesNotContain(AlertsTexts.StatusReturned, At(tab).Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MyDrafts_WithOneThatWasReturned_SayByWhomAndWhyAndLeadToIt()
    {
        var message = await ReturnedAsync();

        var page = At("mine");

        var row = Assert.Single(page.FindAll(".gl-own > li"));
        Assert.Contains("退回：", row.TextContent, StringComparison.Ordinal);
        Assert.Contains("止期太短", row.TextContent, StringComparison.Ordinal);
        Assert.NotNull(row.QuerySelector($"a.gl-btn[href='/alerts/draft/{message}']"));
        Assert.Contains(AlertsTexts.TabMine, page.Find(".gl-tabs [aria-current]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task MyDrafts_WithNone_SayWhatWillStandThere()
    {
        await SeatedAsync(at => at.Author);

        Assert.Contains(AlertsTexts.EmptyMineTitle, At("mine").Find(".gl-empty").TextContent, StringComparison.Ordinal);
    }

    private async Task<Guid> ReturnedAsync()
    {
        var scene = await SceneAsync(isSigned: false);
        var (message, version) = await scene.SubmitAsync();
        await scene.Database.Get<AlertService>().ReturnAsync(new GiveBack(message, version, "止期太短"), scene.Signer, TrackScene.Token);
        await scene.SeatAsync(this, scene.Author);
        return message;
    }

    private IRenderedComponent<AlertListPage> At(string tab)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/alerts?tab={tab}");
        return Render<AlertListPage>();
    }
}
