using Bunit;
using GovLiaison.Audit;
using GovLiaison.Posts;
using GovLiaison.Testing;
using GovLiaison.Web.Audit;
using GovLiaison.Web.Shell;
using GovLiaison.Web.Tests.Alerts;
using GovLiaison.Web.Tests.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Audit;

public sealed class AuditTrailPageTests : ConsolePages
{
    [Fact]
    public async Task Trail_OfAnAuditor_SaysWhatWasDoneAndMarksLooksAtPeople()
    {
        await RecordAsync("AlertSigned", new { identifier = "61-20260409-000001" });
        await RecordAsync("HelpSeen", new { households = Enumerable.Range(1, 2) });
        await RecordAsync("SomethingNew", null);

        var page = await OpenAsync("");

        Assert.Contains("签发了预警 61-20260409-000001", page.Find("[data-act=AlertSigned]").TextContent, StringComparison.Ordinal);
        Assert.Contains("看了 2 户求助人的姓名", page.Find("[data-act=HelpSeen].is-personal").TextContent, StringComparison.Ordinal);
        Assert.Contains("SomethingNew", page.Find("[data-act=SomethingNew]").TextContent, StringComparison.Ordinal);
        Assert.Contains("洛川县", page.Find("[data-act=AlertSigned] .place").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Trail_OfAKindAndADay_HoldsOnlyThose()
    {
        await RecordAsync("AlertSigned", null);
        await RecordAsync("PhonesSeen", new { Count = 2 });

        Assert.Single((await OpenAsync("?act=people&day=2026-04-09")).FindAll("[role=row][data-act]"));
        Context.Services.GetRequiredService<NavigationManager>().NavigateTo("/audit?act=people&day=2026-04-10");
        Assert.Contains(AuditTexts.EmptyTitle, Context.Render<AuditTrailPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Filter_WithAnUnknownLogin_SaysSo()
    {
        await RecordAsync("AlertSigned", null);
        var page = await OpenAsync("");

        page.Find("[data-field=by]").Change("nobody");
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.Contains("没有账号“nobody”", page.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Verify_OfAChainThatWasAltered_NamesTheRow()
    {
        await RecordAsync("AlertSigned", null);
        await RecordAsync("AlertSigned", null);
        await Scene.Database.Get<AuditSealer>().SealAsync(ConsoleScene.Token);
        var page = await OpenAsync("");
        await page.Find("[data-act=verify]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("2 条全部完整", page.Markup, StringComparison.Ordinal));

        await Scene.Database.WriteAsync(db => db.AuditEntries.Where(row => row.Sequence == 2).ExecuteUpdateAsync(set => set.SetProperty(row => row.Act, "AlertDrafted")));
        await page.Find("[data-act=verify]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("第 2 条被改过", page.Find(".gl-strip-fault").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_ForSomebodyWithoutTheRight_IsForbidden()
    {
        await Scene.SeatAsync(Context, Scene.Signer);
        Context.Services.AddSingleton<AuditCheck>();

        var page = Context.Render<AuditTrailPage>();

        page.WaitForAssertion(() => Assert.Contains(ShellTexts.ForbiddenTitle, page.Markup, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("[role=row]"));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en-US")]
    public void Acts_OfEveryKind_HaveASentenceInBothLanguages(string language)
    {
        using var _ = new Language(language);

        Assert.All(AuditWords.Kinds.SelectMany(kind => kind.Acts), act =>
        {
            Assert.NotEqual(act, AuditWords.Act(act));
            Assert.NotEmpty(AuditWords.Sentence(new AuditEntry { Id = 1, At = default, ActorKind = "staff", ActorId = null, Session = "", Act = act, SubjectKind = "", SubjectId = "", Path = "/", Detail = "" }));
        });
    }

    private async Task<IRenderedComponent<AuditTrailPage>> OpenAsync(string query)
    {
        await Scene.SeatAsync(Context, await Scene.Database.Data.StaffAsync(Roles.AuditAdministrator, TestTree.Province));
        Context.Services.AddSingleton(_ => new AuditCheck(Scene.Database.Get<AuditVerifier>()));
        Context.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Context.Services.GetRequiredService<NavigationManager>().NavigateTo("/audit" + query);
        var page = Context.Render<AuditTrailPage>();
        page.WaitForElement("[data-act=verify]");
        return page;
    }

    private async Task RecordAsync(string act, object? detail)
    {
        var path = await Scene.Database.Data.PathAsync(TestTree.County);
        await Scene.Database.WriteAsync(db => Scene.Database.Audit.RecordAsync(db, Scene.Signer, act, new AuditSubject("Test", "1", path), detail, ConsoleScene.Token));
    }
}
