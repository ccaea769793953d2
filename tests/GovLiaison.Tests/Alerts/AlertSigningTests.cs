using System.Text.RegularExpressions;
using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Alerts;

public sealed class AlertSigningTests
{
    private static CancellationToken Token => AlertScene.Token;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_OfASubmittedMessage_StampsItAndStartsItsDispatch(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);

        var (draft, sent) = await scene.SignedAsync(with: save => save with { TagIds = [AlertScene.Tag("apple")] });

        var message = await scene.MessageAsync(draft.MessageId);
        var run = await scene.RunAsync(sent.DispatchId);
        Assert.Equal((AlertMessageStatus.Sent, 1, scene.Signer.PersonId, (DateTime?)scene.Now), (message.Status, message.Number, message.SignedBy, message.SignedAt));
        Assert.Equal((sent.Identifier, sent.Sent, (long?)sent.DispatchId), (message.Identifier, message.Sent, message.DispatchId));
        Assert.Matches(new Regex("^61-20260409-[0-9]{6}$", RegexOptions.None, TimeSpan.FromSeconds(1)), sent.Identifier);
        Assert.Equal("2026-04-09T22:00:00+08:00", sent.Sent);
        Assert.Equal(32, message.Digest!.Length);
        Assert.Equal(("alert", draft.MessageId, draft.AlertId, scene.Now, scene.Now.AddHours(12)), (run.SubjectKind, run.SubjectId, run.MatterId, run.StartedAt, run.ExpiresAt));
        Assert.Equal((Audience.Area, true, false), (run.Audience, run.AsksForAnswer, run.IsTraining));
        Assert.Equal([await scene.Database.Data.PathAsync(TestTree.Village)], await scene.Database.ReadAsync(db => db.DispatchAreas.Select(row => row.Path).ToListAsync(Token)));
        Assert.Equal([AlertScene.Tag("apple")], await scene.Database.ReadAsync(db => db.DispatchTags.Select(row => row.TagId).ToListAsync(Token)));
        Assert.Equal(["submitted", "signed"], await scene.DecisionsAsync(draft.MessageId));
        Assert.Equal(["AlertDrafted", "AlertSaved", "AlertSubmitted", "AlertSigned"], await scene.Database.ActsAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_HoldsTheCorrectionUnderTheSameSignature(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);

        var (draft, _) = await scene.SignedAsync(isDanger: true);

        var correction = await scene.CorrectionAsync(draft.MessageId);
        Assert.Equal((AlertMessageStatus.Held, scene.Signer.PersonId, (DateTime?)scene.Now), (correction.Status, correction.SignedBy, correction.SignedAt));
        Assert.Equal((null, null, 0, null), (correction.Identifier, correction.Sent, correction.Number, correction.DispatchId));
        Assert.Equal((32, true), (correction.Digest!.Length, correction.IsDanger));
        Assert.Equal("NotFound", (await scene.Details.FindAsync(correction.Id, scene.Signer, Token)).Refusal?.Code);
        Assert.Equal("NotFound", (await scene.Alerts.SignAsync(correction.Id, correction.Version, false, scene.OtherSigner, Token)).Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_ThatMayNotBe_IsRefusedAndSendsNothing(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var both = await scene.BothAsync(TestTree.County);
        var township = await scene.BothAsync(TestTree.Township);
        var (draft, version) = await scene.SubmittedAsync(author: both, with: save => save with { AreaIds = [scene.CountyId] });

        async Task<string?> RefusedAsync(Actor actor, long seen) => (await scene.Alerts.SignAsync(draft.MessageId, seen, false, actor, Token)).Refusal?.Code;

        Assert.Equal("AlertOwnSignature", await RefusedAsync(both, version));
        Assert.Equal("Stale", await RefusedAsync(scene.Signer, version - 1));
        Assert.Equal("NotPermitted", await RefusedAsync(scene.Author, version));
        Assert.Equal("NotFound", await RefusedAsync(scene.ForeignSigner, version));
        Assert.Equal("NotFound", await RefusedAsync(township, version));
        Assert.Equal("NotPermitted", await RefusedAsync(Actor.System("test"), version));
        Assert.Equal("NotFound", (await scene.Alerts.SignAsync(Guid.NewGuid(), 1, false, scene.Signer, Token)).Refusal?.Code);
        Assert.Equal(0, await scene.Database.ReadAsync(db => db.DispatchRuns.CountAsync(Token)));
        Assert.Equal(AlertMessageStatus.Submitted, (await scene.MessageAsync(draft.MessageId)).Status);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_WithOneAreaOutsideTheSignersRange_NamesIt(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var author = await scene.BothAsync(TestTree.City);
        var foreign = await scene.Database.Data.DivisionIdAsync(TestTree.ForeignVillage);
        var (draft, version) = await scene.SubmittedAsync(author: author, with: save => save with { AreaIds = [scene.VillageId, foreign] });

        var signed = await scene.Alerts.SignAsync(draft.MessageId, version, false, scene.Signer, Token);
        var bySuperior = await scene.Alerts.SignAsync(draft.MessageId, version, false, scene.OtherSigner, Token);

        Assert.Equal("AlertAreaOutsideSigning", signed.Refusal?.Code);
        Assert.Equal("延安市 宜川县 秋林镇 秋林村委会", signed.Refusal!.Arguments[0]);
        Assert.False(bySuperior.IsRefused);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_WhenAlreadySigned_IsRefused(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (draft, _) = await scene.SignedAsync();
        var version = (await scene.MessageAsync(draft.MessageId)).Version;

        Assert.Equal("AlreadySigned", (await scene.Alerts.SignAsync(draft.MessageId, version, false, scene.OtherSigner, Token)).Refusal?.Code);
        Assert.Equal("AlreadySigned", (await scene.Alerts.ReturnAsync(new GiveBack(draft.MessageId, version, "晚了"), scene.OtherSigner, Token)).Refusal?.Code);
        Assert.Equal("AlertNotEditable", (await scene.Alerts.SaveAsync(scene.Complete(draft) with { Version = version }, scene.Author, Token)).Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_AfterTheExpiry_IsRefused(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (draft, version) = await scene.SubmittedAsync();
        scene.Database.Clock.Advance(TimeSpan.FromHours(12));

        var signed = await scene.Alerts.SignAsync(draft.MessageId, version, false, scene.Signer, Token);

        Assert.Equal("AlertExpiryPast", signed.Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_GoesByLaneZero_AtTheHighestLevelOrInDanger(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);

        var highest = await scene.SignedAsync();
        var lower = await scene.SignedAsync(with: save => save with { LevelCode = "yellow" });
        var danger = await scene.SignedAsync(isDanger: true, with: save => save with { LevelCode = "yellow" });

        Assert.Equal([0, 1, 0], [highest.Sent.Lane, lower.Sent.Lane, danger.Sent.Lane]);
        Assert.Equal([0, 1, 0], await scene.Database.ReadAsync(db => db.DispatchRuns.OrderBy(row => row.Id).Select(row => row.Lane).ToListAsync(Token)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_OfTextsThatDifferInOneByte_GivesAnotherDigest(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        async Task<string> DigestAsync(Func<SaveAlert, SaveAlert> with) =>
            Convert.ToHexString((await scene.MessageAsync((await scene.SignedAsync(with: with)).Draft.MessageId)).Digest!);

        var same = new[] { await DigestAsync(save => save), await DigestAsync(save => save) };
        var others = new[]
        {
            await DigestAsync(save => save with { Texts = [AlertScene.Frost with { Headline = AlertScene.Frost.Headline + "!" }] }),
            await DigestAsync(save => save with { Texts = [AlertScene.Frost with { Fact = AlertScene.Frost.Fact + "!" }] }),
            await DigestAsync(save => save with { Texts = [AlertScene.Frost with { Actions = AlertScene.Frost.Actions + "!" }] }),
            await DigestAsync(save => save with { Texts = [AlertScene.Frost with { Sms = AlertScene.Frost.Sms + "!" }] }),
            await DigestAsync(save => save with { Texts = [AlertScene.Frost with { Spoken = AlertScene.Frost.Spoken + "!" }] }),
            await DigestAsync(save => save with { Texts = [AlertScene.Frost with { Language = "zh-HK" }] }),
            await DigestAsync(save => save with { ExpiresAt = save.ExpiresAt!.Value.AddMilliseconds(1) }),
            await DigestAsync(save => save with { LevelCode = "yellow" }),
            await DigestAsync(save => save with { AreaIds = [scene.CountyId] }),
            await DigestAsync(save => save with { TagIds = [AlertScene.Tag("apple")] }),
        };

        Assert.Equal(same[0], same[1]);
        Assert.Equal(others.Length + 1, others.Append(same[0]).Distinct(StringComparer.Ordinal).Count());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Identifiers_AreUniqueAndFitForCap(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);

        var identifiers = new[] { (await scene.SignedAsync()).Sent.Identifier, (await scene.SignedAsync()).Sent.Identifier };

        Assert.Equal(2, identifiers.Distinct(StringComparer.Ordinal).Count());
        Assert.All(identifiers, identifier => Assert.DoesNotContain(identifier, letter => letter is ' ' or ',' or '<' or '&'));
        Assert.Equal(scene.Now, UtcTime.ToMilliseconds(scene.Now));
    }
}
