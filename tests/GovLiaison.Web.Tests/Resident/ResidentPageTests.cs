using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using GovLiaison.Web.Resident;
using GovLiaison.Web.Tests.Shell;
using GovLiaison.Web.Village;

namespace GovLiaison.Web.Tests.Resident;

public sealed class ResidentPageTests
{
    private static readonly ResidentView Frost = new()
    {
        State = ResidentState.Open,
        Level = "orange",
        Title = "Frost",
        Place = "{{place}}",
        Facts = ["Minus 5", "Blossom will freeze"],
        Until = "until 8",
        Acts = ["Pile wood", "Light smoke", "Open a window"],
        IssuedBy = "Weather centre",
        OfficerName = "{{officer}}",
        OfficerPhone = "{{phone}}",
        Action = "/r/{{token}}",
        At = "{{at}}",
        SizeHref = "/r/{{token}}?size=large",
        LanguageHref = "/r/{{token}}?lang=zh-CN",
        AlertHref = "/r/{{token}}",
        Steps = [new("Sent", "18:36", IsDone: true), new("At your door")],
        EndTitle = "It is over",
    };

    [Fact]
    public async Task Page_WhileOpen_OffersReceivedAndHelpWithoutAScript()
    {
        using var _ = new Language("zh-CN");

        var html = await StaticPage.RenderAsync<ResidentPage>(Frost);

        Assert.Contains("""<button class="btn go" name="answer" value="received">已收到</button>""", html, StringComparison.Ordinal);
        Assert.Contains("""name="answer" value="help">发出求助</button>""", html, StringComparison.Ordinal);
        Assert.Contains("<textarea name=\"note\"", html, StringComparison.Ordinal);
        Assert.Equal(3, html.Split("<li>").Length - 1);
    }

    [Fact]
    public async Task Page_OnceReceived_KeepsTheActsInSight()
    {
        using var _ = new Language("zh-CN");

        var html = await StaticPage.RenderAsync<ResidentPage>(Frost with { State = ResidentState.Received, At = "18:34" });

        Assert.Contains("记下了，您已收到", html, StringComparison.Ordinal);
        Assert.Contains("18:34，信息员能看到", html, StringComparison.Ordinal);
        Assert.Contains("Light smoke", html, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"received\"", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_OnceEnded_HasNoColourAndStrikesTheTitleThrough()
    {
        var html = await StaticPage.RenderAsync<ResidentPage>(Frost with { State = ResidentState.Ended });
        var body = html[html.IndexOf("<body", StringComparison.Ordinal)..];

        Assert.DoesNotContain("lv-orange", body, StringComparison.Ordinal);
        Assert.Contains("<del>Frost</del>", body, StringComparison.Ordinal);
        Assert.DoesNotContain("value=\"help\"", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_InTraining_SaysSoAtTheTopAndOnTheButton()
    {
        using var _ = new Language("zh-CN");

        var html = await StaticPage.RenderAsync<ResidentPage>(Frost with { IsTraining = true });

        Assert.Contains("<b>演练</b>这不是真的预警", html, StringComparison.Ordinal);
        Assert.Contains("已收到（演练）", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WithMarksInPlaceOfValues_KeepsThemAsTheyAre()
    {
        foreach (var state in Enum.GetValues<ResidentState>())
        {
            var html = await StaticPage.RenderAsync<ResidentPage>(Frost with { State = state });

            Assert.Contains("/r/{{token}}", html, StringComparison.Ordinal);
            Assert.Contains("{{place}}", html, StringComparison.Ordinal);
            Assert.Contains("{{phone}}", html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Page_WithWordsOfStrangers_WritesThemAsText()
    {
        var html = await StaticPage.RenderAsync<ResidentPage>(Frost with { State = ResidentState.HelpAsked, HelpNote = "<script>alert(1)</script>" });

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_InEnglish_AreSmallBareAndWhollyEnglish()
    {
        using var _ = new Language("en-US");
        var village = new VillageView { Village = "Awu", OfficerName = "Wang", OfficerPhone = "1", DutyPhone = "2", Alerts = [new() { Level = "orange", Title = "Frost", Acts = ["Smoke"] }] };
        var pages = new List<string> { await StaticPage.RenderAsync<ResidentGonePage>(), await StaticPage.RenderAsync<VillagePage>(village), await StaticPage.RenderAsync<VillagePage>(village with { Alerts = [], OfficerName = null }) };
        foreach (var state in Enum.GetValues<ResidentState>())
            foreach (var isLarge in new[] { false, true })
                pages.Add(await StaticPage.RenderAsync<ResidentPage>(Frost with { State = state, IsLarge = isLarge, IsTraining = isLarge }));

        Assert.All(pages, html =>
        {
            Assert.DoesNotContain("blazor", html, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("_content/MudBlazor", html, StringComparison.Ordinal);
            Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
            Assert.DoesNotContain("src=", html, StringComparison.Ordinal);
            Assert.DoesNotContain(" style=", html, StringComparison.Ordinal);
            Assert.Empty(StaticPage.ChineseWords(html));
            Assert.InRange(Encoding.UTF8.GetByteCount(html), 1_000, 30 * 1024);
            Assert.InRange(Zipped(html), 500, 12 * 1024);
        });
    }

    [Fact]
    public async Task Policy_OfThePage_AllowsExactlyItsStyle()
    {
        var html = await StaticPage.RenderAsync<ResidentPage>(Frost);

        var style = html.Split("<style>")[1].Split("</style>")[0];
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)));
        Assert.Contains($"style-src 'sha256-{hash}'", ResidentStyle.ContentSecurityPolicy, StringComparison.Ordinal);
        Assert.InRange(Encoding.UTF8.GetByteCount(style), 1, 6 * 1024);
    }

    private static long Zipped(string html)
    {
        using var target = new MemoryStream();
        using (var gzip = new GZipStream(target, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(html));
        return target.Length;
    }
}
