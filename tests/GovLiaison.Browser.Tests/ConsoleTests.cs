using static Microsoft.Playwright.Assertions;

namespace GovLiaison.Browser.Tests;

/// <summary>What staff meet at the console when something is not as it should be.</summary>
public sealed class ConsoleTests(DemoProvince province)
{
    [Fact]
    public async Task SignIn_WithAWrongPassword_SaysSoAndKeepsNothingThatWasTyped()
    {
        if (DemoProvince.Missing is { } missing) Assert.Skip(missing);
        await using var device = await province.DeviceAsync(1366, 768);
        var page = await device.NewPageAsync();
        await page.GotoAsync("/sign-in");
        await page.FillAsync("[name=account]", "auditor");
        await page.FillAsync("[name=password]", "not-the-password");

        await page.ClickAsync("button[type=submit]");

        await Expect(page.Locator("[role=alert]")).ToBeVisibleAsync();
        await Expect(page.Locator("[name=account]")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Page_OfAnAlertThatIsNotThere_SaysNotFoundInsideTheFrame()
    {
        if (DemoProvince.Missing is { } missing) Assert.Skip(missing);
        var page = await province.SignInAsync("zhao");

        await DemoProvince.OpenAsync(page, $"/alerts/{Guid.CreateVersion7()}");

        await Expect(page.Locator("main")).ToContainTextAsync("没有");
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Desk_WhenTheGatewayIsDown_SaysWhichChannelStoppedAndRecovers()
    {
        if (DemoProvince.Missing is { } missing) Assert.Skip(missing);
        var stop = TestContext.Current.CancellationToken;
        var page = await province.SignInAsync("chen");
        await province.StopGatewayAsync();
        try
        {
            await province.StartAlertAsync(stop);

            await Expect(page.Locator("#channels")).ToContainTextAsync("停了", new() { Timeout = 60_000 });
        }
        finally
        {
            await province.StartGatewayAsync(stop);
        }

        await Expect(page.Locator("#channels")).Not.ToContainTextAsync("停了", new() { Timeout = 120_000 });
        await page.Context.DisposeAsync();
    }

    [Fact]
    public async Task Language_Switched_LeavesNoWordOfTheOther()
    {
        if (DemoProvince.Missing is { } missing) Assert.Skip(missing);
        var page = await province.SignInAsync("chen", await province.DeviceAsync(1366, 768, "en-US"));

        await DemoProvince.OpenAsync(page, "/");

        await Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "en-US");
        await Expect(page.Locator("h1")).Not.ToContainTextAsync("值班");
        await page.Context.DisposeAsync();
    }
}
