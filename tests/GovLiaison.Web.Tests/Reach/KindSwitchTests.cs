using Bunit;
using GovLiaison.Web.Alerts;
using GovLiaison.Web.Desk;
using GovLiaison.Web.Reach;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Reach;

/// <summary>A live console leads to its drills and back, and mixes them nowhere.</summary>
public sealed class KindSwitchTests : TrackPages
{
    [Fact]
    public async Task Desk_WhileADrillWaitsForASignature_LeadsThere()
    {
        var scene = await SceneAsync();
        await scene.SubmitAsync(isTraining: true);
        await scene.SeatAsync(this, scene.Signer);

        var page = Render<DeskPage>();

        var link = page.Find("[data-kind=training]");
        Assert.Equal(("演练 1", "/?training=1"), (link.TextContent, link.GetAttribute("href")));
        Assert.DoesNotContain("件待您签发", page.Find(".gl-lead").TextContent, StringComparison.Ordinal);

        Services.GetRequiredService<NavigationManager>().NavigateTo("/?training=1");
        page.Render();

        page.WaitForAssertion(() => Assert.Contains("1 件待您签发", page.Find(".gl-lead").TextContent, StringComparison.Ordinal));
        Assert.Equal("/", page.Find("[data-kind=live]").GetAttribute("href"));
        Assert.Equal("/alerts?training=1", page.Find("aside .gl-head a").GetAttribute("href"));
        Assert.DoesNotContain("求助", page.Find(".gl-lead").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Desk_WithoutDrills_LeadsNowhere()
    {
        await SeatedAsync(at => at.Signer, isSigned: false);

        Assert.Empty(Render<DeskPage>().FindAll("[data-kind=training]"));
    }

    [Fact]
    public async Task List_OfLiveAlerts_LeadsToTheDrillsAndKeepsThemApart()
    {
        var scene = await SceneAsync();
        var drill = await scene.SubmitAsync(isTraining: true);
        await scene.SeatAsync(this, scene.Author);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/alerts?tab=drafts");
        var page = Render<AlertListPage>();
        Assert.Empty(page.FindAll(".gl-alerts > li"));
        Assert.Equal("/alerts?tab=drafts&training=1", page.Find("[data-kind=training]").GetAttribute("href"));

        Services.GetRequiredService<NavigationManager>().NavigateTo("/alerts?tab=drafts&training=1");
        page.Render();

        page.WaitForAssertion(() => Assert.NotNull(page.Find($".gl-alerts a[href='/alerts/sign/{drill.MessageId}']")));
        Assert.All(page.FindAll(".gl-tabs a"), tab => Assert.EndsWith("&training=1", tab.GetAttribute("href"), StringComparison.Ordinal));
    }

    [Fact]
    public async Task List_AskedForBeyondItsEnd_ShowsItsLastPage()
    {
        await SeatedAsync(at => at.Author, isSigned: false);
        Services.GetRequiredService<NavigationManager>().NavigateTo("/alerts?tab=drafts&skip=50");

        var page = Render<AlertListPage>();

        Assert.Single(page.FindAll(".gl-alerts > li"));
    }

    [Theory]
    [InlineData(GovLiaison.Testing.TestTree.Township)]
    [InlineData(GovLiaison.Testing.TestTree.OtherTownship)]
    [InlineData(null)]
    public async Task Help_OfAPlace_IsCountedAndListedForThatPlace(string? at)
    {
        var scene = await SeatedAsync(at => at.Author);
        Services.GetRequiredService<NavigationManager>().NavigateTo(TrackingLinks.To(scene.AlertId, TrackingLinks.Help, at));

        var page = Render<AlertTrackingPage>(p => p.Add(tracking => tracking.AlertId, scene.AlertId));

        var expected = at is GovLiaison.Testing.TestTree.OtherTownship ? 0 : 1;
        page.WaitForAssertion(() => Assert.Equal(expected, page.FindAll(".gl-help .gl-rows > li").Count));
        Assert.EndsWith(expected.ToString(System.Globalization.CultureInfo.InvariantCulture), page.Find(".gl-tabs [aria-current=page]").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Drill_OfHelp_LeadsToTheListOfThatPlace()
    {
        var scene = await SeatedAsync(at => at.Author);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/alerts/{scene.AlertId}");

        var page = Render<AlertTrackingPage>(p => p.Add(tracking => tracking.AlertId, scene.AlertId));

        Assert.All(page.FindAll(".gl-drill tbody td.help a"), link => Assert.Contains("at=6106", link.GetAttribute("href"), StringComparison.Ordinal));
        Assert.NotEmpty(page.FindAll(".gl-drill tbody td.help a"));
    }
}
