using GovLiaison.Identity;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Tests.Identity;

public sealed class ConsoleSessionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Session_UsedEveryHour_EndsAfterTwelve()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.SignedInAsync();

        for (var hour = 1; hour < 12; hour++)
        {
            host.Database.Clock.Advance(TimeSpan.FromHours(1));
            Assert.True(await ConsoleHost.IsInAsync(browser), $"{hour}");
        }
        host.Database.Clock.Advance(TimeSpan.FromHours(1));

        Assert.False(await ConsoleHost.IsInAsync(browser));
    }

    [Fact]
    public async Task Session_WithoutARequest_EndsAfterTwoHours()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.SignedInAsync();

        host.Database.Clock.Advance(TimeSpan.FromMinutes(121));

        Assert.False(await ConsoleHost.IsInAsync(browser));
    }

    [Fact]
    public async Task SignOut_WithACopyOfTheCookie_EndsItToo()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.Browser();
        using var answer = await ConsoleHost.SignInAsync(browser);
        var cookie = answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("gl-console=", StringComparison.Ordinal)).Split(';')[0];
        using var copy = host.Browser();
        copy.DefaultRequestHeaders.Add("Cookie", cookie);
        Assert.True(await ConsoleHost.IsInAsync(copy));

        await ConsoleHost.SignOutAsync(browser);

        Assert.False(await ConsoleHost.IsInAsync(copy));
    }

    [Fact]
    public async Task LockOut_ByAStranger_LeavesWhoIsOnDutyIn()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = await host.SignedInAsync();
        using var stranger = host.Browser();

        for (var i = 0; i < SignInService.MostTries; i++) (await ConsoleHost.SignInAsync(stranger, password: "wrong")).Dispose();

        Assert.NotNull(await host.Database.ReadAsync(db => db.StaffAccounts.Select(row => row.LockedUntil).SingleAsync(Token)));
        Assert.True(await ConsoleHost.IsInAsync(browser));
    }

    [Fact]
    public async Task SignIn_Refused_KeepsWhatWasTypedOutOfTheAddress()
    {
        await using var host = await ConsoleHost.StartAsync();
        using var browser = host.Browser();

        using var answer = await ConsoleHost.SignInAsync(browser, account: "kV7-moss-lamp", password: "wang.fang");

        Assert.Equal("/sign-in?refused=wrong&back=%2Fneeds", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData("https://zc.example.gov.cn", true)]
    [InlineData("http://127.0.0.1:5080", false)]
    public async Task Cookies_WhereThePublicAddressIsHttps_AreForItAlone(string address, bool isSecure)
    {
        await using var host = await ConsoleHost.StartAsync(address);
        using var browser = host.Browser();
        using var tokens = await browser.GetAsync(new Uri("/token", UriKind.Relative), Token);
        using var language = await browser.GetAsync(new Uri("/culture?to=en-US", UriKind.Relative), Token);

        foreach (var answer in new[] { tokens, language })
        {
            Assert.Equal(isSecure, answer.Headers.GetValues("Set-Cookie").Single().Contains("; secure", StringComparison.OrdinalIgnoreCase));
            Assert.Equal(isSecure, answer.Headers.Contains("Strict-Transport-Security"));
        }
    }

    [Fact]
    public async Task ConsoleCookie_BehindTlsThatEndsBeforeUs_IsSecure()
    {
        await using var host = await ConsoleHost.StartAsync("https://zc.example.gov.cn");
        // a browser behind TLS sends its secure cookies; this one speaks plainly to us and is told to
        using var browser = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host.Address };
        using var tokens = await browser.GetAsync(new Uri("/token", UriKind.Relative), Token);
        browser.DefaultRequestHeaders.Add("Cookie", tokens.Headers.GetValues("Set-Cookie").Single().Split(';')[0]);

        using var answer = await ConsoleHost.SignInAsync(browser);

        Assert.Contains("; secure", answer.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("gl-console=", StringComparison.Ordinal)), StringComparison.OrdinalIgnoreCase);
    }
}
