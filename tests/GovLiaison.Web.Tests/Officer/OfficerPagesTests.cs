using System.Text;
using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Reach;
using GovLiaison.Residents;
using GovLiaison.Web.Officer;
using GovLiaison.Web.Tests.Shell;

namespace GovLiaison.Web.Tests.Officer;

public sealed class OfficerPagesTests
{
    private static readonly DateTime Signed = new(2026, 4, 14, 10, 32, 5, DateTimeKind.Utc);
    private static readonly OfficerAlert Frost = new() { Level = "orange", Title = "Frost", Action = "/o/alerts/1", Acts = ["Smoke"] };
    private static readonly OfficerNow Now = new() { Village = "Awu", OfficerName = "Wang", Alert = Frost, HelpCount = 1, UntoldByPhone = 6, UntoldAtDoor = 6, Antiforgery = "a-token" };

    private static OfficerHousehold Home(string name, OfficerMark? mark = null) =>
        new() { Name = name, Action = $"/o/homes/{name}", Phone = "10000000001", Tags = ["alone"], Mark = mark, MarkedUtc = mark is null ? null : Signed };

    [Fact]
    public async Task Now_BeforeTheTap_AsksForItAndSaysWhatComesNext()
    {
        using var _ = new Language("zh-CN");

        var nudge = OfficerNudgeLines.Of(new OfficerNudge(IsDeputy: false, null, Signed.AddMinutes(3), LadderActs.Voice), Signed);
        var html = await StaticPage.RenderAsync<OfficerNowPage>(Now with { Alert = Frost with { Nudge = nudge } });

        Assert.Contains("""<button class="go" name="answer" value="received">我已收到</button>""", html, StringComparison.Ordinal);
        Assert.Contains("18:35 前没点，会打电话给您", html, StringComparison.Ordinal);
        Assert.Contains("""name="__RequestVerificationToken" value="a-token""", html, StringComparison.Ordinal);
        Assert.Contains("打电话 6 户，上门 6 户", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Now_AfterTheTap_AsksNothingAndDropsTheColour()
    {
        using var _ = new Language("zh-CN");

        var html = await StaticPage.RenderAsync<OfficerNowPage>(Now with { Alert = Frost with { ConfirmedUtc = Signed.AddMinutes(2) } });

        Assert.DoesNotContain("value=\"received\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("lv-orange", html, StringComparison.Ordinal);
        Assert.Contains("您 18:34 已收到", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Now_WhenLifted_StrikesTheTitleThrough()
    {
        var html = await StaticPage.RenderAsync<OfficerNowPage>(Now with { Alert = Frost with { Ended = "已解除" } });

        Assert.Contains("已解除 <del>Frost</del>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"received\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Walk_WithDoorsLeft_OpensTheNextOnly()
    {
        var html = await StaticPage.RenderAsync<OfficerWalkPage>(new OfficerWalk { Done = 1, Left = 2, Stops = [Home("a", OfficerMark.Visited), Home("b"), Home("c")] });

        Assert.Equal([false, true, false], html.Split("<details").Skip(1).Select(door => door.StartsWith(" open", StringComparison.Ordinal)));
        Assert.DoesNotContain("value=\"told\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public void Walk_OfMoreDoorsThanAPage_LosesNone()
    {
        List<OfficerHome> homes = [.. Enumerable.Range(1, 230).Select(n => new OfficerHome(new OfficerListing(n, n, Evidence.NoPath, false, true, null, null, null, null, null, null), new HouseholdRow(n, "1 组", []), []))];

        var last = OfficerLists.Walk(homes, new OfficerWish(OfficerWish.All, null, 5, Dispatch: 7));
        var beyond = OfficerLists.Walk(homes, new OfficerWish(OfficerWish.All, null, 99));
        var first = OfficerLists.Walk(homes, new OfficerWish(OfficerWish.All, null, 1, Dispatch: 7));

        Assert.Equal((200, 30, 230), (last.Before, last.Stops.Count, last.Left));
        Assert.Equal(("/o/walk?page=4&dispatch=7", null), (last.PreviousHref, last.NextHref));
        Assert.Equal(last.Stops.Select(stop => stop.Action.Split('&')[0]), beyond.Stops.Select(stop => stop.Action.Split('&')[0]));
        Assert.Equal((null, "/o/walk?page=2&dispatch=7"), (first.PreviousHref, first.NextHref));
    }

    [Fact]
    public async Task Households_OnTheirList_CanBeMarkedWithoutAScript()
    {
        var html = await StaticPage.RenderAsync<OfficerHouseholdsPage>(new OfficerHouseholds { Total = 2, Filters = [], Groups = [new(null, 2, [Home("a"), Home("b")])] });

        foreach (var mark in new[] { "visited", "told", "not-found" })
            Assert.Equal(2, html.Split($"name=\"mark\" value=\"{mark}\"").Length - 1);
        Assert.Equal(2, html.Split("href=\"tel:10000000001\"").Length - 1);
    }

    [Theory]
    [InlineData(OfficerEnterRefusal.Used)]
    [InlineData(OfficerEnterRefusal.Expired)]
    [InlineData(OfficerEnterRefusal.Unknown)]
    [InlineData(OfficerEnterRefusal.SignedOut)]
    public async Task Enter_WithALinkThatIsRefused_SaysWhatToDoAndOffersNoWayIn(OfficerEnterRefusal refusal)
    {
        using var _ = new Language("zh-CN");

        var html = await StaticPage.RenderAsync<OfficerEnterPage>(new OfficerEnter { Refusal = refusal, DutyPhone = "1000" });

        Assert.DoesNotContain("<form", html, StringComparison.Ordinal);
        Assert.Contains("href=\"tel:1000\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_InEnglish_AreSmallBareAndWhollyEnglish()
    {
        using var _ = new Language("en-US");
        string[] pages =
        [
            await StaticPage.RenderAsync<OfficerNowPage>(Now),
            await StaticPage.RenderAsync<OfficerNowPage>(Now with { Alert = null }),
            await StaticPage.RenderAsync<OfficerHouseholdsPage>(new OfficerHouseholds { Total = 50, Filters = [new("Left", 50, "?")], Groups = [new(null, 50, [.. Enumerable.Range(1, 50).Select(i => Home("n" + i))])] }),
            await StaticPage.RenderAsync<OfficerWalkPage>(new OfficerWalk { Done = 0, Left = 0, Stops = [] }),
            await StaticPage.RenderAsync<OfficerSharePage>(new OfficerShare { Alerts = [new("orange", "Frost", null, null, Signed, [new("Awu", "Text", "https://a.example/v/abcdefghijkl", "/o/share")], "Dear all")] }),
            await StaticPage.RenderAsync<OfficerEnterPage>(new OfficerEnter { Village = "Awu", OfficerName = "Wang", Action = "/o/enter" }),
        ];

        Assert.All(pages, html =>
        {
            Assert.DoesNotContain("blazor", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("_content", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
            Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
            Assert.Empty(StaticPage.ChineseWords(html));
            // fifty rows with three buttons each are the largest page there is
            Assert.InRange(Encoding.UTF8.GetByteCount(html), 500, 60_000);
        });
    }
}
