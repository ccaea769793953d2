using Bunit;
using GovLiaison.Alerts;
using GovLiaison.Testing;
using GovLiaison.Web.Alerts;
using GovLiaison.Web.Alerts.Sign;
using GovLiaison.Web.Tests.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Alerts;

public sealed class SignPageTests : ConsolePages
{
    [Fact]
    public async Task Sign_WithoutBothTicks_IsNotOffered()
    {
        var (draft, _) = await Scene.SubmittedAsync();
        var page = await OpenAsync(draft.MessageId, Scene.Signer);

        Assert.True(page.Find("[data-act=sign]").HasAttribute("disabled"));
        Tick(page, "areas");
        Assert.True(page.Find("[data-act=sign]").HasAttribute("disabled"));
        Tick(page, "text");
        Assert.False(page.Find("[data-act=sign]").HasAttribute("disabled"));
        Assert.False(page.Find("[data-tick=danger]").HasAttribute("checked"));
    }

    [Fact]
    public async Task Sign_WithBothTicks_SendsOnceAndLeads()
    {
        var (draft, _) = await Scene.SubmittedAsync();
        var page = await OpenAsync(draft.MessageId, Scene.Signer);
        Tick(page, "areas");
        Tick(page, "text");

        var sign = page.Find("[data-act=sign]");
        await Task.WhenAll(sign.ClickAsync(new()), sign.ClickAsync(new()));

        var navigation = Context.Services.GetRequiredService<NavigationManager>();
        page.WaitForAssertion(() => Assert.EndsWith($"/alerts/{draft.AlertId}", navigation.Uri, StringComparison.Ordinal));
        Assert.Equal(AlertMessageStatus.Sent, await StatusAsync(draft.MessageId));
        Assert.Equal(1, await Scene.Database.ReadAsync(db => db.DispatchRuns.CountAsync()));
    }

    [Fact]
    public async Task Band_NamesWhoIsSentToAndWhoseDoorIsLeftApart()
    {
        var (draft, _) = await Scene.SubmittedAsync();
        var page = await OpenAsync(draft.MessageId, Scene.Signer);

        Assert.Contains("立即发给 1 户", page.Markup, StringComparison.Ordinal);
        Assert.Contains("，1 户没有通道，直接列入入户清单。", page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Author_WhoMaySign_CannotSignHisOwn()
    {
        var both = await Scene.BothAsync();
        var (draft, _) = await Scene.SubmittedAsync(both);

        var page = await OpenAsync(draft.MessageId, both);

        Assert.Empty(page.FindAll("[data-act=sign]"));
        Assert.Contains(SignTexts.CheckAuthor, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Warnings_OfTheWords_StandBesideThemAndHinderNobody()
    {
        var (draft, _) = await Scene.SubmittedAsync(with: save => save with { LevelCode = "blue", Texts = [save.Texts[0] with { Sms = "霜冻橙色预警" }] });
        var page = await OpenAsync(draft.MessageId, Scene.Signer);

        Assert.Contains("发给预警范围内的人 · 标题：霜冻橙色预警", page.FindAll("[data-warning=level] li").Select(line => line.TextContent), StringComparer.Ordinal);
        Assert.Single(page.FindAll("[data-warning=link]"));
        Assert.Empty(page.FindAll("[data-act=rename-level]"));
        Assert.Contains(SignTexts.CheckLevel, page.Find(".gl-sign-checks").TextContent, StringComparison.Ordinal);
        Tick(page, "areas");
        Tick(page, "text");
        Assert.False(page.Find("[data-act=sign]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Author_WhoMayNotSign_ReadsWhoCanAndWhatComesNext()
    {
        var (draft, _) = await Scene.SubmittedAsync();

        var page = await OpenAsync(draft.MessageId, Scene.Author);

        var note = page.Find("[data-note=author]").TextContent;
        Assert.Contains(SignTexts.AuthorWho, note, StringComparison.Ordinal);
        Assert.Contains(SignTexts.AuthorNext, note, StringComparison.Ordinal);
        Assert.DoesNotContain(SignTexts.NotYours, page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("[data-act=return], [data-act=sign]"));
    }

    [Fact]
    public async Task Areas_OfAMessage_EndInTheTotalThatIsSent()
    {
        var (draft, _) = await Scene.SubmittedAsync();

        var page = await OpenAsync(draft.MessageId, Scene.Signer);

        Assert.Equal(["合计", "1", "1", "2", "1"], page.FindAll("tfoot td").Select(cell => cell.TextContent), StringComparer.Ordinal);
        Assert.Contains("1 村 2 户", page.Find("h1").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Return_WithAReason_GoesBackToItsAuthor()
    {
        var (draft, _) = await Scene.SubmittedAsync();
        var page = await OpenAsync(draft.MessageId, Scene.Signer);

        page.Find("[data-act=return]").Click();
        Assert.True(page.Find("[data-act=give-back]").HasAttribute("disabled"));
        page.Find("[data-field=reason]").Input("止期太短");
        await page.Find("[data-act=give-back]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains(SignTexts.StatusReturned, page.Markup, StringComparison.Ordinal));
        Assert.Contains("止期太短", page.Markup, StringComparison.Ordinal);
        Assert.Equal(AlertMessageStatus.Returned, await StatusAsync(draft.MessageId));
    }

    [Fact]
    public async Task Sign_WhatSomebodyReturnedMeanwhile_SaysSoAndSendsNothing()
    {
        var (draft, version) = await Scene.SubmittedAsync();
        var page = await OpenAsync(draft.MessageId, Scene.Signer);
        Tick(page, "areas");
        Tick(page, "text");
        await Scene.Database.Get<AlertService>().ReturnAsync(new GiveBack(draft.MessageId, version, "再看看"), Scene.Signer, ConsoleScene.Token);

        await page.Find("[data-act=sign]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.NotNull(page.Find(".gl-notdone")));
        Assert.Equal(AlertMessageStatus.Returned, await StatusAsync(draft.MessageId));
    }

    [Fact]
    public async Task Withdraw_ByItsAuthor_LeadsToTheDraftAgain()
    {
        var (draft, _) = await Scene.SubmittedAsync();
        var page = await OpenAsync(draft.MessageId, Scene.Author);

        await page.Find("[data-act=withdraw]").ClickAsync(new());

        var navigation = Context.Services.GetRequiredService<NavigationManager>();
        page.WaitForAssertion(() => Assert.EndsWith($"/alerts/draft/{draft.MessageId}", navigation.Uri, StringComparison.Ordinal));
        Assert.Equal(AlertMessageStatus.Draft, await StatusAsync(draft.MessageId));
    }

    [Fact]
    public async Task Withdraw_WhatWasSignedMeanwhile_SaysSoAndStaysHere()
    {
        var (draft, version) = await Scene.SubmittedAsync();
        var page = await OpenAsync(draft.MessageId, Scene.Author);
        await Scene.Database.Get<AlertService>().SignAsync(draft.MessageId, version, isDanger: false, Scene.Signer, ConsoleScene.Token);

        await page.Find("[data-act=withdraw]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("已经签发，收不回来了", page.Find(".gl-notdone").TextContent, StringComparison.Ordinal));
        Assert.Empty(page.FindAll("aside .gl-strip-fault"));
    }

    [Theory]
    [InlineData(TestTree.Village, false)]
    [InlineData(TestTree.OtherVillage, true)]
    public async Task Update_ThatAVillageLeaves_ShowsForWhomEachTextIsAndElseFoldsAwayWhatNobodyGets(string village, bool leaves)
    {
        var (first, version) = await Scene.SubmittedAsync();
        var alerts = Scene.Database.Get<AlertService>();
        await alerts.SignAsync(first.MessageId, version, isDanger: false, Scene.Signer, ConsoleScene.Token);
        await Scene.Database.Data.HouseholdAsync(TestTree.OtherVillage, home => home.WithResident());
        var update = (await alerts.DraftUpdateAsync(first.AlertId, Scene.Author, ConsoleScene.Token)).Value;
        var texts = (await Scene.Database.Get<AlertDetailQueries>().FindAsync(update.MessageId, Scene.Author, ConsoleScene.Token)).Value.Texts;
        var saved = (await alerts.SaveAsync(new SaveAlert(update.MessageId, update.Version, "orange", Scene.Database.Clock.GetUtcNow().UtcDateTime.AddHours(9),
            [await Scene.Database.Data.DivisionIdAsync(village)], [], [texts[0] with { Headline = "霜冻提前到今晚" }, texts[1]]), Scene.Author, ConsoleScene.Token)).Value;
        Assert.False((await alerts.SubmitAsync(update.MessageId, saved, Scene.Author, ConsoleScene.Token)).IsRefused);

        var page = await OpenAsync(update.MessageId, Scene.Signer);

        Assert.Equal(leaves ? ["resident", "resident-left"] : ["resident"], page.FindAll("[data-reader]").Select(part => part.GetAttribute("data-reader")).Order(StringComparer.Ordinal));
        Assert.Equal(AlertsTexts.ReaderResident, page.Find("[data-reader=resident] th.reader").TextContent);
        Assert.Equal(leaves ? 0 : 1, page.FindAll("[data-note=left-unused]").Count);
    }

    [Fact]
    public async Task Withdraw_OfASigner_IsNotOffered()
    {
        var (draft, _) = await Scene.SubmittedAsync();

        Assert.Empty((await OpenAsync(draft.MessageId, Scene.Signer)).FindAll("[data-act=withdraw]"));
    }

    private async Task<IRenderedComponent<SignPage>> OpenAsync(Guid messageId, Common.Actor actor)
    {
        await Scene.SeatAsync(Context, actor);
        var page = Context.Render<SignPage>(parameters => parameters.Add(x => x.MessageId, messageId));
        page.WaitForElement("aside");
        return page;
    }

    private static void Tick(IRenderedComponent<SignPage> page, string name) => page.Find($"[data-tick={name}]").Change(true);

    private Task<AlertMessageStatus> StatusAsync(Guid id) => Scene.Database.ReadAsync(db => db.AlertMessages.Where(row => row.Id == id).Select(row => row.Status).SingleAsync());
}
