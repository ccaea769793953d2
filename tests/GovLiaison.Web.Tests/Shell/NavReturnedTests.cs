using Bunit;
using GovLiaison.Alerts;
using GovLiaison.Web.Reach;
using GovLiaison.Web.Shell;
using GovLiaison.Web.Tests.Reach;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Shell;

public sealed class NavReturnedTests : TrackPages
{
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task Navigation_WithAReturnedDraft_CountsItForItsAuthorAlone(bool isAuthor, int returned)
    {
        var scene = await SceneAsync(isSigned: false);
        var (message, version) = await scene.SubmitAsync();
        await scene.Database.Get<AlertService>().ReturnAsync(new GiveBack(message, version, "止期太短"), scene.Signer, TrackScene.Token);
        await scene.SeatAsync(this, isAuthor ? scene.Author : scene.Signer);
        var shell = Services.GetRequiredService<ShellState>();

        var counts = Render<NavCounts>();

        counts.WaitForAssertion(() => Assert.Equal(returned, shell.Returned));
        var entry = Render<NavMenu>(parameters => parameters.Add(menu => menu.Areas, new HashSet<ShellArea> { ShellArea.Desk, ShellArea.Alerts }).Add(menu => menu.Returned, shell.Returned));
        Assert.Equal(returned, entry.FindAll("a[href='/alerts'] .is-returned").Count);
    }
}
