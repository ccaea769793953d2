using System.Net;
using System.Text;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Web.Tests.Bare;

namespace GovLiaison.Web.Tests.Resident;

/// <summary>A resident confirms or asks for help.</summary>
public sealed class ResidentAnswerTests : PhonePages
{
    [Fact]
    public async Task Answer_TappedTwice_AddsOneRowAndSaysWhen()
    {
        var link = await Host.ResidentLinkAsync(Host.Home);
        var action = PhoneForms.Address(await Phone.GetStringAsync(link, Token), "/r/");

        var taps = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Phone.SubmitAsync(action, "", ("answer", "received"))));
        var after = await Phone.GetStringAsync(taps[0].Headers.Location, Token);

        Assert.All(taps, tap => Assert.Equal(HttpStatusCode.SeeOther, tap.StatusCode));
        var receipt = Assert.Single(await Host.ReceiptsAsync());
        Assert.Equal((ReceiptKinds.Confirmed, "page"), (receipt.Kind, receipt.Through));
        Assert.Contains("记下了，您已收到", after, StringComparison.Ordinal);
        Assert.Contains("22:00，信息员能看到", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_WithWords_KeepsThemEncryptedAndTakesMore()
    {
        var link = await Host.ResidentLinkAsync(Host.Home);

        await Phone.SubmitAsync(link, "", ("answer", "help"), ("note", "没有柴火"));
        await Phone.SubmitAsync(link, "", ("answer", "help"), ("note", "没有柴火"));
        await Phone.SubmitAsync(link, "", ("answer", "help"), ("note", "老人走不动"));
        var html = await Phone.GetStringAsync(link, Token);
        var back = await Phone.GetStringAsync(PhoneForms.Address(html.Replace("&amp;show", "&show", StringComparison.Ordinal), "/r/"), Token);

        var receipt = Assert.Single(await Host.ReceiptsAsync());
        Assert.DoesNotContain("柴", Encoding.UTF8.GetString(receipt.NoteCipher!), StringComparison.Ordinal);
        Assert.Equal("没有柴火\n老人走不动", Host.Database.Crypto.Decrypt(receipt.NoteCipher!, PersonalFields.ReceiptNote(receipt.Id)));
        Assert.Contains("求助已发出", html, StringComparison.Ordinal);
        Assert.Contains("tel:120", html, StringComparison.Ordinal);
        Assert.DoesNotContain("柴", html, StringComparison.Ordinal);
        BarePage.AssertBare(html);
        Assert.NotNull(back);
        Assert.NotNull((await Host.ListedAsync(await Host.RecipientAsync(Host.Home))).HelpAskedAt);
    }

    [Fact]
    public async Task Help_OnceTheAlertIsLifted_IsFollowedUntilItIsClosed()
    {
        var link = await Host.ResidentLinkAsync(Host.Home);
        await Phone.SubmitAsync(link, "", ("answer", "help"), ("note", "没有柴火"));
        var listed = (await Host.ListedAsync(await Host.RecipientAsync(Host.Home))).Id;
        var help = Host.Database.Get<HelpService>();

        await Host.LiftAsync();
        var waiting = await Phone.GetStringAsync(link, Token);
        var alert = await Phone.GetStringAsync(link + "?show=alert", Token);
        await help.TakeAsync(listed, Host.Author, Token);
        var taken = await Phone.GetStringAsync(link, Token);
        await help.CloseAsync(listed, Host.Author, Token);
        var closed = await Phone.GetStringAsync(link, Token);

        foreach (var html in new[] { waiting, taken })
        {
            Assert.Contains("<h1>求助已发出</h1>", html, StringComparison.Ordinal);
            Assert.Contains("预警已解除", html, StringComparison.Ordinal);
            BarePage.AssertBare(html);
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
        using var phone = Host.Phone("en-US");
        var link = await Host.ResidentLinkAsync(Host.Home);
        await phone.SubmitAsync(link, "", ("answer", "help"));

        Host.Database.Clock.Advance(TimeSpan.FromHours(13));
        var html = await phone.GetStringAsync(link, Token);

        Assert.Contains("Alert: Expired", html, StringComparison.Ordinal);
        Assert.Contains("class=\"steps\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_OfAPhoneThatIsGoneBeforeTheAnswer_IsKept()
    {
        Phone.DefaultRequestHeaders.Add(HangUp.Header, "1");

        await Assert.ThrowsAnyAsync<HttpRequestException>(async () => await Phone.SubmitAsync(await Host.ResidentLinkAsync(Host.Home), "", ("answer", "help"), ("note", "没有柴火")));
        await Host.HangUp.Done;

        Assert.Equal(ReceiptKinds.Help, Assert.Single(await Host.ReceiptsAsync()).Kind);
    }

    [Fact]
    public async Task Answer_OfMoreThanAForm_IsRefusedInWords()
    {
        using var answer = await Phone.SubmitAsync(await Host.ResidentLinkAsync(Host.Home), "", ("answer", "help"), ("note", new string('长', 20_000)));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("没有收下", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Empty(await Host.ReceiptsAsync());
    }
}
