using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Alerts;

public sealed class AlertDraftTests
{
    private static CancellationToken Token => AlertScene.Token;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Draft_FromTemplate_HoldsItsWordingAndACorrection(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);

        var draft = await scene.DraftAsync();

        var detail = (await scene.Details.FindAsync(draft.MessageId, scene.Author, Token)).Value;
        Assert.Equal(AlertScene.Frost, Assert.Single(detail.Texts));
        Assert.Contains("霜冻橙色预警", detail.Correction!.Sms, StringComparison.Ordinal);
        Assert.Equal((AlertMessageStatus.Draft, 0, draft.Version), (detail.Status, detail.Number, detail.Version));
        Assert.Equal(["AlertDrafted"], await scene.Database.ActsAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Draft_Empty_IsEmptyButForItsCorrection(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);

        var draft = await scene.DraftAsync(fromTemplate: false, level: "blue");

        var detail = (await scene.Details.FindAsync(draft.MessageId, scene.Author, Token)).Value;
        Assert.Equal(AlertWording.Empty("zh-CN"), Assert.Single(detail.Texts));
        Assert.Contains("霜冻蓝色预警", detail.Correction!.Fact, StringComparison.Ordinal);
        Assert.Null(detail.ExpiresAt);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Draft_WithoutRightOrLevel_IsRefused(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var frost = new DraftAlert("frost", "orange", scene.CountyId, IsTraining: false);

        Assert.Equal("NotPermitted", (await scene.Alerts.DraftAsync(frost, scene.Signer, Token)).Refusal?.Code);
        Assert.Equal("NotFound", (await scene.Alerts.DraftAsync(frost, scene.ForeignSigner, Token)).Refusal?.Code);
        Assert.Equal("AlertLevelUnknown", (await scene.Alerts.DraftAsync(frost with { LevelCode = "red" }, scene.Author, Token)).Refusal?.Code);
        Assert.Equal("NotFound", (await scene.Alerts.DraftAsync(frost with { TemplateId = Guid.NewGuid() }, scene.Author, Token)).Refusal?.Code);
        Assert.Empty(await scene.Database.ActsAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Save_Partial_IsStoredUnderANewVersion(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var draft = await scene.DraftAsync();
        var save = new SaveAlert(draft.MessageId, draft.Version, "yellow", null, [], [AlertScene.Tag("apple")], [AlertWording.Empty("zh-CN") with { Headline = "霜" }]);

        var version = (await scene.Alerts.SaveAsync(save, scene.Author, Token)).Value;

        var detail = (await scene.Details.FindAsync(draft.MessageId, scene.Author, Token)).Value;
        Assert.Equal(draft.Version + 1, version);
        Assert.Equal((version, "yellow", "霜"), (detail.Version, detail.Label.LevelCode, detail.Texts[0].Headline));
        Assert.Equal("苹果", Assert.Single(detail.Tags).NameZh);
        Assert.Contains("霜冻黄色预警", detail.Correction!.Sms, StringComparison.Ordinal);
        Assert.Equal(["AlertDrafted", "AlertSaved"], await scene.Database.ActsAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Save_OfTheSame_KeepsTheVersionAndWritesNoAct(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var draft = await scene.DraftAsync();
        var version = (await scene.Alerts.SaveAsync(scene.Complete(draft), scene.Author, Token)).Value;

        var again = await scene.Alerts.SaveAsync(scene.Complete(draft) with { Version = version }, scene.Author, Token);

        Assert.Equal(version, again.Value);
        Assert.Equal(["AlertDrafted", "AlertSaved"], await scene.Database.ActsAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Save_OfOneTextOrTheCorrectionAlone_RaisesTheVersion(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var draft = await scene.DraftAsync();
        var complete = scene.Complete(draft);
        var first = (await scene.Alerts.SaveAsync(complete, scene.Author, Token)).Value;

        var second = (await scene.Alerts.SaveAsync(complete with { Version = first, Texts = [AlertScene.Frost with { Fact = "冷" }] }, scene.Author, Token)).Value;
        var mine = AlertScene.Frost with { Sms = "刚才发错了" };
        var third = (await scene.Alerts.SaveAsync(complete with { Version = second, Texts = [AlertScene.Frost with { Fact = "冷" }], Correction = mine }, scene.Author, Token)).Value;
        var fourth = (await scene.Alerts.SaveAsync(complete with { Version = third, LevelCode = "blue" }, scene.Author, Token)).Value;

        Assert.Equal([first + 1, first + 2, first + 3], [second, third, fourth]);
        Assert.Equal(mine, (await scene.Details.FindAsync(draft.MessageId, scene.Author, Token)).Value.Correction);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Save_OfAreasInsideOneAnother_KeepsTheOutermost(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var draft = await scene.DraftAsync();

        await scene.Alerts.SaveAsync(scene.Complete(draft) with { AreaIds = [scene.VillageId, scene.CountyId] }, scene.Author, Token);

        var area = Assert.Single((await scene.Details.FindAsync(draft.MessageId, scene.Author, Token)).Value.Areas);
        Assert.Equal((scene.CountyId, "延安市 洛川县"), (area.DivisionId, area.FullName));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Save_ThatMayNotBe_IsRefusedAndStoresNothing(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var draft = await scene.DraftAsync();
        var complete = scene.Complete(draft);
        var foreign = await scene.Database.Data.DivisionIdAsync(TestTree.ForeignVillage);
        var colleague = await scene.BothAsync(TestTree.County);

        async Task<string?> RefusedAsync(SaveAlert save, Actor? actor = null) => (await scene.Alerts.SaveAsync(save, actor ?? scene.Author, Token)).Refusal?.Code;

        Assert.Equal("Stale", await RefusedAsync(complete with { Version = draft.Version + 1 }));
        Assert.Equal("AlertNotAuthor", await RefusedAsync(complete, colleague));
        Assert.Equal("NotFound", await RefusedAsync(complete, scene.ForeignSigner));
        Assert.Equal("NotFound", await RefusedAsync(complete with { MessageId = Guid.NewGuid() }));
        Assert.Equal("AlertAreaUnknown", await RefusedAsync(complete with { AreaIds = [scene.VillageId, 999_999] }));
        Assert.Equal("AlertAreaOutsideDrafting", await RefusedAsync(complete with { AreaIds = [foreign] }));
        Assert.Equal("AlertTooManyAreas", await RefusedAsync(complete with { AreaIds = [.. Enumerable.Range(1, 2001)] }));
        Assert.Equal("AlertTagUnknown", await RefusedAsync(complete with { TagIds = [Guid.NewGuid()] }));
        Assert.Equal("AlertLevelUnknown", await RefusedAsync(complete with { LevelCode = "red" }));
        Assert.Equal("AlertTextRepeated", await RefusedAsync(complete with { Texts = [AlertScene.Frost, AlertScene.Frost] }));
        Assert.Equal("AlertTooManyTexts", await RefusedAsync(complete with { Texts = [.. Enumerable.Range(0, 9).Select(n => AlertScene.Frost with { Language = $"x-{n}" })] }));
        Assert.Equal("AlertHeadlineTooLong", await RefusedAsync(complete with { Texts = [AlertScene.Frost with { Headline = new string('霜', 61) }] }));
        Assert.Equal("AlertFactTooLong", await RefusedAsync(complete with { Texts = [AlertScene.Frost with { Fact = new string('霜', 301) }] }));
        Assert.Equal("AlertActionsTooLong", await RefusedAsync(complete with { Texts = [AlertScene.Frost with { Actions = new string('霜', 501) }] }));
        Assert.Equal("AlertTooManyActions", await RefusedAsync(complete with { Texts = [AlertScene.Frost with { Actions = "一\n二\n三\n四" }] }));
        Assert.Equal("AlertSmsTooLong", await RefusedAsync(complete with { Texts = [AlertScene.Frost with { Sms = new string('霜', 501) }] }));
        Assert.Equal("AlertSpokenTooLong", await RefusedAsync(complete with { Texts = [AlertScene.Frost with { Spoken = new string('霜', 1001) }] }));
        Assert.Equal("AlertSmsTooLong", await RefusedAsync(complete with { Correction = AlertScene.Frost with { Sms = new string('霜', 501) } }));
        Assert.Equal(draft.Version, (await scene.MessageAsync(draft.MessageId)).Version);
        Assert.Equal(["AlertDrafted"], await scene.Database.ActsAsync());
        Assert.Equal(0, await scene.Database.ReadAsync(db => db.AlertAreas.CountAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Save_AfterSubmission_IsRefusedUntilReturned(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (draft, version) = await scene.SubmittedAsync();
        var complete = scene.Complete(draft);

        var submitted = await scene.Alerts.SaveAsync(complete with { Version = version }, scene.Author, Token);
        var returned = (await scene.Alerts.ReturnAsync(new GiveBack(draft.MessageId, version, "时间写错了"), scene.Signer, Token)).Value;
        var saved = await scene.Alerts.SaveAsync(complete with { Version = returned, ExpiresAt = scene.Now.AddHours(6) }, scene.Author, Token);

        Assert.Equal("AlertNotEditable", submitted.Refusal?.Code);
        Assert.False(saved.IsRefused);
        Assert.Equal(TextAudiences.Resident, AlertScene.Frost.Audience);
    }
}
