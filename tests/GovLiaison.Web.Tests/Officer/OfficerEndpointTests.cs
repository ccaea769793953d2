using System.Net;
using System.Text.RegularExpressions;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Posts;
using GovLiaison.Testing;
using GovLiaison.Web.Tests.Bare;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Tests.Officer;

public sealed partial class OfficerEndpointTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_ByGet_SpendsNothing_ByPostOnce()
    {
        await using var host = await PagesHost.StartAsync();
        using var preview = host.Phone();
        using var stranger = host.Phone();
        var link = await host.OfficerLinkAsync();

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
        Assert.Equal(1, await host.Database.ReadAsync(db => db.Devices.CountAsync()));
    }

    [Fact]
    public async Task Enter_TappedAgainAfterALostAnswer_LetsTheSamePhoneInForTenMinutes()
    {
        await using var host = await PagesHost.StartAsync();
        var link = await host.OfficerLinkAsync();
        // keeps only the cookies of the first look: the answers to its taps are lost on the way
        using var phone = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = host.Address };
        using var look = await phone.GetAsync(link, Token);
        var page = await look.Content.ReadAsStringAsync(Token);
        phone.DefaultRequestHeaders.Add("Cookie", string.Join("; ", look.Headers.GetValues("Set-Cookie").Select(value => value.Split(';')[0])));

        using var first = await phone.SubmitAsync(link, page, ("enter", "yes"));
        using var second = await phone.SubmitAsync(link, page, ("enter", "yes"));
        var again = await phone.GetStringAsync(link, Token);
        using var stranger = host.Phone();
        using var foreign = await stranger.GetAsync(link, Token);
        host.Database.Clock.Advance(TimeSpan.FromMinutes(11));
        using var late = await phone.SubmitAsync(link, page, ("enter", "yes"));
        using var now = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, "/o"));
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
        await using var host = await PagesHost.StartAsync();
        var link = await host.OfficerLinkAsync();
        await host.Database.WriteAsync(db => db.Persons.Where(row => row.Id == host.Duty.PersonId).ExecuteUpdateAsync(set =>
            set.SetProperty(row => row.PhoneCipher, host.Database.Crypto.Encrypt("19900008888", PersonalFields.PersonPhone(host.Duty.PersonId!.Value)))));
        using var entered = await host.EnteredAsync();
        using var stranger = host.Phone();

        using var spent = await stranger.GetAsync(link, Token);

        Assert.Contains("tel:19900008888", await spent.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Now_WithTwoAlerts_CountsHelpOfBothAndLeadsToEach()
    {
        await using var host = await PagesHost.StartAsync(headline: "先来的霜冻");
        await host.AlsoAsync(isTraining: false, headline: "后来的霜冻");
        using var resident = host.Phone();
        await resident.SubmitAsync(await host.ResidentLinkAsync(host.Home), "", ("answer", "help"), ("note", "没有柴火"));
        using var phone = await host.EnteredAsync();

        var now = await phone.GetStringAsync("/o", Token);
        var help = await phone.GetStringAsync("/o/households?show=help", Token);
        var first = await phone.GetStringAsync(PhoneForms.Address(now, $"/o?dispatch={host.DispatchId}"), Token);
        var share = await phone.GetStringAsync(PhoneForms.Address(first, $"/o/share?dispatch={host.DispatchId}"), Token);
        var walk = await phone.GetStringAsync(PhoneForms.Address(first, $"/o/walk?dispatch={host.DispatchId}"), Token);
        using var mark = await phone.SubmitAsync(PhoneForms.Address(walk, "/o/mark"), walk, ("mark", "visited"));

        Assert.Contains("<small>1 组 刚刚</small></span><strong>1</strong>", now, StringComparison.Ordinal);
        Assert.Contains("没有柴火", help, StringComparison.Ordinal);
        Assert.Contains("先来的霜冻", share, StringComparison.Ordinal);
        Assert.DoesNotContain("后来的霜冻", share, StringComparison.Ordinal);
        Assert.Equal($"/o/walk?dispatch={host.DispatchId}", mark.Headers.Location?.OriginalString);
        Assert.Equal(host.DispatchId, (await host.ReceiptsAsync()).Single(row => row.Kind == ReceiptKinds.ToldInPerson).DispatchId);
    }

    [Fact]
    public async Task Share_OfAnOfficerWithTwoVillages_ShowsBoth()
    {
        await using var host = await PagesHost.StartAsync();
        var other = await host.Database.Data.DivisionIdAsync(TestTree.OtherVillage);
        await host.Database.WriteAsync(async db =>
        {
            var post = await db.Posts.AsNoTracking().FirstAsync(row => row.PersonId == host.Officer.PersonId);
            db.Posts.Add(new Post { Id = Guid.CreateVersion7(), PersonId = post.PersonId, DivisionId = other, Role = post.Role, Rank = 1, From = post.From });
        });
        using var phone = await host.EnteredAsync();

        var share = await phone.GetStringAsync("/o/share", Token);

        Assert.Contains("/v/" + TestTree.Village, share, StringComparison.Ordinal);
        Assert.Contains("/v/" + TestTree.OtherVillage, share, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enter_WithALinkThatIsWrongOrOld_SaysWhatToDo()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone();
        var link = await host.OfficerLinkAsync();
        var foreign = "/o/enter/" + host.Database.Links.For(LinkPurposes.Resident, (await host.OfficerRecipientAsync()).Id);
        var ofAResident = "/o/enter/" + host.Database.Links.For(LinkPurposes.Officer, (await host.RecipientAsync(host.Home)).Id);

        foreach (var bad in new[] { link[..^1] + (link[^1] == 'A' ? 'B' : 'A'), foreign, ofAResident, "/o/enter/x" })
        {
            using var answer = await phone.GetAsync(bad, Token);
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.Contains("这个链接不对", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        host.Database.Clock.Advance(TimeSpan.FromDays(8));
        using var old = await phone.GetAsync(link, Token);

        Assert.Equal(HttpStatusCode.Gone, old.StatusCode);
        Assert.Contains("这个链接过期了", await old.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Now_ShowsWhatToDoAndTakesTheConfirmationOnce()
    {
        await using var host = await PagesHost.StartAsync();
        var village = await host.Database.Data.DivisionAsync(TestTree.Village);
        await host.Database.WriteAsync(db =>
        {
            db.LadderRuns.RemoveRange(db.LadderRuns);
            db.LadderRuns.Add(new LadderRun { DispatchId = host.DispatchId, VillageId = village.Id, Watches = LadderDefaults.Officer, Path = village.Path, Lane = 0, Step = 0, NextAt = TestDatabase.Start.UtcDateTime.AddMinutes(3) });
            return Task.CompletedTask;
        });
        using var phone = await host.EnteredAsync();

        var page = await phone.GetStringAsync("/o", Token);
        var action = PhoneForms.Address(page, "/o/answer");
        using var first = await phone.SubmitAsync(action, page, ("answer", "received"));
        using var second = await phone.SubmitAsync(action, page, ("answer", "received"));
        var after = await phone.GetStringAsync("/o", Token);

        Assert.Contains("霜冻橙色预警", page, StringComparison.Ordinal);
        Assert.Contains("22:03 前没点", page, StringComparison.Ordinal);
        Assert.Contains("打电话 1 户，上门 1 户", page, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (first.StatusCode, second.StatusCode));
        Assert.Contains("您 22:00 已收到", after, StringComparison.Ordinal);
        var receipt = Assert.Single(await host.ReceiptsAsync());
        Assert.Equal((ReceiptKinds.Confirmed, host.Officer.PersonId), (receipt.Kind, receipt.ByPersonId));
        Assert.NotNull(await host.Database.ReadAsync(db => db.VillageTallies.Where(row => row.VillageId == village.Id).Select(row => row.OfficerAnsweredAt).SingleAsync()));
    }

    [Fact]
    public async Task Households_AreMarkedInTheOwnVillage_AndNowhereElse()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = await host.EnteredAsync();
        var foreign = await host.RecipientAsync(host.OtherHome);

        var page = await phone.GetStringAsync("/o/households", Token);
        var action = PhoneForms.Address(page, "/o/mark");
        using var marked = await phone.SubmitAsync(action, page, ("mark", "visited"));
        using var outside = await phone.SubmitAsync($"/o/mark?household={foreign.ListedHouseholdId}", page, ("mark", "visited"));
        using var unknown = await phone.SubmitAsync("/o/mark?household=1", page, ("mark", "told"));

        Assert.Contains("李秀兰", page, StringComparison.Ordinal);
        Assert.Contains($"tel:{PagesHost.ResidentPhone}", page, StringComparison.Ordinal);
        Assert.Contains("独居老人", page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, marked.StatusCode);
        Assert.StartsWith("/o/households?show=untold", marked.Headers.Location!.OriginalString, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (outside.StatusCode, unknown.StatusCode));
        var receipt = Assert.Single(await host.ReceiptsAsync());
        Assert.Equal((ReceiptKinds.ToldInPerson, "officer", host.Officer.PersonId), (receipt.Kind, receipt.Through, receipt.ByPersonId));
        Assert.Contains("PeopleSeen", await host.Database.ActsAsync());
    }

    [Fact]
    public async Task Walk_ShowsDoorsWithoutAPhone_AndShareTheTextToCopy()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = await host.EnteredAsync();

        var walk = await phone.GetStringAsync("/o/walk", Token);
        var share = await phone.GetStringAsync("/o/share", Token);
        using var told = await phone.SubmitAsync(PhoneForms.Address(share, "/o/mark"), share, ("mark", "told-in-group"));
        var after = await phone.GetStringAsync("/o/share", Token);

        Assert.Contains("王没电话", walk, StringComparison.Ordinal);
        Assert.Contains("走了 0 户，还有 1 户", walk, StringComparison.Ordinal);
        Assert.Contains("/v/" + TestTree.Village, share, StringComparison.Ordinal);
        Assert.Equal("/o/share", told.Headers.Location?.OriginalString);
        Assert.Contains("22:00 已发群", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_OfAHousehold_StandsOnTheOfficersPages()
    {
        await using var host = await PagesHost.StartAsync();
        using var resident = host.Phone();
        await resident.SubmitAsync(await host.ResidentLinkAsync(host.Home), "", ("answer", "help"), ("note", "没有柴火"));
        using var phone = await host.EnteredAsync();

        var now = await phone.GetStringAsync("/o", Token);
        var list = await phone.GetStringAsync("/o/households?show=help", Token);

        Assert.Contains("1 组 刚刚", now, StringComparison.Ordinal);
        Assert.Contains("没有柴火", list, StringComparison.Ordinal);
        Assert.DoesNotContain("王没电话", list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Now_OnceLifted_AsksNothingAndClaimsNothing()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = await host.EnteredAsync();

        await host.LiftAsync();
        var now = await phone.GetStringAsync("/o", Token);

        Assert.Contains("已解除 <del>霜冻橙色预警</del>", now, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"answer\"", now, StringComparison.Ordinal);
        Assert.DoesNotContain("都通知到了", now, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_OnceTheAlertIsLifted_StaysUntilItIsClosed()
    {
        await using var host = await PagesHost.StartAsync();
        using var resident = host.Phone();
        await resident.SubmitAsync(await host.ResidentLinkAsync(host.Home), "", ("answer", "help"), ("note", "没有柴火"));
        using var phone = await host.EnteredAsync();
        await host.LiftAsync();

        var now = await phone.GetStringAsync("/o", Token);
        var list = await phone.GetStringAsync("/o/households?show=help", Token);
        using var visited = await phone.SubmitAsync(PhoneForms.Address(list, "/o/mark"), list, ("mark", "visited"));
        var help = host.Database.Get<HelpService>();
        var listed = await host.Database.ReadAsync(db => db.ListedHouseholds.Where(row => row.HelpAskedAt != null).Select(row => row.Id).SingleAsync());
        await help.TakeAsync(listed, host.Author, Token);
        await help.CloseAsync(listed, host.Author, Token);
        var after = await phone.GetStringAsync("/o/households?show=help", Token);

        Assert.Contains("1 组 刚刚", now, StringComparison.Ordinal);
        Assert.Contains("没有柴火", list, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.SeeOther, visited.StatusCode);
        Assert.DoesNotContain("没有柴火", after, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forms_WithoutTheirToken_ChangeNothing()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = await host.EnteredAsync();
        var page = await phone.GetStringAsync("/o/households", Token);

        using var answer = await phone.SubmitAsync(PhoneForms.Address(page, "/o/mark"), "", ("mark", "visited"));
        using var confirm = await phone.SubmitAsync($"/o/answer?dispatch={host.DispatchId}", "", ("answer", "received"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (answer.StatusCode, confirm.StatusCode));
        Assert.Empty(await host.ReceiptsAsync());
    }

    [Fact]
    public async Task Pages_WithoutABoundPhone_AskForALink()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = host.Phone();

        foreach (var path in new[] { "/o", "/o/households", "/o/walk", "/o/share" })
        {
            using var answer = await phone.GetAsync(path, Token);
            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.Contains("要重新进来", await answer.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        }
        using var tap = await phone.SubmitAsync("/o/mark?household=1", "", ("mark", "visited"));
        Assert.Equal(HttpStatusCode.Unauthorized, tap.StatusCode);
    }

    [Fact]
    public async Task Pages_InBothLanguages_AreBareAndGuarded()
    {
        await using var host = await PagesHost.StartAsync(isTraining: true);
        using var phone = await host.EnteredAsync("en-US");

        foreach (var path in new[] { "/o", "/o/households?show=all", "/o/walk", "/o/share", "/o?lang=zh-CN" })
        {
            using var answer = await phone.GetAsync(path, Token);
            var html = await answer.Content.ReadAsStringAsync(Token);
            Assert.Contains(path.Contains("zh", StringComparison.Ordinal) ? "这不是真的预警" : "Training", html, StringComparison.Ordinal);
            Assert.DoesNotContain("blazor", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("_content/MudBlazor", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
            Assert.Contains("style-src 'self'", answer.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
            Assert.Contains("no-store", answer.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
            // page, style and picture of the tab
            Assert.Equal(2, Fetched().Count(html));
        }
    }

    [Fact]
    public async Task Marks_OfAPhoneThatIsGoneBeforeTheAnswer_AreKept()
    {
        await using var host = await PagesHost.StartAsync();
        using var phone = await host.EnteredAsync();
        var page = await phone.GetStringAsync("/o/households", Token);
        phone.DefaultRequestHeaders.Add(PagesHost.HangsUp, "1");

        await Assert.ThrowsAnyAsync<HttpRequestException>(async () => await phone.SubmitAsync(PhoneForms.Address(page, "/o/mark"), page, ("mark", "visited")));
        await host.HungUp;

        Assert.Equal(ReceiptKinds.ToldInPerson, Assert.Single(await host.ReceiptsAsync()).Kind);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Now_WhileADrillRunsBesideARealAlert_ShowsTheRealOneOnly(bool isDrillFirst)
    {
        await using var host = await PagesHost.StartAsync(isTraining: isDrillFirst, headline: isDrillFirst ? "演练甲" : "真霜冻");
        using var phone = await host.EnteredAsync();
        await host.AlsoAsync(isTraining: !isDrillFirst, headline: isDrillFirst ? "真霜冻" : "演练甲");

        foreach (var path in new[] { "/o", "/o/households?show=all", "/o/walk", "/o/share" })
        {
            var html = await phone.GetStringAsync(path, Token);
            Assert.DoesNotContain("这不是真的预警", html, StringComparison.Ordinal);
            Assert.DoesNotContain("演练甲", html, StringComparison.Ordinal);
        }
        Assert.Contains("真霜冻", await phone.GetStringAsync("/o", Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Answer_ToADrillBesideARealAlert_IsStillTaken()
    {
        await using var host = await PagesHost.StartAsync(isTraining: true);
        using var phone = await host.EnteredAsync();
        var drill = await phone.GetStringAsync("/o", Token);
        await host.AlsoAsync(isTraining: false, headline: "真霜冻");

        using var answer = await phone.SubmitAsync(PhoneForms.Address(drill, "/o/answer"), drill, ("answer", "received"));

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.Equal(host.DispatchId, Assert.Single(await host.ReceiptsAsync()).DispatchId);
    }

    [Fact]
    public async Task Duty_ConfirmsForTheAreaAndMarksNoHousehold()
    {
        await using var host = await PagesHost.StartAsync();
        var recipient = await host.Database.ReadAsync(db => db.Recipients.SingleAsync(row => row.PersonId == host.Duty.PersonId));
        var household = (await host.RecipientAsync(host.Home)).ListedHouseholdId;
        using var phone = host.Phone();
        var link = "/o/enter/" + host.Database.Links.For(LinkPurposes.Officer, recipient.Id);

        var door = await phone.GetStringAsync(link, Token);
        await phone.SubmitAsync(link, door, ("enter", "yes"));
        var now = await phone.GetStringAsync("/o", Token);
        await phone.SubmitAsync(PhoneForms.Address(now, "/o/answer"), now, ("answer", "received"));
        using var mark = await phone.SubmitAsync($"/o/mark?household={household}", now, ("mark", "visited"));
        var homes = await phone.GetStringAsync("/o/households?show=all", Token);

        Assert.Contains("旧县镇 值班室", door, StringComparison.Ordinal);
        Assert.Contains("打电话 2 户，上门 1 户", now, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, mark.StatusCode);
        Assert.DoesNotContain("李秀兰", homes, StringComparison.Ordinal);
        var receipt = Assert.Single(await host.ReceiptsAsync());
        Assert.Equal((recipient.Id, ReceiptKinds.Confirmed), (receipt.RecipientId, receipt.Kind));
    }

    [GeneratedRegex("<(link|img)\\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fetched();
}
