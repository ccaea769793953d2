using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Playwright;
using Cookie = Microsoft.Playwright.Cookie;

namespace GovLiaison.Browser.Tests;

/// <summary>Takes a picture of every screen and lays them on contact sheets, for people to judge; run by scripts/screens.sh.</summary>
public sealed class ScreensTests(DemoProvince province)
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("GOVLIAISON_SCREENS");

    private const int PhoneScreens = 3;

    private readonly SortedDictionary<string, List<string>> _sheets = new(StringComparer.Ordinal);
    private readonly List<string> _tooWide = [];
    private IBrowserContext? _officer;

    [Fact]
    public async Task Screens_OfEveryPage_AreLaidOnContactSheets()
    {
        if (Folder is null) Assert.Skip("Pictures are taken by scripts/screens.sh");
        if (DemoProvince.Missing is { } missing) Assert.Skip(missing);
        var stop = TestContext.Current.CancellationToken;
        Directory.CreateDirectory(Folder);
        await province.HasAlertAsync(stop);
        var officer = await province.TextAsync("wecom", text => text.To.StartsWith("v610629", StringComparison.Ordinal), stop);
        var residents = (await province.TextsAsync("sms", text => text.Text.Contains("/r/", StringComparison.Ordinal), stop)).Select(text => text.Link).Distinct(StringComparer.Ordinal).Take(3).ToList();
        await OfficerAsync(officer.Link);
        await BareAsync("zh-CN", officer, residents);
        await BareAsync("en-US", officer, residents);
        await province.LetPeopleActAsync(stop);
        var places = await PlacesAsync();
        await SignInPagesAsync();
        foreach (var seat in places.GroupBy(place => place.Account, StringComparer.Ordinal)) await SeatAsync(seat.Key, [.. seat]);
        foreach (var (name, pictures) in _sheets) await SheetAsync(name, pictures);

        // at the end, so that every picture is there to look at
        Assert.Equal("", string.Join(", ", _tooWide));
    }

    // one draft and one alert that waits for its signature, so that these pages show something
    private async Task<IReadOnlyList<(string Name, string Account, string Address)>> PlacesAsync()
    {
        await using var device = await province.DeviceAsync(1366, 768);
        var author = await province.SignInAsync("liu", device);
        var waiting = await WholeWayTests.BeginAsync(author);
        await WholeWayTests.SubmitAsync(author);
        var draft = await WholeWayTests.BeginAsync(author);
        await DemoProvince.OpenAsync(author, "/alerts");
        var alert = await author.Locator("a[href^='/alerts/0']").Last.GetAttributeAsync("href") ?? "/alerts";
        return
        [
            ("desk", "chen", "/"), ("alerts", "chen", "/alerts"), ("track", "chen", alert), ("unreached", "chen", alert + "?tab=unreached"),
            ("help", "chen", alert + "?tab=help"), ("silent", "chen", alert + "?tab=silent"), ("versions", "chen", alert + "?tab=versions"),
            ("needs", "chen", "/needs"), ("new", "liu", "/alerts/new"), ("draft", "liu", draft), ("sign", "chen", waiting.Replace("/draft/", "/sign/", StringComparison.Ordinal)),
            ("divisions", "zhao", "/divisions"), ("accounts", "sysadmin", "/accounts"), ("channels", "sysadmin", "/channels"), ("audit", "auditor", "/audit"), ("missing", "chen", "/nothing-here"),
        ];
    }

    private async Task SignInPagesAsync()
    {
        await using var device = await province.DeviceAsync(1366, 768);
        await ConsoleAsync(await device.NewPageAsync(), [("sign-in", "", "/sign-in")]);
    }

    // one signing in for all looks of a seat
    private async Task SeatAsync(string account, IReadOnlyList<(string Name, string Account, string Address)> places)
    {
        await using var device = await province.DeviceAsync(1366, 768);
        await ConsoleAsync(await province.SignInAsync(account, device), places);
    }

    private async Task ConsoleAsync(IPage page, IReadOnlyList<(string Name, string Account, string Address)> places)
    {
        foreach (var language in new[] { "zh-CN", "en-US" })
            foreach (var look in new[] { "light", "dark" })
            {
                await page.Context.AddCookiesAsync(
                [
                    new Cookie { Name = ".AspNetCore.Culture", Value = $"c={language}|uic={language}", Url = province.Address },
                    new Cookie { Name = "look", Value = look, Url = province.Address },
                ]);
                foreach (var (name, _, address) in places) await BothSizesAsync(page, $"console-{language}-{look}", name, address);
            }
    }

    private async Task BothSizesAsync(IPage page, string sheet, string name, string address)
    {
        await page.GotoAsync(address);
        await page.Locator("main:not([aria-busy])").WaitForAsync();
        foreach (var (width, height) in new[] { (1366, 768), (360, 640) })
        {
            await page.SetViewportSizeAsync(width, height);
            await page.WaitForTimeoutAsync(500); // a picture of what moves: numbers that arrive, drawers that close
            await TakeAsync(page, $"{sheet}-{width}", name);
        }
        await page.SetViewportSizeAsync(1366, 768);
    }

    private async Task OfficerAsync(string link)
    {
        _officer = await province.DeviceAsync(360, 640);
        var page = await _officer.NewPageAsync();
        await page.GotoAsync(link);
        await TakeAsync(page, "phones-zh-CN", "o-enter");
        await page.ClickAsync("button[name=enter]");
    }

    private async Task BareAsync(string language, PhoneText officer, List<string> residents)
    {
        var sheet = "phones-" + language;
        var page = await _officer!.NewPageAsync();
        foreach (var (name, path) in new[] { ("o-now", "/o"), ("o-households", "/o/households"), ("o-walk", "/o/walk"), ("o-share", "/o/share") })
        {
            await page.GotoAsync($"{path}?lang={language}");
            await TakeAsync(page, sheet, name);
        }
        await using var phone = await province.DeviceAsync(360, 640, language, scripts: false);
        var resident = await phone.NewPageAsync();
        await resident.GotoAsync($"/v/{officer.To[1..13]}?lang={language}");
        await TakeAsync(resident, sheet, "v");
        await resident.GotoAsync($"{residents[0]}?lang={language}");
        await TakeAsync(resident, sheet, "r");
        await resident.GotoAsync($"{residents[0]}?lang={language}&size=large");
        await TakeAsync(resident, sheet, "r-large");
        await resident.GotoAsync($"{residents[1]}?lang={language}");
        if (await resident.Locator("button[value=received]").CountAsync() > 0) await resident.ClickAsync("button[value=received]");
        await TakeAsync(resident, sheet, "r-received");
        await resident.GotoAsync($"{residents[2]}?lang={language}");
        if (await resident.Locator("button[value=received]").CountAsync() > 0)
        {
            await resident.ClickAsync("details summary");
            await resident.ClickAsync("button[value=help]");
        }
        await TakeAsync(resident, sheet, "r-help");
        await resident.GotoAsync($"/r/not-a-link?lang={language}");
        await TakeAsync(resident, sheet, "r-gone");
    }

    private async Task TakeAsync(IPage page, string sheet, string name)
    {
        var file = $"{sheet}-{name}.png";
        var over = await page.Locator("html").EvaluateAsync<int>("e => e.scrollWidth - innerWidth");
        // of a phone what a thumb scrolls to, but not a list of hundreds to its end
        var width = page.ViewportSize!.Width;
        var whole = await page.Locator("html").EvaluateAsync<int>("e => e.scrollHeight");
        await page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder!, file), FullPage = width < 500, Clip = width < 500 ? new Clip { Width = width, Height = Math.Min(whole, PhoneScreens * page.ViewportSize.Height) } : null });
        if (!_sheets.TryGetValue(sheet, out var pictures)) _sheets[sheet] = pictures = [];
        pictures.Add(file);
        if (over > 0) _tooWide.Add($"{sheet} {name}: {over} px");
    }

    private async Task SheetAsync(string name, List<string> pictures)
    {
        var isWide = name.EndsWith("1366", StringComparison.Ordinal);
        var page = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<!doctype html><meta charset=utf-8><title>{name}</title><style>body{{margin:12px;font:14px system-ui;display:flex;flex-wrap:wrap;gap:12px}}figure{{margin:0;width:{(isWide ? 640 : 240)}px}}img{{width:100%;border:1px solid #999}}</style>");
        foreach (var picture in pictures)
            page.Append(CultureInfo.InvariantCulture, $"<figure><img src='{WebUtility.HtmlEncode(picture)}'><figcaption>{WebUtility.HtmlEncode(picture[(name.Length + 1)..^4])}</figcaption></figure>");
        var file = Path.Combine(Folder!, $"sheet-{name}.html");
        await File.WriteAllTextAsync(file, page.ToString(), TestContext.Current.CancellationToken);
        await using var device = await province.DeviceAsync(isWide ? 1992 : 1536, 900);
        var sheet = await device.NewPageAsync();
        await sheet.GotoAsync("file://" + file);
        await sheet.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Folder!, $"sheet-{name}.png"), FullPage = true });
    }
}
