using System.Net;
using GovLiaison.Common;
using GovLiaison.Testing;
using GovLiaison.Web.Tests.Bare;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Tests.Village;

public sealed class VillageEndpointTests : PhonePages
{
    [Fact]
    public async Task Get_OfAVillageUnderAlert_ShowsOfficerAndAlertAndNobodyElse()
    {
        var html = await Phone.GetStringAsync("/v/" + TestTree.Village, Token);
        var english = await Phone.GetStringAsync("/v/" + TestTree.Village + "?lang=en-US", Token);

        Assert.Contains("姚苌村", html, StringComparison.Ordinal);
        Assert.Contains(PagesHost.OfficerPhone, html, StringComparison.Ordinal);
        Assert.Contains("霜冻橙色预警", html, StringComparison.Ordinal);
        Assert.DoesNotContain("李秀兰", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
        Assert.DoesNotContain("blazor", html, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Down to -5 tonight", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_DuringADrillAfterALiftedAlert_ShowsTheDrill()
    {
        await Host.LiftAsync();
        var lifted = await Phone.GetStringAsync("/v/" + TestTree.Village, Token);

        await Host.AlsoAsync(isTraining: true, "演练霜冻橙色预警");
        var drill = await Phone.GetStringAsync("/v/" + TestTree.Village, Token);

        Assert.Contains("已解除", lifted, StringComparison.Ordinal);
        Assert.DoesNotContain("已解除", drill, StringComparison.Ordinal);
        Assert.Contains("演练", drill, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OfAQuietVillageOrNone_SaysSo()
    {
        var quiet = await Phone.GetStringAsync("/v/" + TestTree.ForeignVillage, Token);
        using var none = await Phone.GetAsync("/v/610699999999", Token);
        using var county = await Phone.GetAsync("/v/" + TestTree.County, Token);

        foreach (var path in new[] { "/v", "/v/a/b", "/r", "/r/a/b", "/o/nothing" })
        {
            using var answer = await Phone.GetAsync(path, Token);
            Assert.Equal("noindex", county.Headers.GetValues("X-Robots-Tag").Single());
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("这个链接打不开了", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }

        Assert.Contains("现在没有预警", quiet, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (none.StatusCode, county.StatusCode));
    }

    [Fact]
    public async Task Get_OfAVillageWithoutAnOfficer_GivesTheDutyPhone()
    {
        await Host.Database.WriteAsync(async db =>
        {
            await db.Posts.Where(row => row.PersonId == Host.Officer.PersonId).ExecuteDeleteAsync();
            await db.Persons.Where(row => row.Id == Host.Duty.PersonId).ExecuteUpdateAsync(set =>
                set.SetProperty(row => row.PhoneCipher, Host.Database.Crypto.Encrypt("19900008888", PersonalFields.PersonPhone(Host.Duty.PersonId!.Value))));
        });

        var html = await Phone.GetStringAsync("/v/" + TestTree.Village, Token);
        var manned = await Phone.GetStringAsync("/v/" + TestTree.OtherVillage, Token);
        var nobody = await Phone.GetStringAsync("/v/" + TestTree.ForeignVillage, Token);

        Assert.Contains("有事打镇值班室", html, StringComparison.Ordinal);
        Assert.Contains("tel:19900008888", html, StringComparison.Ordinal);
        // a number of the township is shown where nobody nearer can be called
        Assert.DoesNotContain("19900008888", manned, StringComparison.Ordinal);
        Assert.DoesNotContain("有事打镇值班室", nobody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_OnceLifted_SaysSoAndHasNothingInForce()
    {
        await Host.LiftAsync();

        var html = await Phone.GetStringAsync("/v/" + TestTree.Village, Token);

        Assert.Contains("现在没有预警", html, StringComparison.Ordinal);
        Assert.Contains("<h1>已解除</h1>", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Get_AfterACorrection_SaysUntilItRunsOutThatTheAlertWasTakenBack()
    {
        Host.Database.Clock.Advance(TimeSpan.FromMinutes(7));
        await Host.CorrectAsync();

        var html = await Phone.GetStringAsync("/v/" + TestTree.Village, Token);
        var elsewhere = await Phone.GetStringAsync("/v/" + TestTree.ForeignVillage, Token);
        Host.Database.Clock.Advance(TimeSpan.FromDays(3));
        var later = await Phone.GetStringAsync("/v/" + TestTree.Village, Token);

        Assert.Contains("<h1>已撤销</h1><p><del>霜冻橙色预警</del></p>", html, StringComparison.Ordinal);
        Assert.Contains("现在没有预警", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<header class=\"lv-orange", html, StringComparison.Ordinal);
        Assert.DoesNotContain("已撤销", elsewhere, StringComparison.Ordinal);
        Assert.DoesNotContain("已撤销", later, StringComparison.Ordinal);
    }
}
