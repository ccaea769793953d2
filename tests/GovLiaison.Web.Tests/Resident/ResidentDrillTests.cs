using GovLiaison.Web.Tests.Bare;

namespace GovLiaison.Web.Tests.Resident;

public sealed class ResidentDrillTests() : PhonePages(isTraining: true)
{
    [Fact]
    public async Task Get_OfADrill_SaysSo()
    {
        var html = await Phone.GetStringAsync(await Host.ResidentLinkAsync(Host.Home), Token);

        Assert.Contains("<b>演练</b>这不是真的预警", html, StringComparison.Ordinal);
        Assert.Contains("已收到（演练）", html, StringComparison.Ordinal);
    }
}
