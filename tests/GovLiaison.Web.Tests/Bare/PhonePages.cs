namespace GovLiaison.Web.Tests.Bare;

/// <summary>Tests of what phones open: a frost alert has gone to two villages, and a phone that nobody has entered with is at hand.</summary>
public abstract class PhonePages(bool isTraining = false, string? headline = null) : IAsyncLifetime
{
    private protected PagesHost Host { get; private set; } = null!;
    private protected HttpClient Phone { get; private set; } = null!;
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Host = await PagesHost.StartAsync(isTraining, headline);
        Phone = Host.Phone();
    }

    public async ValueTask DisposeAsync()
    {
        Phone.Dispose();
        await Host.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
