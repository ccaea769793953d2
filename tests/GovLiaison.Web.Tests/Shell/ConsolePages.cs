using Bunit;
using GovLiaison.Web.Tests.Alerts;

namespace GovLiaison.Web.Tests.Shell;

/// <summary>Tests of console pages, in Chinese, over a real database; <see cref="ConsoleScene.SeatAsync"/> says who sits before them.</summary>
public abstract class ConsolePages : IAsyncLifetime
{
    private readonly Language _language = new("zh-CN");
    protected BunitContext Context { get; } = new();
    private protected ConsoleScene Scene { get; private set; } = null!;

    public virtual async ValueTask InitializeAsync() => Scene = await ConsoleScene.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        await Scene.DisposeAsync();
        _language.Dispose();
        GC.SuppressFinalize(this);
    }
}
