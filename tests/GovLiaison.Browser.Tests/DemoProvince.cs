using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using GovLiaison.Browser.Tests;
using Microsoft.Playwright;
using Cookie = Microsoft.Playwright.Cookie;

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
    private static readonly TimeSpan StartLimit = TimeSpan.FromMinutes(4);
    /// <summary>How long a page may take on a machine that does much else; a limit, not a promise.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan PhoneLimit = TimeSpan.FromMinutes(3);

    private readonly string _folder = Directory.CreateTempSubdirectory("govliaison-browser").FullName;
    private readonly HttpClient _http = new();
    private readonly Dictionary<string, string> _passwords = new(StringComparer.Ordinal);
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private ProgramRun? _gateway;
    private ProgramRun? _web;
    private bool _hasAlert;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");
    public Uri Gateway { get; } = new($"http://127.0.0.1:{FreePort()}");

    /// <summary>Why there is nothing to test with; null when there is.</summary>
    public static string? Missing => File.Exists(Chromium) ? null : $"{Chromium} is not installed";

    public async ValueTask InitializeAsync()
    {
        if (Missing is not null) return;
        using var limit = new CancellationTokenSource(StartLimit);
        var settings = Settings();
        await ProgramRun.ToEndAsync("GovLiaison.Cli", ["migrate"], settings, limit.Token);
        var made = await ProgramRun.ToEndAsync("GovLiaison.Cli", ["demo", "--residents", Environment.GetEnvironmentVariable("GOVLIAISON_BROWSER_RESIDENTS") ?? "60000", "--json"], settings, limit.Token);
        foreach (var account in JsonDocument.Parse(made).RootElement.GetProperty("accounts").EnumerateArray())
            _passwords[account.GetProperty("login").GetString()!] = account.GetProperty("password").GetString()!;
        _web = ProgramRun.Start("GovLiaison.Web", new Dictionary<string, string>(settings, StringComparer.Ordinal) { ["urls"] = Address.ToString() });
        await StartGatewayAsync(limit.Token);
        await _web.AnswersAsync(_http, new Uri(Address, "/health"), limit.Token);
        _playwright = await Playwright.CreateAsync();
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium,
            // as root in a container; and nothing that calls home
            Args = ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--disable-background-networking"],
        });
    }

    public string ServerWords => _web?.Words() ?? "";

    /// <summary>Sends the demo's own training alert by the command.</summary>
    public async Task StartAlertAsync(CancellationToken cancellationToken)
    {
        await ProgramRun.ToEndAsync("GovLiaison.Cli", ["demo", "start-alert"], Settings(), cancellationToken);
        _hasAlert = true;
    }

    /// <summary>An alert of the demo is under way, with nobody but the test to answer it.</summary>
    public async Task HasAlertAsync(CancellationToken cancellationToken)
    {
        await LetPeopleActAsync(false, cancellationToken);
        if (!_hasAlert) await StartAlertAsync(cancellationToken);
    }

    public async Task StartGatewayAsync(CancellationToken cancellationToken)
    {
        _gateway = ProgramRun.Start("GovLiaison.TrainingGateway", new Dictionary<string, string>(Settings(), StringComparer.Ordinal) { ["urls"] = Gateway.ToString() });
        await _gateway.AnswersAsync(_http, Gateway, cancellationToken);
    }

    public async Task StopGatewayAsync()
    {
        if (_gateway is not null) await _gateway.DisposeAsync();
        _gateway = null;
    }

    /// <summary>Whether the people of the gateway answer by themselves; they do not unless a test asks.</summary>
    public async Task LetPeopleActAsync(bool enabled, CancellationToken cancellationToken) =>
        (await _http.PutAsJsonAsync(new Uri(Gateway, "/control/people"), new { enabled }, cancellationToken)).EnsureSuccessStatusCode();

    public async Task<IBrowserContext> DeviceAsync(int width, int height, string language = "zh-CN", bool scripts = true, ColorScheme scheme = ColorScheme.Light)
    {
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = width, Height = height },
            BaseURL = Address.ToString(),
            JavaScriptEnabled = scripts,
            ColorScheme = scheme,
        });
        context.SetDefaultTimeout((float)Patience.TotalMilliseconds);
        await context.AddCookiesAsync([new Cookie { Name = ".AspNetCore.Culture", Value = $"c={language}|uic={language}", Url = Address.ToString() }]);
        return context;
    }

    /// <summary>A console page of this account, at the duty desk.</summary>
    public async Task<IPage> SignInAsync(string account, IBrowserContext? device = null)
    {
        var page = await (device ?? await DeviceAsync(1366, 768)).NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.FillAsync("[name=account]", account);
        await page.FillAsync("[name=password]", _passwords[account]);
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
            var texts = await _http.GetFromJsonAsync<List<PhoneText>>(new Uri(Gateway, $"/control/phones?channel={channel}"), limit.Token);
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
        if (_web is not null) await _web.DisposeAsync();
        if (_gateway is not null) await _gateway.DisposeAsync();
        _http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Dictionary<string, string> Settings()
    {
        const string secret = "secret-of-the-browser-tests";
        return new(StringComparer.Ordinal)
        {
            ["Database__ConnectionString"] = $"Data Source={Path.Combine(_folder, "province.db")}",
            ["Keys__Folder"] = Path.Combine(_folder, "keys"),
            ["Scheduling__Folder"] = _folder,
            ["Dispatch__PublicAddress"] = Address.ToString(),
            ["Demo__GatewayAddress"] = Gateway.ToString(),
            ["Demo__GatewaySecret"] = secret,
            ["Gateway__Secret"] = secret,
            ["Gateway__Ledger"] = Path.Combine(_folder, "ledger.jsonl"),
            ["Gateway__CallbackBase"] = Address.ToString(),
            ["Gateway__PeopleEnabled"] = "true",
        };
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
