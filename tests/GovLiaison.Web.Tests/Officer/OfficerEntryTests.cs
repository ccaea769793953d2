using System.Net;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Web.Tests.Bare;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Tests.Officer;

/// <summary>An officer enters by a link that is good once.</summary>
public sealed class OfficerEntryTests : PhonePages
{
    [Fact]
    public async Task Enter_ByGet_SpendsNothing_ByPostOnce()
    {
        using var preview = Host.Phone();
        using var stranger = Host.Phone();
        var link = await Host.OfficerLinkAsync();

        var page = await preview.GetStringAsync(link, Token);
        await preview.GetStringAsync(link, Token);
        using var entered = await preview.SubmitAsync(link, page, ("enter", "yes"));
        using var again = await preview.GetAsync(link, Token);
        using var spent = await stranger.GetAsync(link, Token);

        Assert.Contains("name=\"enter\"", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, entered.StatusCode);
        var cookie = entered.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("gl-officer=", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal((HttpStatusCode.SeeOther, "/o"), (again.StatusCode, again.Headers.Location?.OriginalString));
        Assert.Equal(HttpStatusCode.Gone, spent.StatusCode);
        Assert.Contains("这个链接用过了", await spent.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(1, await Host.Database.ReadAsync(db => db.Devices.CountAsync()));
    }

    [Fact]
    public async Task Enter_TappedAgainAfterALostAnswer_LetsTheSamePhoneInForTenMinutes()
    {
        var link = await Host.OfficerLinkAsync();
        // keeps only the cookies of the first look: the answers to its taps are lost on the way
        using var phone = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = Host.Address };
        using var look = await phone.GetAsync(link, Token);
        var page = await look.Content.ReadAsStringAsync(Token);
        phone.DefaultRequestHeaders.Add("Cookie", string.Join("; ", look.Headers.GetValues("Set-Cookie").Select(value => value.Split(';')[0])));

        using var first = await phone.SubmitAsync(link, page, ("enter", "yes"));
        using var second = await phone.SubmitAsync(link, page, ("enter", "yes"));
        var again = await phone.GetStringAsync(link, Token);
        using var stranger = Host.Phone();
        using var foreign = await stranger.GetAsync(link, Token);
        Host.Database.Clock.Advance(TimeSpan.FromMinutes(11));
        using var late = await phone.SubmitAsync(link, page, ("enter", "yes"));
        using var now = new HttpRequestMessage(HttpMethod.Get, new Uri(Host.Address, "/o"));
        now.Headers.Add("Cookie", second.Headers.TryGetValues("Set-Cookie", out var kept) ? kept.Single(value => value.StartsWith("gl-officer=", StringComparison.Ordinal)).Split(';')[0] : "");
        using var bare = new HttpClient(new SocketsHttpHandler { UseCookies = false });
        using var inside = await bare.SendAsync(now, Token);

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (first.StatusCode, second.StatusCode));
        Assert.Contains("name=\"enter\"", again, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, inside.StatusCode);
        Assert.Equal((HttpStatusCode.Gone, HttpStatusCode.Gone), (foreign.StatusCode, late.StatusCode));
    }

    [Fact]
    public async Task Enter_WithALinkThatIsSpentOrOld_GivesTheNumberToCall()
    {
        var link = await Host.OfficerLinkAsync();
        await Host.Database.WriteAsync(db => db.Persons.Where(row => row.Id == Host.Duty.PersonId).ExecuteUpdateAsync(set =>
            set.SetProperty(row => row.PhoneCipher, Host.Database.Crypto.Encrypt("19900008888", PersonalFields.PersonPhone(Host.Duty.PersonId!.Value)))));
        using var entered = await Host.EnteredAsync();
        using var stranger = Host.Phone();

        using var spent = await stranger.GetAsync(link, Token);

        Assert.Contains("tel:19900008888", await spent.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_WithALinkThatIsWrongOrOld_SaysWhatToDo()
    {
        var link = await Host.OfficerLinkAsync();
        var foreign = "/o/enter/" + Host.Database.Links.For(LinkPurposes.Resident, (await Host.OfficerRecipientAsync()).Id);
        var ofAResident = "/o/enter/" + Host.Database.Links.For(LinkPurposes.Officer, (await Host.RecipientAsync(Host.Home)).Id);

        foreach (var bad in new[] { link[..^1] + (link[^1] == 'A' ? 'B' : 'A'), foreign, ofAResident, "/o/enter/x" })
        {
            using var answer = await Phone.GetAsync(bad, Token);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("这个链接不对", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        Host.Database.Clock.Advance(TimeSpan.FromDays(8));
        using var old = await Phone.GetAsync(link, Token);

        Assert.Equal(HttpStatusCode.Gone, old.StatusCode);
        Assert.Contains("这个链接过期了", await old.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_WithoutABoundPhone_AskForALink()
    {
        foreach (var path in new[] { "/o", "/o/households", "/o/walk", "/o/share" })
        {
            using var answer = await Phone.GetAsync(path, Token);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains("要重新进来", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        using var tap = await Phone.SubmitAsync("/o/mark?household=1", "", ("mark", "visited"));
        Assert.Equal(HttpStatusCode.Unauthorized, tap.StatusCode);
    }
}
