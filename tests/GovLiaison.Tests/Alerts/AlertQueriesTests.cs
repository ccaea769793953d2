using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Posts;
using GovLiaison.Testing;

namespace GovLiaison.Tests.Alerts;

public sealed class AlertQueriesTests
{
    private static CancellationToken Token => AlertScene.Token;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task List_ByStage_HoldsEachAlertWhereItStands(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var draft = await scene.DraftAsync();
        var (submitted, _) = await scene.SubmittedAsync();
        var (rejected, version) = await scene.SubmittedAsync();
        await scene.Alerts.RejectAsync(new GiveBack(rejected.MessageId, version, "没有霜冻"), scene.Signer, Token);
        var (running, _) = await scene.SignedAsync();
        var (lifted, _) = await scene.SignedAsync();
        var lift = await scene.SignAsync((await scene.Alerts.DraftLiftAsync(lifted.AlertId, scene.Author, Token)).Value);
        var (drill, _) = await scene.SignedAsync(isTraining: true);

        async Task<Guid[]> IdsAsync(AlertStage stage, bool isTraining = false) =>
            [.. (await scene.Lists.ListAsync(new ListAlerts(isTraining, stage), scene.Author, Token)).Rows.Select(row => row.MessageId).Order()];

        Assert.Equal([running.MessageId], await IdsAsync(AlertStage.Running));
        Assert.Equal([submitted.MessageId], await IdsAsync(AlertStage.Pending));
        Assert.Equal(new[] { rejected.MessageId, lift.MessageId }.Order(), await IdsAsync(AlertStage.Ended));
        Assert.Equal([drill.MessageId], await IdsAsync(AlertStage.Running, isTraining: true));
        Assert.Equal(draft.MessageId, Assert.Single((await scene.Own.DraftsAsync(false, scene.Author, 0, 10, Token)).Rows).Row.MessageId);
        Assert.Empty((await scene.Own.DraftsAsync(false, scene.OtherSigner, 0, 10, Token)).Rows);
        scene.Database.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Empty(await IdsAsync(AlertStage.Running));
        Assert.Contains(running.MessageId, await IdsAsync(AlertStage.Ended));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task List_ByPages_CountsAllAndShowsThePage(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        for (var i = 0; i < 3; i++)
        {
            await scene.SignedAsync();
            scene.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var first = await scene.Lists.ListAsync(new ListAlerts(false, AlertStage.Running, 0, 2), scene.Author, Token);
        var second = await scene.Lists.ListAsync(new ListAlerts(false, AlertStage.Running, 2, 2), scene.Author, Token);

        Assert.Equal((3, 2, 3, 1), (first.Total, first.Rows.Count, second.Total, second.Rows.Count));
        Assert.True(first.Rows[0].At > first.Rows[1].At && first.Rows[1].At > second.Rows[0].At);
        Assert.Equal(("洛川县", "霜冻橙色预警", "霜冻", "橙色"), (first.Rows[0].IssuerName, first.Rows[0].Headline, first.Rows[0].Label.HazardZh, first.Rows[0].Label.LevelZh));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Visible_IsWhatIsIssuedInOrSentToTheRange(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var city = await scene.BothAsync(TestTree.City);
        var citysOwn = (await scene.Alerts.DraftAsync(new DraftAlert("frost", "orange", await scene.Database.Data.DivisionIdAsync(TestTree.City), false, AlertScene.FrostTemplate), city, Token)).Value;
        var version = (await scene.Alerts.SaveAsync(scene.Complete(citysOwn), city, Token)).Value;
        var submitted = (await scene.Alerts.SubmitAsync(citysOwn.MessageId, version, city, Token)).Value;
        var viewer = await scene.Database.Data.StaffAsync(Roles.Viewer, TestTree.Township);
        var officer = await scene.Database.Data.OfficerAsync(TestTree.Village);

        async Task<string?> FoundAsync(Actor actor) => (await scene.Details.FindAsync(citysOwn.MessageId, actor, Token)).Refusal?.Code;

        Assert.Equal("NotFound", await FoundAsync(viewer));
        Assert.Null(await FoundAsync(scene.Signer));
        Assert.Null((await scene.Alerts.SignAsync(citysOwn.MessageId, submitted, false, scene.Signer, Token)).Refusal);
        Assert.Null(await FoundAsync(viewer));
        Assert.Equal("NotFound", await FoundAsync(scene.ForeignSigner));
        Assert.Equal("NotFound", await FoundAsync(officer));
        Assert.Empty((await scene.Lists.ListAsync(new ListAlerts(false, AlertStage.Running), scene.ForeignSigner, Token)).Rows);
        Assert.Single((await scene.Lists.ListAsync(new ListAlerts(false, AlertStage.Running), viewer, Token)).Rows);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Draft_NeverSubmitted_IsSeenByItsAuthorAlone(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var draft = await scene.DraftAsync();

        Assert.Null((await scene.Details.FindAsync(draft.MessageId, scene.Author, Token)).Refusal);
        Assert.Equal("NotFound", (await scene.Details.FindAsync(draft.MessageId, scene.Signer, Token)).Refusal?.Code);
        Assert.Equal("NotFound", (await scene.Details.ChecksAsync(draft.MessageId, scene.Signer, Token)).Refusal?.Code);
        Assert.Equal("NotFound", (await scene.Details.CurrentAsync(draft.AlertId, scene.Signer, Token)).Refusal?.Code);
        Assert.Equal(draft.MessageId, (await scene.Details.CurrentAsync(draft.AlertId, scene.Author, Token)).Value);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task PendingSignatures_LeaveOutOnesOwnAndWhatIsNotAllInRange(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var city = await scene.BothAsync(TestTree.City);
        var foreign = await scene.Database.Data.DivisionIdAsync(TestTree.ForeignVillage);
        var (wide, _) = await scene.SubmittedAsync(author: city, with: save => save with { AreaIds = [scene.VillageId, foreign] });
        var (narrow, _) = await scene.SubmittedAsync();
        await scene.SubmittedAsync(isTraining: true);
        await scene.SignedAsync();

        async Task<Guid[]> PendingAsync(Actor actor) =>
            [.. (await scene.Lists.PendingSignaturesAsync(false, actor, 0, 10, Token)).Rows.Select(row => row.MessageId).Order()];

        Assert.Equal([narrow.MessageId], await PendingAsync(scene.Signer));
        Assert.Equal(new[] { wide.MessageId, narrow.MessageId }.Order(), await PendingAsync(scene.OtherSigner));
        Assert.Equal([narrow.MessageId], await PendingAsync(city));
        Assert.Empty(await PendingAsync(scene.ForeignSigner));
        Assert.Empty(await PendingAsync(scene.Author));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Differences_OnceAPlaceIsLeftOut_NameTheTextForThoseWhoLeftUntilItIsInAgain(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var other = await scene.Database.Data.DivisionIdAsync(TestTree.OtherVillage);
        await scene.Database.Data.HouseholdAsync(TestTree.OtherVillage, home => home.WithResident());
        var (first, _) = await scene.SignedAsync();
        async Task<AlertDifferences> UpdateAsync(params int[] areas)
        {
            var update = (await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Author, Token)).Value;
            var detail = (await scene.Details.FindAsync(update.MessageId, scene.Author, Token)).Value;
            var version = (await scene.Alerts.SaveAsync(scene.Complete(update) with { AreaIds = areas, Texts = detail.Texts }, scene.Author, Token)).Value;
            var differences = (await scene.Details.DifferencesAsync(update.MessageId, detail.PreviousId!.Value, scene.Author, Token)).Value;
            await scene.SignAsync(update with { Version = version });
            return differences;
        }

        var leaves = await UpdateAsync(other);
        Assert.True(leaves.SomebodyLeaves);
        Assert.Contains(leaves.Fields, field => field is { Audience: "resident-left", Old: "" });
        // nothing leaves since the last message, but whoever was told first is still outside
        Assert.True((await UpdateAsync(other)).SomebodyLeaves);
        Assert.False((await UpdateAsync(scene.CountyId)).SomebodyLeaves);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Differences_BetweenTwoMessages_NameFieldsAreasAndTags(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (first, _) = await scene.SignedAsync(with: save => save with { TagIds = [AlertScene.Tag("apple")] });
        var update = (await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Author, Token)).Value;
        var left = (await scene.Details.FindAsync(update.MessageId, scene.Author, Token)).Value.Texts[1];
        var save = scene.Complete(update) with
        {
            LevelCode = "yellow",
            ExpiresAt = scene.Now.AddHours(13),
            AreaIds = [await scene.Database.Data.DivisionIdAsync(TestTree.OtherVillage), scene.VillageId],
            Texts = [AlertScene.Frost with { Fact = "零下6度" }, left],
        };
        await scene.Alerts.SaveAsync(save, scene.Author, Token);

        var differences = (await scene.Details.DifferencesAsync(update.MessageId, first.MessageId, scene.Author, Token)).Value;

        Assert.Equal(["level", "expires", "fact"], differences.Fields.Where(field => field.Audience is "" or "resident").Select(field => field.Field));
        Assert.Contains(differences.Fields, field => field is { Field: "fact", New: "零下6度" } && field.Old == AlertScene.Frost.Fact);
        Assert.DoesNotContain(differences.Fields, field => field.Audience is "resident-left");
        Assert.False(differences.SomebodyLeaves);
        Assert.Equal("延安市 洛川县 旧县镇 桐堤村委会", Assert.Single(differences.AreasAdded).FullName);
        Assert.Empty(differences.AreasRemoved);
        Assert.Equal("苹果", Assert.Single(differences.TagsRemoved).NameZh);
        Assert.Equal(1, differences.OlderNumber);
        Assert.Equal("NotFound", (await scene.Details.DifferencesAsync(update.MessageId, first.MessageId, scene.Signer, Token)).Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Detail_OfASignedMessage_HoldsWhoDecidedWhatAndWhen(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (draft, sent) = await scene.SignedAsync();

        var detail = (await scene.Details.FindAsync(draft.MessageId, scene.Author, Token)).Value;

        Assert.Equal(["submitted", "signed"], detail.Decisions.Select(decision => decision.Kind));
        Assert.Equal([scene.Author.PersonId!.Value, scene.Signer.PersonId!.Value], detail.Decisions.Select(decision => decision.PersonId));
        Assert.All(detail.Decisions, decision => Assert.Contains("村民", decision.PersonName, StringComparison.Ordinal));
        Assert.Equal((sent.Identifier, sent.Sent, 64), (detail.Identifier, detail.Sent, detail.Digest!.Length));
        Assert.Equal("延安市 洛川县 旧县镇 姚苌村委会", Assert.Single(detail.Areas).FullName);
        Assert.Equal(draft.MessageId, Assert.Single(detail.Messages).MessageId);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task LastTold_AtAPlace_IsWhatCoversItOrTookItBack(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (county, _) = await scene.SignedAsync(with: save => save with { AreaIds = [scene.CountyId] });
        var (drill, _) = await scene.SignedAsync(isTraining: true);
        var village = await scene.Database.Data.PathAsync(TestTree.Village);
        var foreign = await scene.Database.Data.PathAsync(TestTree.ForeignVillage);

        Assert.Equal(county.MessageId, Assert.Single(await scene.Public.LastToldAsync(village, false, Token)).MessageId);
        Assert.Equal(drill.MessageId, Assert.Single(await scene.Public.LastToldAsync(village, true, Token)).MessageId);
        Assert.Empty(await scene.Public.LastToldAsync(foreign, false, Token));
        await scene.Alerts.ReleaseCorrectionAsync(county.AlertId, scene.Signer, Token);
        Assert.Equal(AlertMessageKind.Cancel, Assert.Single(await scene.Public.LastToldAsync(village, false, Token)).Kind);
        Assert.Empty(await scene.Public.LastToldAsync(foreign, false, Token));
        Assert.Null(await scene.Public.FindAsync((await scene.CorrectionAsync(drill.MessageId)).Id, Token));
    }
}
