using Bunit;
using GovLiaison.Common;
using GovLiaison.Posts;
using GovLiaison.Testing;
using GovLiaison.Web.Divisions;
using GovLiaison.Web.Shell;
using GovLiaison.Web.Tests.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Divisions;

public sealed class DivisionsPageTests : ConsolePages
{
    [Fact]
    public async Task Tree_OfACountysPerson_BeginsAtTheCounty()
    {
        var page = await OpenAsync(Scene.Author, "");

        Assert.Equal(["洛川县", "旧县镇", "交口河镇"], Names(page), StringComparer.Ordinal);
        Assert.Contains("洛川县", page.Find("h2.title").TextContent, StringComparison.Ordinal);
        page.Find($"[data-open='{TestTree.Township}']").Click();
        page.WaitForElement($"[data-code='{TestTree.Village}']");
        Assert.Equal(["洛川县", "旧县镇", "姚苌村", "桐堤村", "安东村", "西武村", "交口河镇"], Names(page), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Place_OfTheUrl_OpensTheWayDownAndShowsItsFigures()
    {
        var officer = await Scene.Database.Data.OfficerAsync(TestTree.Village, phone: "19900002716");

        var page = await OpenAsync(Scene.Author, $"?at={TestTree.Village}");

        page.WaitForAssertion(() => Assert.Equal(["2", "2", "1", "2"], page.FindAll(".gl-figures b").Select(figure => figure.TextContent), StringComparer.Ordinal));
        Assert.Equal("true", page.Find($"[data-code='{TestTree.Village}']").GetAttribute("aria-selected"));
        Assert.Equal(["洛川县", "旧县镇"], page.FindAll(".gl-crumbs a").Select(link => link.TextContent), StringComparer.Ordinal);
        Assert.Contains("陕西省", page.Find(".gl-crumbs").TextContent, StringComparison.Ordinal);
        Assert.Contains("199****2716", page.Markup, StringComparison.Ordinal);
        Assert.NotNull(officer);
    }

    [Fact]
    public async Task Filter_ByInitials_KeepsTheAncestorsAndUnderlinesTheHit()
    {
        var page = await OpenAsync(Scene.Author, "");

        page.Find("[data-field=filter]").Input("yccwh");

        page.WaitForAssertion(() => Assert.Equal(["洛川县", "旧县镇", "姚苌村"], Names(page), StringComparer.Ordinal));
        Assert.Equal("姚苌村", page.Find("u").TextContent);
        Assert.Equal("1 处", page.Find("[role=status]").TextContent);
        page.Find("[data-field=filter]").Input("秋林");
        page.WaitForAssertion(() => Assert.Contains(DivisionsTexts.NoMatch, page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Village_WithoutAnOfficer_IsMarkedInTreeAndCard()
    {
        var page = await OpenAsync(Scene.Author, $"?at={TestTree.OtherVillage}");

        page.WaitForAssertion(() => Assert.Contains(DivisionsTexts.VillageWithoutOfficer, page.Markup, StringComparison.Ordinal));
        Assert.Contains(DivisionsTexts.NoOfficer, page.Find($"[data-code='{TestTree.OtherVillage}']").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Numbers_OfPosts_AreShownToWhoMaySeePeopleAndRecorded()
    {
        await Scene.Database.Data.OfficerAsync(TestTree.Village, phone: "19900002716");
        var page = await OpenAsync(Scene.Author, $"?at={TestTree.Village}");

        await page.WaitForElement("[data-act=phones]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("19900002716", page.Markup, StringComparison.Ordinal));
        Assert.Contains("PhonesSeen", await Scene.Database.ActsAsync(), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Numbers_OfPosts_AreNotOfferedToAViewer()
    {
        await Scene.Database.Data.OfficerAsync(TestTree.Village, phone: "19900002716");

        var page = await OpenAsync(await Scene.Database.Data.StaffAsync(Roles.Viewer, TestTree.County), $"?at={TestTree.Village}");

        page.WaitForAssertion(() => Assert.Contains("199****2716", page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[data-act=phones]"));
    }

    [Theory]
    [InlineData(TestTree.ForeignVillage)]
    [InlineData(TestTree.Province)]
    [InlineData("nothing")]
    public async Task Place_OutsideTheRange_IsNotThere(string code)
    {
        var page = await OpenAsync(Scene.Author, $"?at={code}");

        Assert.Contains(ShellTexts.NotFoundTitle, page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("h2.title"));
    }

    [Fact]
    public async Task Page_ForAnAuditor_IsForbidden()
    {
        await Scene.SeatAsync(Context, await Scene.Database.Data.StaffAsync(Roles.AuditAdministrator, TestTree.Province));

        var page = Context.Render<DivisionsPage>();

        page.WaitForAssertion(() => Assert.Contains(ShellTexts.ForbiddenTitle, page.Markup, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("姚苌村委会", "姚苌村")]
    [InlineData("张家村村委会", "张家村")]
    [InlineData("桐树底居委会", "桐树底社区")]
    [InlineData("北关社区居委会", "北关社区")]
    [InlineData("洛川县", "洛川县")]
    public void Name_InAList_IsAsPeopleSayIt(string name, string spoken) => Assert.Equal(spoken, PlaceName.Spoken(name));

    private async Task<IRenderedComponent<DivisionsPage>> OpenAsync(Actor actor, string query)
    {
        await Scene.SeatAsync(Context, actor);
        Context.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Context.Services.GetRequiredService<NavigationManager>().NavigateTo("/divisions" + query);
        var page = Context.Render<DivisionsPage>();
        page.WaitForElement($"[data-code='{TestTree.County}']");
        return page;
    }

    private static IEnumerable<string> Names(IRenderedComponent<DivisionsPage> page) => page.FindAll("[role=treeitem] .name").Select(name => name.TextContent);
}
