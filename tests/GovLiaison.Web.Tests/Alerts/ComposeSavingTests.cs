using Bunit;
using GovLiaison.Alerts;
using GovLiaison.Data;
using GovLiaison.Testing;
using GovLiaison.Web.Alerts.Compose;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Alerts;

public sealed class ComposeSavingTests : ComposePages
{
    [Fact]
    public async Task Changes_OfADraft_SurviveAReload()
    {
        var draft = await DraftAsync();
        var page = await OpenAsync(draft.MessageId);
        page.Find("[data-field=headline]").Input("霜冻橙色预警 今夜");
        page.WaitForElement($"[data-code=\"{TestTree.Township}\"]");
        await page.Find($"[data-code=\"{TestTree.Township}\"]").ClickAsync(new());
        Assert.Equal("2 户", page.FindAll(".gl-head-count")[1].TextContent.Trim());

        Scene.Database.Clock.Advance(DraftPage.SaveAfter);

        page.WaitForAssertion(() => Assert.DoesNotContain(ComposeTexts.Unsaved, page.Markup, StringComparison.Ordinal));
        var reopened = await OpenAsync(draft.MessageId);
        Assert.Equal("霜冻橙色预警 今夜", reopened.Find("[data-field=headline]").GetAttribute("value"));
        Assert.Equal("true", reopened.Find($"[data-code=\"{TestTree.Township}\"]").ParentElement!.GetAttribute("aria-checked"));
    }

    [Fact]
    public async Task Typing_WithoutAPause_IsSavedAllTheSame()
    {
        var draft = await DraftAsync();
        var page = await OpenAsync(draft.MessageId);

        page.Find("[data-field=fact]").Input("今夜零下");
        Scene.Database.Clock.Advance(DraftPage.SaveAfter * 0.75);
        page.Find("[data-field=fact]").Input("今夜零下3度");
        Scene.Database.Clock.Advance(DraftPage.SaveAfter * 0.25);

        page.WaitForAssertion(() => Assert.DoesNotContain(ComposeTexts.Unsaved, page.Markup, StringComparison.Ordinal));
        Assert.Equal("今夜零下3度", (await OpenAsync(draft.MessageId)).Find("[data-field=fact]").GetAttribute("value"));
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
        Scene.Database.Clock.Advance(DraftPage.SaveAfter);
        other.WaitForAssertion(() => Assert.DoesNotContain(ComposeTexts.Unsaved, other.Markup, StringComparison.Ordinal));

        page.Find("[data-field=headline]").Input("这扇窗");
        Scene.Database.Clock.Advance(DraftPage.SaveAfter);

        page.WaitForElement("[data-act=reload]").Click();
        page.WaitForAssertion(() => Assert.Equal("另一扇窗", page.Find("[data-field=headline]").GetAttribute("value")));
    }

    [Fact]
    public async Task Save_Refused_SaysSoKeepsTheWordsAndSavesOnceMended()
    {
        var draft = await DraftAsync();
        var page = await OpenAsync(draft.MessageId);
        page.Find("[data-field=fact]").Input(new string('长', AlertLimits.Fact + 1));

        Scene.Database.Clock.Advance(DraftPage.SaveAfter);

        page.WaitForElement("[data-note=not-saved]");
        Assert.Contains("没有保存", page.Find(".gl-strip-fault").TextContent, StringComparison.Ordinal);
        Assert.Equal(AlertLimits.Fact + 1, page.Find("[data-field=fact]").GetAttribute("value")!.Length);
        page.Find("[data-field=fact]").Input("今夜零下3度");
        Scene.Database.Clock.Advance(DraftPage.SaveAfter);
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-note=not-saved]")));
        Assert.Equal("今夜零下3度", (await OpenAsync(draft.MessageId)).Find("[data-field=fact]").GetAttribute("value"));
    }

    [Fact]
    public async Task Leave_WithWhatCannotBeSaved_IsAskedFirst()
    {
        var page = await OpenAsync((await DraftAsync()).MessageId);
        page.Find("[data-field=fact]").Input(new string('长', AlertLimits.Fact + 1));
        var navigation = Context.Services.GetRequiredService<NavigationManager>();
        var here = navigation.Uri;

        await page.InvokeAsync(() => navigation.NavigateTo("/alerts"));

        page.WaitForElement("[data-act=leave]");
        Assert.Equal(here, navigation.Uri);
        page.Find("[data-act=leave]").Click();
        page.WaitForAssertion(() => Assert.EndsWith("/alerts", navigation.Uri, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Submit_PressedWhileASaveIsUnderWay_IsNotLost()
    {
        var draft = await DraftAsync(fromTemplate: true);
        var page = await OpenAsync(draft.MessageId);
        page.WaitForElement($"[data-code=\"{TestTree.County}\"]");
        await page.Find($"[data-code=\"{TestTree.County}\"]").ClickAsync(new());
        page.FindAll("[data-end]")[1].Click();
        var (held, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        var holding = Scene.Database.Get<LiaisonDatabase>().WriteAsync(WritePriority.Answer, async _ =>
        {
            held.SetResult();
            await release.Task;
        }, ConsoleScene.Token);
        await held.Task;
        Scene.Database.Clock.Advance(DraftPage.SaveAfter);

        var pressed = page.Find("[data-act=submit]").ClickAsync(new());
        release.SetResult();
        await holding;
        await pressed;

        Assert.Equal(AlertMessageStatus.Submitted, await Scene.Database.ReadAsync(db => db.AlertMessages.Where(row => row.Id == draft.MessageId).Select(row => row.Status).SingleAsync()));
    }

    [Fact]
    public async Task Delete_OnceConfirmed_LeadsToTheListAndIsGone()
    {
        var dialogs = Context.Render<MudBlazor.MudDialogProvider>();
        var page = await OpenAsync((await DraftAsync()).MessageId);
        page.Find("[data-field=headline]").Input("不要了");

        var deleting = page.Find("[data-act=delete]").ClickAsync(new());
        await dialogs.WaitForElement(".mud-dialog .gl-btn-danger").ClickAsync(new());
        await deleting;

        Assert.EndsWith("/alerts?tab=mine", Context.Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Equal(0, await Scene.Database.ReadAsync(db => db.AlertMessages.CountAsync()));
    }
}
