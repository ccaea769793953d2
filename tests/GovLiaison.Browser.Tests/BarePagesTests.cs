using System.Collections.Concurrent;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace GovLiaison.Browser.Tests;

/// <summary>The pages of officers, residents and villages, as a cheap phone meets them.</summary>
public sealed class BarePagesTests(DemoProvince province)
{
    private const int MostBytes = 30 * 1024, MostRequests = 3;

    [Fact]
    public async Task ResidentPage_OnAPhone_IsSmallAndOpensNoCircuit()
    {
        var link = await AskingLinkAsync();
        await using var phone = await province.DeviceAsync(360, 640);
        var page = await phone.NewPageAsync();
        var requests = new ConcurrentQueue<IRequest>();
        var sockets = 0;
        page.WebSocket += (_, _) => sockets++;
        page.Request += (_, request) => requests.Enqueue(request);

        await page.GotoAsync(link, new PageGotoOptions { WaitUntil = WaitUntilState.NetworkIdle });

        var bytes = 0L;
        foreach (var request in requests) bytes += (await request.SizesAsync()).ResponseBodySize;
        Assert.InRange(requests.Count, 1, MostRequests);
        Assert.InRange(bytes, 1, MostBytes);
        Assert.Equal(0, sockets);
        Assert.DoesNotContain("blazor", await page.ContentAsync(), StringComparison.OrdinalIgnoreCase);
        await Expect(page.Locator("button[value=received]")).ToBeInViewportAsync();
    }

    [Fact]
    public async Task ResidentPage_TappedTwice_StaysReceived()
    {
        var link = await AskingLinkAsync();
        await using var phone = await province.DeviceAsync(360, 640, scripts: false);
        var (first, second) = (await phone.NewPageAsync(), await phone.NewPageAsync());
        await first.GotoAsync(link);
        await second.GotoAsync(link);

        await first.ClickAsync("button[value=received]");
        await second.ClickAsync("button[value=received]");

        await Expect(first.Locator(".ok")).ToBeVisibleAsync();
        await Expect(second.Locator(".ok")).ToBeVisibleAsync();
    }

    [Theory]
    [InlineData("/r/")]
    [InlineData("/o/enter/")]
    public async Task Link_WithOneLetterChanged_SaysWhatToDoAndTellsNothing(string path)
    {
        var link = await LinkAsync(path is "/r/" ? "sms" : "wecom", path);
        var tampered = link[..^1] + (link[^1] == 'A' ? 'B' : 'A');
        await using var phone = await province.DeviceAsync(360, 640, scripts: false);
        var page = await phone.NewPageAsync();

        var answer = await page.GotoAsync(tampered);

        Assert.Equal(404, answer!.Status);
        await Expect(page.Locator("button[name=answer], button[name=enter]")).ToHaveCountAsync(0);
        await Expect(page.Locator("body")).ToContainTextAsync(path is "/r/" ? "这个链接打不开了" : "链接");
    }

    [Fact]
    public async Task VillagePage_OfAnyDay_NamesTheOfficerAndWhatIsInForce()
    {
        var card = await CardAsync();
        await using var phone = await province.DeviceAsync(360, 640, scripts: false);
        var page = await phone.NewPageAsync();

        await page.GotoAsync("/v/" + card.To[1..13]);

        await Expect(page.Locator("body")).ToContainTextAsync("信息员");
        Assert.Equal(0, await page.Locator("script").CountAsync());
    }

    private async Task<string> LinkAsync(string channel, string path) => (await LinksAsync(channel, path))[0];

    // another test may have corrected its alert by now, and that of the demo may be on its way: the first that asks
    private async Task<string> AskingLinkAsync()
    {
        await using var phone = await province.DeviceAsync(360, 640);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        using var every = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        while (await every.WaitForNextTickAsync(limit.Token))
            foreach (var link in await LinksAsync("sms", "/r/"))
                if ((await (await phone.APIRequest.GetAsync(link)).TextAsync()).Contains("value=\"received\"", StringComparison.Ordinal))
                    return link;
        throw new OperationCanceledException(limit.Token);
    }

    private async Task<List<string>> LinksAsync(string channel, string path)
    {
        if (DemoProvince.Missing is { } missing) Assert.Skip(missing);
        await province.HasAlertAsync(TestContext.Current.CancellationToken);
        var texts = await province.TextsAsync(channel, text => text.Text.Contains(path, StringComparison.Ordinal), TestContext.Current.CancellationToken);
        return [.. texts.Select(text => text.Link)];
    }

    private async Task<PhoneText> CardAsync()
    {
        if (DemoProvince.Missing is { } missing) Assert.Skip(missing);
        await province.HasAlertAsync(TestContext.Current.CancellationToken);
        return await province.TextAsync("wecom", text => text.To.StartsWith('v'), TestContext.Current.CancellationToken);
    }
}
