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

public sealed class AuditTrailPageTests : IAsyncLifetime
{
    private readonly Language _language = new("zh-CN");
    private readonly BunitContext _context = new();
    private ConsoleScene _scene = null!;

    public async ValueTask InitializeAsync() => _scene = await ConsoleScene.CreateAsync();

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _scene.DisposeAsync();
        _language.Dispose();
    }

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
        _context.Services.GetRequiredService<NavigationManager>().NavigateTo("/audit?act=people&day=2026-04-10");
        Assert.Contains(AuditTexts.EmptyTitle, _context.Render<AuditTrailPage>().Markup, StringComparison.Ordinal);
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
        await _scene.Database.Get<AuditSealer>().SealAsync(ConsoleScene.Token);
        var page = await OpenAsync("");
        await page.Find("[data-act=verify]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Contains("2 条全部完整", page.Markup, StringComparison.Ordinal));

        await _scene.Database.WriteAsync(db => db.AuditEntries.Where(row => row.Sequence == 2).ExecuteUpdateAsync(set => set.SetProperty(row => row.Act, "AlertDrafted")));
        await page.Find("[data-act=verify]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("第 2 条被改过", page.Find(".gl-strip-fault").TextContent, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_ForSomebodyWithoutTheRight_IsForbidden()
    {
        await _scene.SeatAsync(_context, _scene.Signer);
        _context.Services.AddSingleton<AuditCheck>();

        var page = _context.Render<AuditTrailPage>();

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
        await _scene.SeatAsync(_context, await _scene.Database.Data.StaffAsync(Roles.AuditAdministrator, TestTree.Province));
        _context.Services.AddSingleton(_ => new AuditCheck(_scene.Database.Get<AuditVerifier>()));
        _context.SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        _context.Services.GetRequiredService<NavigationManager>().NavigateTo("/audit" + query);
        var page = _context.Render<AuditTrailPage>();
        page.WaitForElement("[data-act=verify]");
        return page;
    }

    private async Task RecordAsync(string act, object? detail)
    {
        var path = await _scene.Database.Data.PathAsync(TestTree.County);
        await _scene.Database.WriteAsync(db => _scene.Database.Audit.RecordAsync(db, _scene.Signer, act, new AuditSubject("Test", "1", path), detail, ConsoleScene.Token));
    }
}
