using GovLiaison.Alerts;
using GovLiaison.Posts;
using GovLiaison.Testing;

namespace GovLiaison.Tests.Alerts;

/// <summary>An author finds what he wrote: what came back to him, what he has begun, what waits for another.</summary>
public sealed class OwnAlertQueriesTests
{
    private static CancellationToken Token => AlertScene.Token;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Drafts_OfAnAuthor_BeginWithWhatWasReturnedByWhomAndWhy(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (returned, version) = await scene.SubmittedAsync();
        await scene.Alerts.ReturnAsync(new GiveBack(returned.MessageId, version, "止期太短"), scene.Signer, Token);
        scene.Database.Clock.Advance(TimeSpan.FromMinutes(5));
        var begun = await scene.DraftAsync();
        await scene.SubmittedAsync();

        var drafts = await scene.Own.DraftsAsync(false, scene.Author, 0, 10, Token);

        Assert.Equal([returned.MessageId, begun.MessageId], drafts.Rows.Select(own => own.Row.MessageId));
        Assert.Equal((2, "止期太短"), (drafts.Total, drafts.Rows[0].Returned?.Reason));
        Assert.Equal(await NameAsync(scene, returned.MessageId), drafts.Rows[0].Returned?.ByName);
        Assert.Null(drafts.Rows[1].Returned);
        Assert.Equal(begun.MessageId, Assert.Single((await scene.Own.DraftsAsync(false, scene.Author, 1, 10, Token)).Rows).Row.MessageId);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Newest_OfAnAuthor_ShowsAFewOfEachAndCountsAll(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        for (var i = 0; i < 3; i++)
        {
            await scene.DraftAsync();
            scene.Database.Clock.Advance(TimeSpan.FromMinutes(1));
        }
        var (waiting, _) = await scene.SubmittedAsync();
        var (returned, version) = await scene.SubmittedAsync();
        await scene.Alerts.ReturnAsync(new GiveBack(returned.MessageId, version, "止期太短"), scene.Signer, Token);
        await scene.SignedAsync();

        var own = await scene.Own.NewestAsync(false, 2, scene.Author, Token);

        Assert.Equal((3, 2), (own.Drafts.Total, own.Drafts.Rows.Count));
        Assert.Equal(waiting.MessageId, Assert.Single(own.Waiting.Rows).Row.MessageId);
        Assert.Equal(returned.MessageId, Assert.Single(own.Returned.Rows).Row.MessageId);
        Assert.Equal(1, await scene.Own.CountReturnedAsync(false, scene.Author, Token));
    }

    [Fact]
    public async Task Drafts_OfSomebodyElseOrOfADrill_AreNotMine()
    {
        await using var scene = await AlertScene.CreateAsync(Databases.Sqlite);
        await scene.DraftAsync(isTraining: true);
        var (returned, version) = await scene.SubmittedAsync();
        await scene.Alerts.ReturnAsync(new GiveBack(returned.MessageId, version, "止期太短"), scene.Signer, Token);
        var colleague = await scene.Database.Data.StaffAsync(Roles.DutyOfficer, TestTree.County);

        Assert.Equal((0, 0), ((await scene.Own.NewestAsync(false, 5, colleague, Token)).Total, await scene.Own.CountReturnedAsync(false, colleague, Token)));
        Assert.Equal(1, (await scene.Own.DraftsAsync(false, scene.Author, 0, 10, Token)).Total);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task List_OfWhatWaits_LeavesOutWhatWasReturnedToTheOneWhoAsks(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (returned, version) = await scene.SubmittedAsync();
        await scene.Alerts.ReturnAsync(new GiveBack(returned.MessageId, version, "止期太短"), scene.Signer, Token);
        var pending = new ListAlerts(false, AlertStage.Pending, WithoutOwnReturned: true);

        Assert.Empty((await scene.Lists.ListAsync(pending, scene.Author, Token)).Rows);
        Assert.Equal(returned.MessageId, Assert.Single((await scene.Lists.ListAsync(pending, scene.Signer, Token)).Rows).MessageId);
    }

    private static async Task<string?> NameAsync(AlertScene scene, Guid message) =>
        (await scene.Details.FindAsync(message, scene.Author, Token)).Value.Decisions.Single(row => row.Kind is "returned").PersonName;
}
