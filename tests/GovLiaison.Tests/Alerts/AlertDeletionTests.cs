using GovLiaison.Alerts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Alerts;

public sealed class AlertDeletionTests
{
    private static CancellationToken Token => AlertScene.Token;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Delete_OfADraft_LeavesItsAuditRowsAlone(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var draft = await scene.DraftAsync();
        var version = (await scene.Alerts.SaveAsync(scene.Complete(draft) with { TagIds = [AlertScene.Tag("apple")] }, scene.Author, Token)).Value;

        var deleted = await scene.Alerts.DeleteDraftAsync(draft.MessageId, version, scene.Author, Token);

        Assert.False(deleted.IsRefused);
        Assert.Equal(0, await RowsAsync(scene));
        Assert.Equal("AlertDraftDeleted", (await scene.Database.ActsAsync())[^1]);
    }

    [Fact]
    public async Task Delete_OfAnUpdate_KeepsTheAlertThatIsOut()
    {
        await using var scene = await AlertScene.CreateAsync(Databases.Sqlite);
        var (first, _) = await scene.SignedAsync();
        var before = await RowsAsync(scene);
        var update = (await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Author, Token)).Value;

        Assert.False((await scene.Alerts.DeleteDraftAsync(update.MessageId, update.Version, scene.Author, Token)).IsRefused);

        Assert.Equal(before, await RowsAsync(scene));
        Assert.False((await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Author, Token)).IsRefused);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Delete_OfWhatWasReturned_GivesItUpAndKeepsWhatWasDecided(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (draft, version) = await scene.SubmittedAsync();
        var returned = (await scene.Alerts.ReturnAsync(new GiveBack(draft.MessageId, version, "止期太短"), scene.Signer, Token)).Value;

        Assert.False((await scene.Alerts.DeleteDraftAsync(draft.MessageId, returned, scene.Author, Token)).IsRefused);

        Assert.Equal(AlertMessageStatus.Dropped, (await scene.MessageAsync(draft.MessageId)).Status);
        Assert.Equal(["submitted", "returned", "dropped"], await scene.DecisionsAsync(draft.MessageId));
        Assert.Equal(draft.MessageId, Assert.Single((await scene.Lists.ListAsync(new ListAlerts(false, AlertStage.Ended), scene.Author, Token)).Rows).MessageId);
        Assert.Empty((await scene.Own.DraftsAsync(false, scene.Author, 0, 10, Token)).Rows);
    }

    [Fact]
    public async Task Delete_ByAnotherOrTooLate_IsRefused()
    {
        await using var scene = await AlertScene.CreateAsync(Databases.Sqlite);
        var draft = await scene.DraftAsync();
        var (sent, _) = await scene.SignedAsync();
        var other = await scene.BothAsync(TestTree.County);

        Assert.Equal("AlertNotAuthor", (await scene.Alerts.DeleteDraftAsync(draft.MessageId, draft.Version, other, Token)).Refusal?.Code);
        Assert.Equal("Stale", (await scene.Alerts.DeleteDraftAsync(draft.MessageId, draft.Version + 7, scene.Author, Token)).Refusal?.Code);
        Assert.Equal("AlertNotEditable", (await scene.Alerts.DeleteDraftAsync(sent.MessageId, sent.Version, scene.Author, Token)).Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task SubmitNew_Refused_LeavesNothingBehind(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var acts = await scene.Database.ActsAsync();
        var draft = new DraftAlert("frost", "orange", scene.CountyId, false, AlertScene.FrostTemplate);

        var late = await scene.Alerts.SubmitNewAsync(new SubmitAlert(draft, scene.Now.AddMinutes(-1), [scene.VillageId], [], [AlertScene.Frost]), scene.Author, Token);
        var nowhere = await scene.Alerts.SubmitNewAsync(new SubmitAlert(draft, scene.Now.AddHours(3), [], [], [AlertScene.Frost]), scene.Author, Token);

        Assert.Equal(("AlertExpiryPast", "AlertAreaMissing"), (late.Refusal?.Code, nowhere.Refusal?.Code));
        Assert.Equal(0, await RowsAsync(scene));
        Assert.Equal(acts, await scene.Database.ActsAsync());
    }

    [Fact]
    public async Task SubmitNew_Complete_CanBeSigned()
    {
        await using var scene = await AlertScene.CreateAsync(Databases.Sqlite);

        var submitted = (await scene.Alerts.SubmitNewAsync(new SubmitAlert(new DraftAlert("frost", "orange", scene.CountyId, false, AlertScene.FrostTemplate),
            scene.Now.AddHours(3), [scene.VillageId], [], [AlertScene.Frost]), scene.Author, Token)).Value;

        Assert.False((await scene.Alerts.SignAsync(submitted.MessageId, submitted.Version, isDanger: false, scene.Signer, Token)).IsRefused);
    }

    private static Task<int> RowsAsync(AlertScene scene) => scene.Database.ReadAsync(async db => await db.Alerts.CountAsync()
        + await db.AlertMessages.CountAsync() + await db.AlertTexts.CountAsync() + await db.AlertAreas.CountAsync() + await db.AlertTags.CountAsync());
}
