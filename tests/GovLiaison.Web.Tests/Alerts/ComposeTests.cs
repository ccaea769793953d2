using Bunit;
using GovLiaison.Alerts;
using GovLiaison.Divisions;
using GovLiaison.Templates;
using GovLiaison.Testing;
using GovLiaison.Web.Alerts.Compose;
using GovLiaison.Web.Tests.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Alerts;

public sealed class ComposeTests : IAsyncLifetime
{
    private readonly Language _language = new("zh-CN");
    private readonly BunitContext _context = new();
    private ConsoleScene _scene = null!;

    public async ValueTask InitializeAsync()
    {
        _scene = await ConsoleScene.CreateAsync();
        await _scene.SeatAsync(_context, _scene.Author);
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _scene.DisposeAsync();
        _language.Dispose();
    }

    [Fact]
    public void Levels_OfFrost_HaveNoRed()
    {
        var page = _context.Render<NewAlertPage>();
        page.WaitForElement("[data-hazard=frost]").Click();

        Assert.Equal(["blue", "yellow", "orange"], page.FindAll("[data-level]").Select(level => level.GetAttribute("data-level")!), StringComparer.Ordinal);
        page.Find("[data-hazard=rainstorm]").Click();
        Assert.Contains("red", page.FindAll("[data-level]").Select(level => level.GetAttribute("data-level")!), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Begin_WithATemplate_OpensItsDraft()
    {
        var page = _context.Render<NewAlertPage>();
        page.WaitForElement("[data-hazard=frost]").Click();
        page.Find("[data-level=orange]").Click();

        await page.Find("[data-act=draft]").ClickAsync(new());

        var message = await _scene.Database.ReadAsync(db => db.AlertMessages.SingleAsync(row => row.CorrectsId == null));
        page.WaitForAssertion(() => Assert.EndsWith($"/alerts/draft/{message.Id}", _context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Changes_OfADraft_SurviveAReload()
    {
        var draft = await DraftAsync();
        var page = await OpenAsync(draft.MessageId);
        page.Find("[data-field=headline]").Input("霜冻橙色预警 今夜");
        page.WaitForElement($"[data-code=\"{TestTree.Township}\"]");
        await page.Find($"[data-code=\"{TestTree.Township}\"]").ClickAsync(new());
        Assert.Equal("2 户", page.FindAll(".gl-head-count")[1].TextContent.Trim());

        _scene.Database.Clock.Advance(DraftPage.SaveAfter);

        page.WaitForAssertion(() => Assert.DoesNotContain(ComposeTexts.Unsaved, page.Markup, StringComparison.Ordinal));
        var reopened = await OpenAsync(draft.MessageId);
        Assert.Equal("霜冻橙色预警 今夜", reopened.Find("[data-field=headline]").GetAttribute("value"));
        Assert.Equal("true", reopened.Find($"[data-code=\"{TestTree.Township}\"]").ParentElement!.GetAttribute("aria-checked"));
    }

    [Fact]
    public async Task Preview_OfAHeadlineOfItsOwn_ShowsItAsThePhoneDoes()
    {
        var page = await OpenAsync((await DraftAsync()).MessageId);

        page.Find("[data-field=headline]").Input("今晚守好果园");
        Assert.Equal(["霜冻橙色预警", "今晚守好果园"], page.FindAll(".gl-phone-band div > :not(:last-child)").Select(line => line.TextContent), StringComparer.Ordinal);

        page.Find("[data-field=level]").Change("blue");
        Assert.Equal("霜冻蓝色预警", page.Find(".gl-phone-band small").TextContent);
    }

    [Fact]
    public async Task Level_OfAnUneditedTemplate_TakesTheWordsWithIt()
    {
        var page = await OpenAsync((await DraftAsync(fromTemplate: true)).MessageId);

        page.Find("[data-field=level]").Change("blue");

        Assert.Equal("霜冻蓝色预警", page.Find("[data-field=headline]").GetAttribute("value"));
        Assert.Contains("刚才的霜冻蓝色预警", page.Find(".gl-draft-correction [data-field=fact]").GetAttribute("value"), StringComparison.Ordinal);
        Assert.Contains("没有蓝色的模板", page.Find("[data-note=level]").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-warning=level]"));
    }

    [Fact]
    public async Task Level_OtherThanTheWords_WarnsWithThePlaceAndRenames()
    {
        var page = await OpenAsync((await DraftAsync(fromTemplate: true)).MessageId);
        page.Find("[data-field=fact]").Input("今夜零下3度，橙色");

        page.Find("[data-field=level]").Change("blue");
        Assert.Contains("发给居民 · 标题：霜冻橙色预警", page.FindAll("[data-warning=level] li").Select(line => line.TextContent), StringComparer.Ordinal);
        await page.Find("[data-act=rename-level]").ClickAsync(new());

        Assert.Equal("今夜零下3度，蓝色", page.Find("[data-field=fact]").GetAttribute("value"));
        Assert.Empty(page.FindAll("[data-warning=level]"));
    }

    [Fact]
    public async Task Sms_WithoutALink_IsWarnedOfAndNotRefused()
    {
        var page = await OpenAsync((await DraftAsync(fromTemplate: true)).MessageId);
        Assert.Empty(page.FindAll("[data-warning=link]"));

        page.Find("[data-field=sms]").Input("霜冻橙色预警，收到回1，要帮忙回2");

        Assert.Single(page.FindAll("[data-warning=link]"));
    }

    [Fact]
    public async Task Changes_BeforeTheNextDraft_AreSavedToTheirOwn()
    {
        var (draft, next) = (await DraftAsync(), await DraftAsync());
        var page = await OpenAsync(draft.MessageId);
        page.Find("[data-field=headline]").Input("霜冻橙色预警 今夜");

        page.Render(parameters => parameters.Add(x => x.MessageId, next.MessageId));

        page.WaitForAssertion(() => Assert.NotEqual("霜冻橙色预警 今夜", page.Find("[data-field=headline]").GetAttribute("value")));
        var reopened = await OpenAsync(draft.MessageId);
        Assert.Equal("霜冻橙色预警 今夜", reopened.Find("[data-field=headline]").GetAttribute("value"));
    }

    [Fact]
    public async Task Save_OverAnotherWindow_IsStaleAndOffersTheNewest()
    {
        var draft = await DraftAsync();
        var page = await OpenAsync(draft.MessageId);
        var other = await OpenAsync(draft.MessageId);
        other.Find("[data-field=headline]").Input("另一扇窗");
        _scene.Database.Clock.Advance(DraftPage.SaveAfter);
        other.WaitForAssertion(() => Assert.DoesNotContain(ComposeTexts.Unsaved, other.Markup, StringComparison.Ordinal));

        page.Find("[data-field=headline]").Input("这扇窗");
        _scene.Database.Clock.Advance(DraftPage.SaveAfter);

        page.WaitForElement("[data-act=reload]").Click();
        page.WaitForAssertion(() => Assert.Equal("另一扇窗", page.Find("[data-field=headline]").GetAttribute("value")));
    }

    [Fact]
    public async Task Submit_WithoutAreas_SaysWhatIsMissing()
    {
        var draft = await DraftAsync();
        var page = await OpenAsync(draft.MessageId);

        await page.Find("[data-act=submit]").ClickAsync(new());

        page.WaitForElement("[data-fault=area]");
        Assert.Single(page.FindAll("[data-fault=expires]"));
    }

    [Fact]
    public async Task Paste_OfANameThatStandsTwice_AsksWithFullPaths()
    {
        await _scene.Database.WriteAsync(db =>
        {
            var twin = TestTree.Divisions().Single(row => row.Code == TestTree.OtherTownship);
            db.Divisions.Add(new Division
            {
                Id = 900, Code = "610629102299", Name = "姚苌村委会", Level = 5, ParentId = twin.Id, Path = twin.Path + "610629102299/", Initials = "yccwh", IsVillage = true,
            });
            return DivisionTreeCache.CountChangeAsync(db, ConsoleScene.Token);
        });
        _scene.Database.Get<DivisionTreeCache>().Forget();
        IReadOnlyList<ChosenArea> chosen = [];
        var picker = _context.Render<AreaPicker>(parameters => parameters.Add(x => x.Actor, _scene.Author).Add(x => x.Chosen, chosen).Add(x => x.ChosenChanged, next => chosen = next));
        picker.Find("[data-tab=paste]").Click();
        picker.Find("[data-field=paste]").Input("姚苌村\n桐堤村");

        await picker.Find("[data-act=paste]").ClickAsync(new());

        picker.WaitForElement("[data-ask='1']");
        Assert.Equal("桐堤村委会", Assert.Single(chosen).Name);
        Assert.Equal(["延安市 洛川县 旧县镇 姚苌村委会", "延安市 洛川县 交口河镇 姚苌村委会"], picker.FindAll("[data-ask='1'] .gl-path").Select(path => path.TextContent), StringComparer.Ordinal);
    }

    private async Task<DraftedAlert> DraftAsync(bool fromTemplate = false) => (await _scene.Database.Get<AlertService>().DraftAsync(
        new DraftAlert("frost", "orange", await _scene.Database.Data.DivisionIdAsync(TestTree.County), false, fromTemplate ? TemplateDefaults.Templates[0].Id : null), _scene.Author, ConsoleScene.Token)).Value;

    private Task<IRenderedComponent<DraftPage>> OpenAsync(Guid messageId)
    {
        var page = _context.Render<DraftPage>(parameters => parameters.Add(x => x.MessageId, messageId));
        page.WaitForElement($"[data-code=\"{TestTree.County}\"]");
        return Task.FromResult(page);
    }
}
