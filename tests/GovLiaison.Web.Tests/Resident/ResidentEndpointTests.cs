using System.Net;
using System.Text;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using GovLiaison.Web.Resident;
using GovLiaison.Web.Tests.Bare;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Tests.Resident;

public sealed class ResidentEndpointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Get_OfAPersonalLink_ShowsTheAlertSmallBareAndGuarded()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone();

        using var answer = await phone.GetAsync(await host.ResidentLinkAsync(host.Home), Token);
        var html = await answer.Content.ReadAsStringAsync(Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("霜冻橙色预警", html, StringComparison.Ordinal);
        Assert.Contains("旧县镇 姚苌村", html, StringComparison.Ordinal);
        Assert.Contains($"tel:{PagesHost.OfficerPhone}", html, StringComparison.Ordinal);
        Assert.Contains("name=\"answer\" value=\"received\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("李秀兰", html, StringComparison.Ordinal);
        AssertBare(html);
        Assert.Equal(ResidentStyle.ContentSecurityPolicy, answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Get_FromAnEnglishPhone_SpeaksEnglish()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone("en-GB,en;q=0.9");
        var link = await host.ResidentLinkAsync(host.Home);

        var html = await phone.GetStringAsync(link, Token);
        var chinese = await phone.GetStringAsync(link + "?lang=zh-CN", Token);

        Assert.Contains("lang=\"en-US\"", html, StringComparison.Ordinal);
        Assert.Contains("Down to -5 tonight", html, StringComparison.Ordinal);
        Assert.Contains("Got it", html, StringComparison.Ordinal);
        Assert.Contains("已收到", chinese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_ChangesNothingButTheMarkOpened()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone();
        var link = await host.ResidentLinkAsync(host.Home);
        var acts = await host.Database.ActsAsync();

        await phone.GetStringAsync(link, Token);
        await phone.GetStringAsync(link, Token);
        var recipient = await host.RecipientAsync(host.Home);
        for (var i = 0; i < 500 && recipient.OpenedAt is null; i++)
        {
            host.Database.Clock.Advance(TimeSpan.FromSeconds(1));
            await phone.GetStringAsync("/v/" + TestTree.Village, Token); // gives the writer room without a timed wait
            recipient = await host.RecipientAsync(host.Home);
        }

        Assert.NotNull(recipient.OpenedAt);
        Assert.Null(recipient.AnsweredAt);
        Assert.Empty(await host.ReceiptsAsync());
        Assert.Equal(acts, await host.Database.ActsAsync());
        Assert.Equal(Evidence.Opened, (await ListedAsync(host, recipient)).Evidence);
    }

    [Fact]
    public async Task Answer_TappedTwice_AddsOneRowAndSaysWhen()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone();
        var link = await host.ResidentLinkAsync(host.Home);
        var action = PhoneForms.Address(await phone.GetStringAsync(link, Token), "/r/");

        var taps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => phone.SubmitAsync(action, "", ("answer", "received"))));
        var after = await phone.GetStringAsync(taps[0].Headers.Location, Token);

        Assert.All(taps, tap => Assert.Equal(HttpStatusCode.SeeOther, tap.StatusCode));
        var receipt = Assert.Single(await host.ReceiptsAsync());
        Assert.Equal((ReceiptKinds.Confirmed, "page"), (receipt.Kind, receipt.Through));
        Assert.Contains("记下了，您已收到", after, StringComparison.Ordinal);
        Assert.Contains("22:00，信息员能看到", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_WithWords_KeepsThemEncryptedAndTakesMore()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone();
        var link = await host.ResidentLinkAsync(host.Home);

        await phone.SubmitAsync(link, "", ("answer", "help"), ("note", "没有柴火"));
        await phone.SubmitAsync(link, "", ("answer", "help"), ("note", "没有柴火"));
        await phone.SubmitAsync(link, "", ("answer", "help"), ("note", "老人走不动"));
        var html = await phone.GetStringAsync(link, Token);
        var back = await phone.GetStringAsync(PhoneForms.Address(html.Replace("&amp;show", "&show", StringComparison.Ordinal), "/r/"), Token);

        var receipt = Assert.Single(await host.ReceiptsAsync());
        Assert.DoesNotContain("柴", Encoding.UTF8.GetString(receipt.NoteCipher!), StringComparison.Ordinal);
        Assert.Equal("没有柴火\n老人走不动", host.Database.Crypto.Decrypt(receipt.NoteCipher!, PersonalFields.ReceiptNote(receipt.Id)));
        Assert.Contains("求助已发出", html, StringComparison.Ordinal);
        Assert.Contains("tel:120", html, StringComparison.Ordinal);
        Assert.DoesNotContain("柴", html, StringComparison.Ordinal);
        AssertBare(html);
        Assert.NotNull(back);
        Assert.NotNull((await ListedAsync(host, await host.RecipientAsync(host.Home))).HelpAskedAt);
    }

    [Fact]
    public async Task Links_TamperedForeignOrTooOld_AreGoneAlike()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone();
        var link = await host.ResidentLinkAsync(host.Home);
        var officer = "/r/" + host.Database.Links.For(LinkPurposes.Officer, (await host.RecipientAsync(host.Home)).Id);
        var ofAnOfficer = "/r/" + host.Database.Links.For(LinkPurposes.Resident, (await host.OfficerRecipientAsync()).Id);

        var pages = new List<string>();
        foreach (var bad in new[] { link[..^1] + (link[^1] == 'A' ? 'B' : 'A'), link[..^3], "/r/x", officer, ofAnOfficer, "/r/" + new string('é', 32) })
            pages.Add(await GoneAsync(bad));
        host.Database.Clock.Advance(TimeSpan.FromHours(13));
        var expired = await phone.GetStringAsync(link, Token);
        host.Database.Clock.Advance(TimeSpan.FromDays(7));
        pages.Add(await GoneAsync(link));

        Assert.Single(pages.Distinct(StringComparer.Ordinal));
        Assert.Contains("这个链接打不开了", pages[0], StringComparison.Ordinal);
        Assert.Contains("已过期", expired, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"answer\"", expired, StringComparison.Ordinal);
        Assert.Empty(await host.ReceiptsAsync());

        async Task<string> GoneAsync(string path)
        {
            using var answer = await phone.GetAsync(path, Token);
            using var tap = await phone.SubmitAsync(path, "", ("answer", "received"));
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (answer.StatusCode, tap.StatusCode));
            return await answer.Content.ReadAsStringAsync(Token);
        }
    }

    [Fact]
    public async Task Get_OnceLifted_ShowsAnEndedAlertOnBothLinks()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone();
        host.Database.Clock.Advance(TimeSpan.FromMinutes(20));
        // a lift goes to whoever was told: the household has answered by then
        await phone.SubmitAsync(await host.ResidentLinkAsync(host.Home), "", ("answer", "received"));

        var lift = await host.LiftAsync();
        var old = await phone.GetStringAsync(await host.ResidentLinkAsync(host.Home), Token);
        var own = await phone.GetStringAsync(await host.ResidentLinkAsync(host.Home, lift.DispatchId), Token);

        foreach (var html in new[] { old, own })
        {
            Assert.Contains("<h1>已解除</h1>", html, StringComparison.Ordinal);
            Assert.Contains("<del>霜冻橙色预警</del>", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
            AssertBare(html);
        }
        Assert.Contains("22:20 止", old, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_OnceTheAlertIsLifted_IsFollowedUntilItIsClosed()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone();
        var link = await host.ResidentLinkAsync(host.Home);
        await phone.SubmitAsync(link, "", ("answer", "help"), ("note", "没有柴火"));
        var listed = (await ListedAsync(host, await host.RecipientAsync(host.Home))).Id;
        var help = host.Database.Get<HelpService>();

        await host.LiftAsync();
        var waiting = await phone.GetStringAsync(link, Token);
        var alert = await phone.GetStringAsync(link + "?show=alert", Token);
        await help.TakeAsync(listed, host.Author, Token);
        var taken = await phone.GetStringAsync(link, Token);
        await help.CloseAsync(listed, host.Author, Token);
        var closed = await phone.GetStringAsync(link, Token);

        foreach (var html in new[] { waiting, taken })
        {
            Assert.Contains("<h1>求助已发出</h1>", html, StringComparison.Ordinal);
            Assert.Contains("预警已解除", html, StringComparison.Ordinal);
            AssertBare(html);
        }
        Assert.Contains("信息员和值班室都能看到", waiting, StringComparison.Ordinal);
        Assert.DoesNotContain("信息员和值班室都能看到", taken, StringComparison.Ordinal);
        foreach (var html in new[] { alert, closed })
        {
            Assert.Contains("<h1>已解除</h1>", html, StringComparison.Ordinal);
            Assert.Contains("tel:120", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Help_OfAnExpiredAlert_IsFollowedToo()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone("en-US");
        var link = await host.ResidentLinkAsync(host.Home);
        await phone.SubmitAsync(link, "", ("answer", "help"));

        host.Database.Clock.Advance(TimeSpan.FromHours(13));
        var html = await phone.GetStringAsync(link, Token);

        Assert.Contains("Alert: Expired", html, StringComparison.Ordinal);
        Assert.Contains("class=\"steps\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_OfAPhoneThatIsGoneBeforeTheAnswer_IsKept()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone();
        phone.DefaultRequestHeaders.Add(PagesHost.HangsUp, "1");

        await Assert.ThrowsAnyAsync<HttpRequestException>(async () => await phone.SubmitAsync(await host.ResidentLinkAsync(host.Home), "", ("answer", "help"), ("note", "没有柴火")));
        await host.HungUp;

        Assert.Equal(ReceiptKinds.Help, Assert.Single(await host.ReceiptsAsync()).Kind);
    }

    [Fact]
    public async Task Get_OfADrill_SaysSo()
    {
        await using var host = await PagesHost.StartAsync(isTraining: true);
        using var phone = host.Phone();

        var html = await phone.GetStringAsync(await host.ResidentLinkAsync(host.Home), Token);

        Assert.Contains("<b>演练</b>这不是真的预警", html, StringComparison.Ordinal);
        Assert.Contains("已收到（演练）", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_OfMoreThanAForm_IsRefusedInWords()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone();

        using var answer = await phone.SubmitAsync(await host.ResidentLinkAsync(host.Home), "", ("answer", "help"), ("note", new string('长', 20_000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("没有收下", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Empty(await host.ReceiptsAsync());
    }

    [Fact]
    public async Task Villages_ShowTheirOwnBlockInTheSameRendering()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone();

        var one = await phone.GetStringAsync(await host.ResidentLinkAsync(host.Home), Token);
        var other = await phone.GetStringAsync(await host.ResidentLinkAsync(host.OtherHome), Token);

        Assert.Contains("桐堤村", other, StringComparison.Ordinal);
        Assert.DoesNotContain("姚苌", other, StringComparison.Ordinal);
        Assert.DoesNotContain(PagesHost.OfficerPhone, other, StringComparison.Ordinal);
        Assert.Contains(PagesHost.OfficerPhone, one, StringComparison.Ordinal);
    }

    private static Task<ListedHousehold> ListedAsync(PagesHost host, Recipient recipient) =>
        host.Database.ReadAsync(db => db.ListedHouseholds.SingleAsync(row => row.Id == recipient.ListedHouseholdId));

    private static void AssertBare(string html)
    {
        Assert.DoesNotContain("blazor", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("_content/MudBlazor", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
        Assert.DoesNotContain("stylesheet", html, StringComparison.Ordinal);
        Assert.DoesNotContain("slot", html, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(html), 1000, 30 * 1024);
    }
}
