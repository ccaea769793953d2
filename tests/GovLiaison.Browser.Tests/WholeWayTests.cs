using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovLiaison.Browser.Tests;

/// <summary>One alert, the whole way down and back, as its people walk it: nothing below the pages is touched.</summary>
public sealed class WholeWayTests(DemoProvince province)
{
    private const string Township = "610629102";

    [Fact]
    public async Task Alert_DraftedSignedAnsweredAndCorrected_IsSeenByEverybodyItConcerns()
    {
        if (DemoProvince.Missing is { } missing) Assert.Skip(missing);
        var stop = TestContext.Current.CancellationToken;

        var author = await province.SignInAsync("liu");
        await BeginAsync(author);
        await SubmitAsync(author);
        await author.CloseAsync();

        var signer = await province.SignInAsync("chen");
        var signed = TimeProvider.System.GetUtcNow().UtcDateTime;
        await SignAsync(signer);
        await Expect(signer.Locator("h1")).ToContainTextAsync("霜冻");
        var tracking = signer.Url;

        var card = await province.TextAsync("wecom", text => text.At > signed && text.To.StartsWith("v" + Township, StringComparison.Ordinal), stop);
        await ConfirmAsOfficerAsync(card.Link);

        var sms = await province.TextAsync("sms", text => text.At > signed && text.Text.Contains("/r/", StringComparison.Ordinal), stop);
        await DemoProvince.OpenAsync(signer, "/needs");
        await Expect(signer.Locator(".gl-help li")).ToHaveCountAsync(0);
        await AskForHelpAsync(sms.Link);

        // the open page hears of it by itself
        await Expect(signer.Locator(".gl-help li")).ToHaveCountAsync(1);
        await signer.ClickAsync(".gl-help li .gl-btn-help");
        await Expect(signer.Locator(".gl-help li .taken")).ToContainTextAsync("您");

        await DemoProvince.OpenAsync(signer, tracking);
        await signer.GetByRole(AriaRole.Button, new() { Name = "发更正" }).ClickAsync();
        await signer.GetByRole(AriaRole.Button, new() { Name = "发出更正" }).ClickAsync();
        var correction = await province.TextAsync("sms", text => text.To == sms.To && text.At > sms.At, stop);
        Assert.Contains("更正", correction.Text, StringComparison.Ordinal);
        await SeeItCancelledAsync(sms.Link);
    }

    /// <summary>Begins a training draft for the township and gives its address.</summary>
    internal static async Task<string> BeginAsync(IPage page)
    {
        await DemoProvince.OpenAsync(page, "/alerts/new");
        await page.GetByRole(AriaRole.Button, new() { Name = "霜冻" }).ClickAsync();
        await page.ClickAsync("[data-level=orange]");
        await page.ClickAsync("[data-template]:not([data-template=none]) >> nth=0");
        await page.ClickAsync("[data-act=draft]");
        await page.WaitForURLAsync(url => url.Contains("/draft/", StringComparison.Ordinal));
        await page.ClickAsync("[data-tab=paste]");
        await page.FillAsync("[data-field=paste]", Township);
        await page.ClickAsync("[data-act=paste]");
        await Expect(page.Locator(".gl-draft-row .gl-chip").First).ToBeVisibleAsync();
        await page.ClickAsync("[data-end] >> nth=1");
        return new Uri(page.Url).AbsolutePath;
    }

    internal static async Task SubmitAsync(IPage page)
    {
        await page.ClickAsync("[data-act=submit]");
        await page.WaitForURLAsync(url => !url.Contains("/draft/", StringComparison.Ordinal));
    }

    private static async Task SignAsync(IPage page)
    {
        // before the circuit is there a link loads its page anew, and ticks on what was rendered in advance are lost
        await page.Locator("main:not([aria-busy])").WaitForAsync();
        await page.Locator("a[href^='/alerts/sign/']").First.ClickAsync();
        await page.WaitForURLAsync(url => url.Contains("/sign/", StringComparison.Ordinal));
        await page.Locator("main:not([aria-busy])").WaitForAsync();
        await Expect(page.Locator("[data-act=sign]")).ToBeDisabledAsync();
        await page.CheckAsync("[data-tick=areas]");
        await page.CheckAsync("[data-tick=text]");
        await page.ClickAsync("[data-act=sign]");
        await page.WaitForURLAsync(url => !url.Contains("/sign/", StringComparison.Ordinal));
    }

    private async Task ConfirmAsOfficerAsync(string link)
    {
        await using var phone = await province.DeviceAsync(360, 640);
        var page = await phone.NewPageAsync();
        await page.GotoAsync(link);
        await page.ClickAsync("button[name=enter]");
        await Expect(page.Locator("button.go").First).ToBeInViewportAsync();
        await page.Locator("button[name=answer][value=received]").First.ClickAsync();
        await Expect(page.Locator("section.alert.calm").First).ToBeVisibleAsync();
        Assert.Equal(0, await page.EvaluateAsync<int>("document.documentElement.scrollWidth - innerWidth"));

        // a second phone finds the link spent
        await using var other = await province.DeviceAsync(360, 640);
        var late = await other.NewPageAsync();
        await late.GotoAsync(link);
        await Expect(late.Locator("button[name=enter]")).ToHaveCountAsync(0);
    }

    private async Task AskForHelpAsync(string link)
    {
        await using var phone = await province.DeviceAsync(360, 640, scripts: false);
        var page = await phone.NewPageAsync();
        await page.GotoAsync(link);
        Assert.Equal(0, await page.Locator("script").CountAsync());
        await page.ClickAsync("details summary");
        await page.FillAsync("textarea[name=note]", "老人走不动");
        await page.ClickAsync("button[value=help]");
        await Expect(page.GetByText("119")).ToBeVisibleAsync();
    }

    private async Task SeeItCancelledAsync(string link)
    {
        await using var phone = await province.DeviceAsync(360, 640, scripts: false);
        var page = await phone.NewPageAsync();
        await page.GotoAsync(link);
        await Expect(page.Locator("button[value=received]")).ToHaveCountAsync(0);
        await Expect(page.Locator("body")).ToContainTextAsync("已撤销");
    }
}
