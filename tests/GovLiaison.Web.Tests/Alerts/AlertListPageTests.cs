using Bunit;
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
}
