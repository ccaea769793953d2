using System.Net;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using GovLiaison.Web.Resident;
using GovLiaison.Web.Tests.Bare;

namespace GovLiaison.Web.Tests.Resident;

/// <summary>What the link of an SMS opens.</summary>
public sealed class ResidentEndpointTests : PhonePages
{
    [Fact]
    public async Task Get_OfAPersonalLink_ShowsTheAlertSmallBareAndGuarded()
    {
        using var answer = await Phone.GetAsync(await Host.ResidentLinkAsync(Host.Home), Token);
        var html = await answer.Content.ReadAsStringAsync(Token);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("霜冻橙色预警", html, StringComparison.Ordinal);
        Assert.Contains("旧县镇 姚苌村", html, StringComparison.Ordinal);
        Assert.Contains($"tel:{PagesHost.OfficerPhone}", html, StringComparison.Ordinal);
        Assert.Contains("name=\"answer\" value=\"received\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("李秀兰", html, StringComparison.Ordinal);
        BarePage.AssertBare(html);
        Assert.Equal(ResidentStyle.ContentSecurityPolicy, answer.Headers.GetValues("Content-Security-Policy").Single());
        Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
        Assert.Equal("no-referrer", answer.Headers.GetValues("Referrer-Policy").Single());
        Assert.Equal("nosniff", answer.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task Get_FromAnEnglishPhone_SpeaksEnglish()
    {
        using var phone = Host.Phone("en-GB,en;q=0.9");
        var link = await Host.ResidentLinkAsync(Host.Home);

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
        var link = await Host.ResidentLinkAsync(Host.Home);
        var acts = await Host.Database.ActsAsync();

        await Phone.GetStringAsync(link, Token);
        await Phone.GetStringAsync(link, Token);
        var recipient = await Host.RecipientAsync(Host.Home);
        for (var i = 0; i < 500 && recipient.OpenedAt is null; i++)
        {
            Host.Database.Clock.Advance(TimeSpan.FromSeconds(1));
            await Phone.GetStringAsync("/v/" + TestTree.Village, Token); // gives the writer room without a timed wait
            recipient = await Host.RecipientAsync(Host.Home);
        }

        Assert.NotNull(recipient.OpenedAt);
        Assert.Null(recipient.AnsweredAt);
        Assert.Empty(await Host.ReceiptsAsync());
        Assert.Equal(acts, await Host.Database.ActsAsync());
        Assert.Equal(Evidence.Opened, (await Host.ListedAsync(recipient)).Evidence);
    }

    [Fact]
    public async Task Links_TamperedForeignOrTooOld_AreGoneAlike()
    {
        var link = await Host.ResidentLinkAsync(Host.Home);
        var officer = "/r/" + Host.Database.Links.For(LinkPurposes.Officer, (await Host.RecipientAsync(Host.Home)).Id);
        var ofAnOfficer = "/r/" + Host.Database.Links.For(LinkPurposes.Resident, (await Host.OfficerRecipientAsync()).Id);

        var pages = new List<string>();
        foreach (var bad in new[] { link[..^1] + (link[^1] == 'A' ? 'B' : 'A'), link[..^3], "/r/x", officer, ofAnOfficer, "/r/" + new string('é', 32) })
            pages.Add(await GoneAsync(bad));
        Host.Database.Clock.Advance(TimeSpan.FromHours(13));
        var expired = await Phone.GetStringAsync(link, Token);
        Host.Database.Clock.Advance(TimeSpan.FromDays(7));
        pages.Add(await GoneAsync(link));

        Assert.Single(pages.Distinct(StringComparer.Ordinal));
        Assert.Contains("这个链接打不开了", pages[0], StringComparison.Ordinal);
        Assert.Contains("已过期", expired, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"answer\"", expired, StringComparison.Ordinal);
        Assert.Empty(await Host.ReceiptsAsync());

        async Task<string> GoneAsync(string path)
        {
            using var answer = await Phone.GetAsync(path, Token);
            using var tap = await Phone.SubmitAsync(path, "", ("answer", "received"));
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (answer.StatusCode, tap.StatusCode));
            return await answer.Content.ReadAsStringAsync(Token);
        }
    }

    [Fact]
    public async Task Get_OnceLifted_ShowsAnEndedAlertOnBothLinks()
    {
        Host.Database.Clock.Advance(TimeSpan.FromMinutes(20));
        // a lift goes to whoever was told: the household has answered by then
        await Phone.SubmitAsync(await Host.ResidentLinkAsync(Host.Home), "", ("answer", "received"));

        var lift = await Host.LiftAsync();
        var old = await Phone.GetStringAsync(await Host.ResidentLinkAsync(Host.Home), Token);
        var own = await Phone.GetStringAsync(await Host.ResidentLinkAsync(Host.Home, lift.DispatchId), Token);

        foreach (var html in new[] { old, own })
        {
            Assert.Contains("<h1>已解除</h1>", html, StringComparison.Ordinal);
            Assert.Contains("<del>霜冻橙色预警</del>", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
            BarePage.AssertBare(html);
        }
        Assert.Contains("22:20 止", old, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Villages_ShowTheirOwnBlockInTheSameRendering()
    {
        var one = await Phone.GetStringAsync(await Host.ResidentLinkAsync(Host.Home), Token);
        var other = await Phone.GetStringAsync(await Host.ResidentLinkAsync(Host.OtherHome), Token);

        Assert.Contains("桐堤村", other, StringComparison.Ordinal);
        Assert.DoesNotContain("姚苌", other, StringComparison.Ordinal);
        Assert.DoesNotContain(PagesHost.OfficerPhone, other, StringComparison.Ordinal);
        Assert.Contains(PagesHost.OfficerPhone, one, StringComparison.Ordinal);
    }
}
