using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Alerts;

public sealed class AlertSubmitTests
{
    private static readonly Dictionary<string, Func<AlertScene, SaveAlert, SaveAlert>> Lacks = new(StringComparer.Ordinal)
    {
        ["AlertAreaMissing"] = (_, save) => save with { AreaIds = [] },
        ["AlertHeadlineMissing"] = (_, save) => save with { Texts = [AlertScene.Frost with { Headline = " " }] },
        ["AlertFactMissing"] = (_, save) => save with { Texts = [AlertScene.Frost with { Fact = "" }] },
        ["AlertSmsMissing"] = (_, save) => save with { Texts = [AlertScene.Frost with { Sms = "" }] },
        ["AlertSpokenMissing"] = (_, save) => save with { Texts = [AlertScene.Frost with { Spoken = "" }] },
        ["AlertLinkRepeated"] = (_, save) => save with { Texts = [AlertScene.Frost with { Sms = "霜冻{link}，见{link}" }] },
        ["AlertLinkSpoken"] = (_, save) => save with { Texts = [AlertScene.Frost with { Spoken = "见{link}" }] },
        ["AlertExpiryMissing"] = (_, save) => save with { ExpiresAt = null },
        ["AlertExpiryPast"] = (scene, save) => save with { ExpiresAt = scene.Now },
        ["AlertExpiryTooFar"] = (scene, save) => save with { ExpiresAt = scene.Now.AddHours(72).AddMilliseconds(1) },
        ["AlertCorrectionMissing"] = (_, save) => save with { Correction = AlertScene.Frost with { Sms = "" } },
        ["AudienceEmpty"] = (_, save) => save with { TagIds = [AlertScene.Tag("kiwi")] },
    };

    private static CancellationToken Token => AlertScene.Token;

    public static TheoryData<string, string> Cases()
    {
        var cases = new TheoryData<string, string>();
        foreach (var database in new[] { Databases.Sqlite, Databases.PostgreSql, Databases.SqlServer })
            foreach (var code in Lacks.Keys)
                cases.Add(database, code);
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task Submit_OfWhatLacksSomething_IsRefused(string database, string code)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var draft = await scene.DraftAsync();
        var version = (await scene.Alerts.SaveAsync(Lacks[code](scene, scene.Complete(draft)), scene.Author, Token)).Value;

        var submitted = await scene.Alerts.SubmitAsync(draft.MessageId, version, scene.Author, Token);

        Assert.Equal(code, submitted.Refusal?.Code);
        Assert.Equal((AlertMessageStatus.Draft, version), await StateAsync(scene, draft.MessageId));
        Assert.Empty(await scene.DecisionsAsync(draft.MessageId));
        Assert.Contains((await scene.Details.ChecksAsync(draft.MessageId, scene.Author, Token)).Value.Missing, fault => fault.Code == code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Submit_OfACompleteDraft_HandsItToTheSigners(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);

        var (draft, version) = await scene.SubmittedAsync(with: save => save with { TagIds = [AlertScene.Tag("apple")], ExpiresAt = scene.Now.AddHours(72) });

        var correction = await scene.CorrectionAsync(draft.MessageId);
        Assert.Equal((AlertMessageStatus.Submitted, version), await StateAsync(scene, draft.MessageId));
        Assert.Equal((AlertMessageStatus.Submitted, (DateTime?)scene.Now.AddHours(96)), (correction.Status, correction.ExpiresAt));
        Assert.Equal(["submitted"], await scene.DecisionsAsync(draft.MessageId));
        Assert.Equal(["AlertDrafted", "AlertSaved", "AlertSubmitted"], await scene.Database.ActsAsync());
        var detail = (await scene.Details.FindAsync(draft.MessageId, scene.Signer, Token)).Value;
        Assert.Empty((await scene.Details.ChecksAsync(draft.MessageId, scene.Author, Token)).Value.Missing);
        Assert.Equal((scene.Author.PersonId, 2), (detail.People.AuthorId, detail.PersonsNeeded));
        Assert.Contains("村民", detail.People.AuthorName, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Submit_ThatIsNotTheActorsToDo_IsRefused(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var draft = await scene.DraftAsync();
        var version = (await scene.Alerts.SaveAsync(scene.Complete(draft), scene.Author, Token)).Value;
        var colleague = await scene.BothAsync(TestTree.County);
        var moved = scene.Author with { Grants = [.. scene.Author.Grants.Where(grant => grant.Permission != Permissions.DraftAlerts), new(Permissions.DraftAlerts, new DivisionPath("/61/6106/610629/"))] };

        async Task<string?> RefusedAsync(Actor actor, long seen) => (await scene.Alerts.SubmitAsync(draft.MessageId, seen, actor, Token)).Refusal?.Code;

        Assert.Equal("Stale", await RefusedAsync(scene.Author, version - 1));
        Assert.Equal("AlertNotAuthor", await RefusedAsync(colleague, version));
        Assert.Equal("NotPermitted", await RefusedAsync(scene.Signer, version));
        Assert.Equal("NotFound", await RefusedAsync(scene.ForeignSigner, version));
        Assert.Null(await RefusedAsync(moved, version));
        Assert.Equal("AlertAlreadySubmitted", await RefusedAsync(scene.Author, version));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Submit_ForAnAreaThatIsNoLongerTheAuthors_NamesIt(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var draft = await scene.DraftAsync();
        var foreign = await scene.Database.Data.DivisionAsync(TestTree.ForeignVillage);
        var version = (await scene.Alerts.SaveAsync(scene.Complete(draft), scene.Author, Token)).Value;
        await scene.Database.WriteAsync(db =>
        {
            db.AlertAreas.Add(new AlertArea { MessageId = draft.MessageId, DivisionId = foreign.Id, Path = foreign.Path, PathEnd = new DivisionPath(foreign.Path).End });
            return Task.CompletedTask;
        });

        var submitted = await scene.Alerts.SubmitAsync(draft.MessageId, version, scene.Author, Token);

        Assert.Equal("AlertAreaOutsideDrafting", submitted.Refusal?.Code);
        Assert.Equal("延安市 宜川县 秋林镇 秋林村委会", submitted.Refusal!.Arguments[0]);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Submit_OfALevelThatTheHazardLost_IsRefused(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var draft = await scene.DraftAsync();
        var version = (await scene.Alerts.SaveAsync(scene.Complete(draft), scene.Author, Token)).Value;
        await scene.Database.WriteAsync(db => db.HazardLevels.Where(row => row.HazardCode == "frost" && row.LevelCode == "orange").ExecuteDeleteAsync(Token));

        var submitted = await scene.Alerts.SubmitAsync(draft.MessageId, version, scene.Author, Token);

        Assert.Equal("AlertLevelUnknown", submitted.Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Submit_ForVillagesWithoutHouseholds_IsRefused(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var draft = await scene.DraftAsync();
        var empty = await scene.Database.Data.DivisionIdAsync(TestTree.OtherVillage);
        var version = (await scene.Alerts.SaveAsync(scene.Complete(draft) with { AreaIds = [empty] }, scene.Author, Token)).Value;

        var submitted = await scene.Alerts.SubmitAsync(draft.MessageId, version, scene.Author, Token);

        Assert.Equal("AudienceEmpty", submitted.Refusal?.Code);
    }

    private static async Task<(AlertMessageStatus Status, long Version)> StateAsync(AlertScene scene, Guid messageId)
    {
        var message = await scene.MessageAsync(messageId);
        return (message.Status, message.Version);
    }
}
