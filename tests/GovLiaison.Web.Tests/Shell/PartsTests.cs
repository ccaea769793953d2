using Bunit;
using GovLiaison.Web.Shell;
using GovLiaison.Web.Shell.Parts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace GovLiaison.Web.Tests.Shell;

public sealed class PartsTests : BunitContext
{
    private static readonly DateTime Signed = new(2026, 4, 14, 10, 32, 5, DateTimeKind.Utc);

    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(Signed));

    public PartsTests() => Services.AddSingleton<TimeProvider>(_clock);

    [Theory]
    [InlineData("zh-CN", "orange", "橙", "橙色预警")]
    [InlineData("zh-CN", "蓝", "蓝", "蓝色预警")]
    [InlineData("zh-CN", "紫", "紫", "预警等级 紫")]
    [InlineData("en-US", "Red", "R", "red alert")]
    [InlineData("en-US", "violet", "V", "alert level violet")]
    [InlineData("en-US", "", "!", "alert level ")]
    public void Plate_OfAnyLevel_HasShapeAndCharacter(string language, string level, string character, string label)
    {
        using var _ = new Language(language);

        var plate = Render<LevelPlate>(p => p.Add(x => x.Level, level));

        Assert.Equal(character, plate.Find("text").TextContent);
        Assert.Equal(label, plate.Find("svg").GetAttribute("aria-label"));
        Assert.NotNull(plate.Find("svg > circle, svg > path, svg > rect"));
    }

    [Fact]
    public void Plate_TooSmallForACharacter_ShowsTheMarkOfDanger() =>
        Assert.Equal("!", Render<LevelPlate>(p => p.Add(x => x.Level, "orange").Add(x => x.Size, 22)).Find("text").TextContent);

    [Theory]
    [InlineData("yellow")]
    [InlineData("orange")]
    public void Plate_OfALightColour_CarriesDarkText(string level) =>
        Assert.StartsWith("#24", Levels.Look(level).On, StringComparison.Ordinal);

    [Fact]
    public void Ladder_BetweenTwoSteps_CountsDownToTheNext()
    {
        using var _ = new Language("zh-CN");
        _clock.Advance(TimeSpan.FromSeconds(402));

        var ladder = Render<LadderRuler>(p => p.Add(x => x.Start, Signed).Add(x => x.Steps,
            [new LadderStep(0, "信息员"), new LadderStep(3, "短信"), new LadderStep(5, "语音"), new LadderStep(8, "副信息员", "209 人"), new LadderStep(15, "全部有人负责")]));

        Assert.Equal("1:18", ladder.Find("strong").TextContent.Trim());
        Assert.Equal(3, ladder.FindAll(".is-done").Count);
        Assert.Contains("18:40:05", ladder.Find(".gl-ladder-next").TextContent, StringComparison.Ordinal);
        Assert.Equal("--at:53.333%", ladder.Find(".is-next").GetAttribute("style"));
    }

    [Fact]
    public void Ladder_PastItsLastStep_IsDone()
    {
        using var _ = new Language("en-US");
        _clock.Advance(TimeSpan.FromMinutes(20));

        var ladder = Render<LadderRuler>(p => p.Add(x => x.Start, Signed).Add(x => x.Steps, [new LadderStep(0, "Officers"), new LadderStep(15, "Everybody")]));

        Assert.Contains("The ladder is done", ladder.Markup, StringComparison.Ordinal);
        Assert.Contains("--now:100%", ladder.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Path_OfDivisions_LeavesOnlyTheLastInInk()
    {
        var path = Render<DivisionPathText>(p => p.Add(x => x.Names, ["延安市", "洛川县", "旧县镇", "阿吾村"]));

        Assert.Equal("延安市 洛川县 旧县镇 阿吾村", path.Find(".gl-path").TextContent);
        Assert.Equal("阿吾村", path.Find("b").TextContent);
    }

    [Fact]
    public void Crumbs_AtTheirEnd_LinkOnlyUpwards()
    {
        var crumbs = Render<DivisionCrumbs>(p => p.Add(x => x.Steps, [new CrumbStep("陕西省", "?at=61"), new CrumbStep("延安市", "?at=6106")]));

        Assert.Equal("?at=61", Assert.Single(crumbs.FindAll("a")).GetAttribute("href"));
        Assert.Equal("page", crumbs.Find("b").GetAttribute("aria-current"));
    }

    [Fact]
    public void Sms_OverOnePart_SaysWhatACutSaves()
    {
        using var _ = new Language("zh-CN");

        var sms = Render<SmsPreview>(p => p.Add(x => x.Text, new string('霜', 72)).Add(x => x.Recipients, 84077));

        Assert.Equal("72 字，2 条，删 2 字省 84,077 条", sms.Find(".gl-sms-sum").TextContent);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en-US")]
    public void Menu_ForAPerson_OffersOnlyTheirAreas(string language)
    {
        using var _ = new Language(language);

        var menu = Render<NavMenu>(p => p.Add(x => x.Areas, new HashSet<ShellArea> { ShellArea.Desk, ShellArea.Help }).Add(x => x.CountOf, a => a == ShellArea.Help ? 27 : null));

        Assert.Equal(["/", "/needs"], menu.FindAll("a").Select(a => a.GetAttribute("href")!), StringComparer.Ordinal);
        Assert.Equal("27", menu.Find(".is-help").TextContent);
        Assert.Equal(language is "zh-CN", StaticPage.ChineseWords(menu.Markup).Count > 0);
    }

    [Theory]
    [InlineData("/alerts/7?tab=help", "/alerts/7?tab=help")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("/\tx", "/")]
    [InlineData(null, "/")]
    public void LocalOr_ForABackAddress_StaysOnThisHost(string? back, string expected) => Assert.Equal(expected, Pages.LocalOr(back, "/"));

    [Theory]
    [InlineData("/o", true)]
    [InlineData("/r/abc", true)]
    [InlineData("/v/610629101223", true)]
    [InlineData("/", false)]
    [InlineData("/overview", false)]
    public void AreBare_ForAPath_TellsConsoleFromTheRest(string path, bool expected) => Assert.Equal(expected, Pages.AreBare(path));
}
