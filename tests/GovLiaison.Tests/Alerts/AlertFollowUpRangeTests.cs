using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;
using static GovLiaison.Tests.Alerts.AlertScene;

namespace GovLiaison.Tests.Alerts;

/// <summary>What follows an alert speaks to everyone who was told, however few areas it names.</summary>
public sealed class AlertFollowUpRangeTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Save_OfALiftForFewerPlacesOrPeople_IsRefused(string database)
    {
        await using var scene = await CreateAsync(database);
        var (first, _) = await scene.SignedAsync();
        var lift = (await scene.Alerts.DraftLiftAsync(first.AlertId, scene.Author, Token)).Value;
        var asItWas = scene.Complete(lift) with { TagIds = await TagsAsync(scene, lift.MessageId) };

        var fewerPlaces = await scene.Alerts.SaveAsync(asItWas with { AreaIds = [] }, scene.Author, Token);
        var fewerPeople = await scene.Alerts.SaveAsync(asItWas with { TagIds = [Tag("apple")] }, scene.Author, Token);
        var saved = await scene.Alerts.SaveAsync(asItWas, scene.Author, Token);

        Assert.Equal("AlertLiftAreasFixed", fewerPlaces.Refusal?.Code);
        Assert.Equal("AlertLiftAreasFixed", fewerPeople.Refusal?.Code);
        Assert.False(saved.IsRefused);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_OfAnUpdateForFewerPlaces_NeedsASignerOverAllWhoWereTold(string database)
    {
        await using var scene = await CreateAsync(database);
        var author = await scene.BothAsync(TestTree.City);
        var (first, update, version) = await NarrowedAsync(scene, author);

        var signed = await scene.Alerts.SignAsync(update.MessageId, version, false, scene.Signer, Token);
        var bySuperior = await scene.Alerts.SignAsync(update.MessageId, version, false, scene.OtherSigner, Token);
        var released = await scene.Alerts.ReleaseCorrectionAsync(first.AlertId, scene.Signer, Token);

        Assert.Equal("AlertAreaOutsideSigning", signed.Refusal?.Code);
        Assert.Equal("延安市 宜川县 秋林镇 秋林村委会", signed.Refusal!.Arguments[0]);
        Assert.False(bySuperior.IsRefused);
        Assert.Equal("AlertAreaOutsideSigning", released.Refusal?.Code);
    }

    private static async Task<(DraftedAlert First, DraftedAlert Update, long Version)> NarrowedAsync(AlertScene scene, Actor author)
    {
        var foreign = await scene.Database.Data.DivisionIdAsync(TestTree.ForeignVillage);
        var (first, signable) = await scene.SubmittedAsync(author: author, with: save => save with { AreaIds = [scene.VillageId, foreign] });
        Assert.False((await scene.Alerts.SignAsync(first.MessageId, signable, false, scene.OtherSigner, Token)).IsRefused);
        var update = (await scene.Alerts.DraftUpdateAsync(first.AlertId, author, Token)).Value;
        var texts = (await scene.Details.FindAsync(update.MessageId, author, Token)).Value.Texts;
        var saved = await scene.Alerts.SaveAsync(scene.Complete(update) with { Texts = texts }, author, Token);
        return (first, update, (await scene.Alerts.SubmitAsync(update.MessageId, saved.Value, author, Token)).Value);
    }

    private static Task<List<Guid>> TagsAsync(AlertScene scene, Guid messageId) =>
        scene.Database.ReadAsync(db => db.AlertTags.Where(row => row.MessageId == messageId).Select(row => row.TagId).ToListAsync(Token));
}
