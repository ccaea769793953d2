using Bunit;
using GovLiaison.Divisions;
using GovLiaison.Testing;
using GovLiaison.Web.Alerts.Compose;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Alerts;

public sealed class ComposeTests : ComposePages
{
    [Fact]
    public void Levels_OfFrost_HaveNoRed()
    {
        var page = Context.Render<NewAlertPage>();
        page.WaitForElement("[data-hazard=frost]").Click();

        Assert.Equal(["blue", "yellow", "orange"], page.FindAll("[data-level]").Select(level => level.GetAttribute("data-level")!), StringComparer.Ordinal);
        page.Find("[data-hazard=rainstorm]").Click();
        Assert.Contains("red", page.FindAll("[data-level]").Select(level => level.GetAttribute("data-level")!), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Begin_WithATemplate_OpensItsDraft()
    {
        var page = Context.Render<NewAlertPage>();
        page.WaitForElement("[data-hazard=frost]").Click();
        page.Find("[data-level=orange]").Click();

        await page.Find("[data-act=draft]").ClickAsync(new());

        var message = await Scene.Database.ReadAsync(db => db.AlertMessages.SingleAsync(row => row.CorrectsId == null));
        page.WaitForAssertion(() => Assert.EndsWith($"/alerts/draft/{message.Id}", Context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal));
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
    public async Task Fault_OfTheAreas_GoesAtOnceWhenOneIsChosen()
    {
        var page = await OpenAsync((await DraftAsync()).MessageId);
        await page.Find("[data-act=submit]").ClickAsync(new());
        page.WaitForElement("[data-fault=area]");

        await page.Find($"[data-code=\"{TestTree.Township}\"]").ClickAsync(new());

        Assert.Empty(page.FindAll("[data-fault=area]"));
        Assert.Single(page.FindAll("[data-fault=expires]"));
        Assert.Equal("延安市 洛川县 旧县镇", page.Find(".gl-chip .gl-path").TextContent);
    }

    [Fact]
    public async Task Paste_OfANameThatStandsTwice_AsksWithFullPaths()
    {
        await Scene.Database.WriteAsync(db =>
        {
            var twin = TestTree.Divisions().Single(row => row.Code == TestTree.OtherTownship);
            db.Divisions.Add(new Division
            {
                Id = 900, Code = "610629102299", Name = "姚苌村委会", Level = 5, ParentId = twin.Id, Path = twin.Path + "610629102299/", Initials = "yccwh", IsVillage = true,
            });
            return DivisionTreeCache.CountChangeAsync(db, ConsoleScene.Token);
        });
        Scene.Database.Get<DivisionTreeCache>().Forget();
        IReadOnlyList<ChosenArea> chosen = [];
        var picker = Context.Render<AreaPicker>(parameters => parameters.Add(x => x.Actor, Scene.Author).Add(x => x.Chosen, chosen).Add(x => x.ChosenChanged, next => chosen = next));
        picker.Find("[data-tab=paste]").Click();
        picker.Find("[data-field=paste]").Input("姚苌村\n桐堤村");

        await picker.Find("[data-act=paste]").ClickAsync(new());

        picker.WaitForElement("[data-ask='1']");
        Assert.Equal("延安市 洛川县 旧县镇 桐堤村委会", Assert.Single(chosen).Name);
        Assert.Equal(["延安市 洛川县 旧县镇 姚苌村委会", "延安市 洛川县 交口河镇 姚苌村委会"], picker.FindAll("[data-ask='1'] .gl-path").Select(path => path.TextContent), StringComparer.Ordinal);
    }
}
