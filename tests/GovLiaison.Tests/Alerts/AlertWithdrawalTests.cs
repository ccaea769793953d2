using GovLiaison.Alerts;
using GovLiaison.Testing;

namespace GovLiaison.Tests.Alerts;

public sealed class AlertWithdrawalTests
{
    private static CancellationToken Token => AlertScene.Token;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Withdraw_BeforeTheSignature_MakesItADraftAgainThatItsAuthorChangesAndSubmits(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (draft, version) = await scene.SubmittedAsync();

        var withdrawn = (await scene.Alerts.WithdrawAsync(draft.MessageId, version, scene.Author, Token)).Value;

        Assert.Equal((AlertMessageStatus.Draft, AlertMessageStatus.Draft), ((await scene.MessageAsync(draft.MessageId)).Status, (await scene.CorrectionAsync(draft.MessageId)).Status));
        Assert.Empty((await scene.Lists.PendingSignaturesAsync(false, scene.Signer, 0, 10, Token)).Rows);
        Assert.Equal(["submitted", "withdrawn"], await scene.DecisionsAsync(draft.MessageId));
        Assert.Equal("AlertWithdrawn", (await scene.Database.ActsAsync())[^1]);
        var saved = (await scene.Alerts.SaveAsync(scene.Complete(draft with { Version = withdrawn }) with { ExpiresAt = scene.Now.AddHours(6) }, scene.Author, Token)).Value;
        var again = (await scene.Alerts.SubmitAsync(draft.MessageId, saved, scene.Author, Token)).Value;
        Assert.False((await scene.Alerts.SignAsync(draft.MessageId, again, isDanger: false, scene.Signer, Token)).IsRefused);
    }

    [Fact]
    public async Task Withdraw_ByAnotherOrOfAnOlderVersion_IsRefusedAndLeavesNoTrace()
    {
        await using var scene = await AlertScene.CreateAsync(Databases.Sqlite);
        var (draft, version) = await scene.SubmittedAsync();
        var other = await scene.BothAsync(TestTree.County);
        var acts = await scene.Database.ActsAsync();

        Assert.Equal("AlertNotAuthor", (await scene.Alerts.WithdrawAsync(draft.MessageId, version, other, Token)).Refusal?.Code);
        Assert.Equal("Stale", (await scene.Alerts.WithdrawAsync(draft.MessageId, version - 1, scene.Author, Token)).Refusal?.Code);

        Assert.Equal(AlertMessageStatus.Submitted, (await scene.MessageAsync(draft.MessageId)).Status);
        Assert.Equal(acts, await scene.Database.ActsAsync());
    }

    [Theory]
    [InlineData(AlertMessageStatus.Sent, "AlertSignedMeanwhile")]
    [InlineData(AlertMessageStatus.Returned, "AlertReturnedMeanwhile")]
    [InlineData(AlertMessageStatus.Rejected, "AlertRejectedMeanwhile")]
    [InlineData(AlertMessageStatus.Draft, "AlertNotSubmitted")]
    public async Task Withdraw_AfterSomebodyDecided_SaysWhatBecameOfIt(AlertMessageStatus meanwhile, string refusal)
    {
        await using var scene = await AlertScene.CreateAsync(Databases.Sqlite);
        var (draft, version) = await scene.SubmittedAsync();
        var give = new GiveBack(draft.MessageId, version, "再看看");
        _ = meanwhile switch
        {
            AlertMessageStatus.Sent => (await scene.Alerts.SignAsync(draft.MessageId, version, isDanger: false, scene.Signer, Token)).IsRefused,
            AlertMessageStatus.Returned => (await scene.Alerts.ReturnAsync(give, scene.Signer, Token)).IsRefused,
            AlertMessageStatus.Rejected => (await scene.Alerts.RejectAsync(give, scene.Signer, Token)).IsRefused,
            _ => (await scene.Alerts.WithdrawAsync(draft.MessageId, version, scene.Author, Token)).IsRefused,
        };

        Assert.Equal(refusal, (await scene.Alerts.WithdrawAsync(draft.MessageId, version, scene.Author, Token)).Refusal?.Code);
        Assert.Equal(meanwhile, (await scene.MessageAsync(draft.MessageId)).Status);
    }

    [Fact]
    public async Task Sign_WhatItsAuthorWithdrewMeanwhile_SaysThatItWaitsNoLonger()
    {
        await using var scene = await AlertScene.CreateAsync(Databases.Sqlite);
        var (draft, version) = await scene.SubmittedAsync();
        await scene.Alerts.WithdrawAsync(draft.MessageId, version, scene.Author, Token);

        Assert.Equal("AlertNotSubmitted", (await scene.Alerts.SignAsync(draft.MessageId, version, isDanger: false, scene.Signer, Token)).Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Delete_OfWhatWasWithdrawn_KeepsItAsGivenUp(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (draft, version) = await scene.SubmittedAsync();
        var withdrawn = (await scene.Alerts.WithdrawAsync(draft.MessageId, version, scene.Author, Token)).Value;

        Assert.False((await scene.Alerts.DeleteDraftAsync(draft.MessageId, withdrawn, scene.Author, Token)).IsRefused);

        Assert.Equal(AlertMessageStatus.Dropped, (await scene.MessageAsync(draft.MessageId)).Status);
        Assert.Equal(["submitted", "withdrawn", "dropped"], await scene.DecisionsAsync(draft.MessageId));
    }
}
