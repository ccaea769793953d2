using Bunit;
using GovLiaison.Common;
using GovLiaison.Web.Reach;
using GovLiaison.Web.Tests.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Reach;

/// <summary>Tests of console pages, in Chinese, over an alert that went out; the scene is put away with the pages.</summary>
public abstract class TrackPages : BunitContext
{
    private readonly Language _language = new("zh-CN");
    private TrackScene? _scene;

    private protected async Task<TrackScene> SceneAsync(bool isSigned = true) => _scene = await TrackScene.CreateAsync(isSigned);

    private protected async Task<TrackScene> SeatedAsync(Func<TrackScene, Actor> who, bool isSigned = true)
    {
        var scene = await SceneAsync(isSigned);
        await scene.SeatAsync(this, who(scene));
        return scene;
    }

    private protected async Task<TrackScene> SeatedAsync(string role, string division, bool isSigned = true)
    {
        var scene = await SceneAsync(isSigned);
        await scene.SeatAsync(this, await scene.Database.Data.StaffAsync(role, division));
        return scene;
    }

    private protected IRenderedComponent<AlertTrackingPage> Open(TrackScene scene, string? query = null)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/alerts/{scene.AlertId}{(query is null ? "" : "?" + query)}");
        return Render<AlertTrackingPage>(p => p.Add(page => page.AlertId, scene.AlertId));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        if (_scene is not null) await _scene.DisposeAsync();
        await base.DisposeAsyncCore();
        _language.Dispose();
    }
}
