using System.Globalization;
using System.Net.Http.Json;
using GovLiaison.Browser.Tests;
using GovLiaison.Testing.Processes;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(DemoProvince))]
// one province for all: who stops its gateway must be alone
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace GovLiaison.Browser.Tests;

/// <summary>A text that a phone of the drill received.</summary>
public sealed record PhoneText(DateTime At, string Channel, string To, string Text)
{
    /// <summary>The link in it, as a thumb would open it.</summary>
    public string Link => Text[Text.IndexOf("http", StringComparison.Ordinal)..].Split(' ', '。', '，')[0];
}

/// <summary>The demo province as the command makes it, with gateway and server as processes, and one Chromium.</summary>
public sealed class DemoProvince : IAsyncLifetime
{
    private const string Chromium = "/usr/bin/chromium";
    private const int DefaultResidents = 60_000;

    /// <summary>How long a page may take on a machine that does much else; a limit, not a promise.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(4);
    private static readonly TimeSpan PhoneLimit = TimeSpan.FromMinutes(3);

    private readonly RunningSystem _system = new();
    private readonly HttpClient _http = new();
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private bool _hasAlert;

    public string Address => _system.WebAddress;

    /// <summary>Why there is nothing to test with; null when there is.</summary>
    public static string? Missing => File.Exists(Chromium) ? null : $"{Chromium} is not installed";

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null) return;
        using var limit = new CancellationTokenSource(StartLimit);
        var residents = int.TryParse(Environment.GetEnvironmentVariable("GOVLIAISON_BROWSER_RESIDENTS"), CultureInfo.InvariantCulture, out var wanted) ? wanted : DefaultResidents;
        await _system.MakeDemoAsync(residents, seed: 1, limit.Token);
        await StartGatewayAsync(limit.Token);
        await _system.StartWebAsync(limit.Token);
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            // as root in a container; and nothing that calls home
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
        });
    }

    /// <summary>Sends the demo's own training alert by the command.</summary>
    public async Task StartAlertAsync(CancellationToken cancellationToken)
    {
        await _system.CliAsync(cancellationToken, "demo", "start-alert");
        _hasAlert = true;
    }

    /// <summary>An alert of the demo is under way, with nobody but the test to answer it.</summary>
    public async Task HasAlertAsync(CancellationToken cancellationToken)
    {
        if (!_hasAlert) await StartAlertAsync(cancellationToken);
    }

    public Task StartGatewayAsync(CancellationToken cancellationToken) => _system.Gateway.StartAsync(withPeople: false, cancellationToken);

    public Task StopGatewayAsync() => _system.Gateway.StopAsync();

    /// <summary>From here on the people of the gateway answer by themselves; until then only a test does.</summary>
    public Task LetPeopleActAsync(CancellationToken cancellationToken) => _system.Gateway.PutAsync("people", new { enabled = true }, cancellationToken);

    public async Task<IBrowserContext> DeviceAsync(int width, int height, string language = "zh-CN", bool scripts = true)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            BaseURL = Address,
            JavaScriptEnabled = scripts,
            Locale = language,
        });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        await context.AddCookiesAsync([new Cookie { Name = ".AspNetCore.Culture", Value = $"c={language}|uic={language}", Url = Address }]);
        return context;
    }

    /// <summary>A console page of this account, at the duty desk.</summary>
    public async Task<IPage> SignInAsync(string account, IBrowserContext? device = null)
    {
        var page = await (device ?? await DeviceAsync(1366, 768)).NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.FillAsync("[name=account]", account);
        await page.FillAsync("[name=password]", _system.PasswordOf(account));
        await page.ClickAsync("button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        return page;
    }

    /// <summary>Opens a console page and waits until its buttons are connected.</summary>
    public static async Task OpenAsync(IPage page, string address)
    {
        await page.GotoAsync(address);
        await page.Locator("main:not([aria-busy])").WaitForAsync();
    }

    /// <summary>The newest text a phone got that fits, waited for.</summary>
    public async Task<PhoneText> TextAsync(string channel, Func<PhoneText, bool> fits, CancellationToken cancellationToken) =>
        (await TextsAsync(channel, fits, cancellationToken))[0];

    /// <summary>The texts that fit, newest first; at least one, waited for.</summary>
    public async Task<IReadOnlyList<PhoneText>> TextsAsync(string channel, Func<PhoneText, bool> fits, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(PhoneLimit);
        using var every = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await every.WaitForNextTickAsync(limit.Token))
        {
            var texts = await _http.GetFromJsonAsync<List<PhoneText>>(new Uri($"{_system.Gateway.Address}/control/phones?channel={channel}"), limit.Token);
            if (texts!.FindAll(text => fits(text)) is { Count: > 0 } found) return found;
        }
        throw new OperationCanceledException(limit.Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            // where asked, what every open page shows when the tests end: the first thing to look at when one failed
            if (Environment.GetEnvironmentVariable("GOVLIAISON_BROWSER_LAST") is { Length: > 0 } folder)
                foreach (var (page, number) in _browser.Contexts.SelectMany(context => context.Pages).Select((page, number) => (page, number)))
                    await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, $"last-{number}.png") });
            await _browser.DisposeAsync();
        }
        _playwright?.Dispose();
        _http.Dispose();
        await _system.DisposeAsync();
    }
}
