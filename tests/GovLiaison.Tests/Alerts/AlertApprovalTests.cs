using GovLiaison.Alerts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Alerts;

public sealed class AlertApprovalTests
{
    private static CancellationToken Token => AlertScene.Token;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Return_WithReason_GivesTheDraftBackAndItMayComeAgain(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (draft, version) = await scene.SubmittedAsync();

        var returned = (await scene.Alerts.ReturnAsync(new GiveBack(draft.MessageId, version, " 时间写错了 "), scene.Signer, Token)).Value;
        var again = await scene.Alerts.SubmitAsync(draft.MessageId, returned, scene.Author, Token);

        var decision = await scene.Database.ReadAsync(db => db.AlertDecisions.SingleAsync(row => row.Kind == "returned"));
        Assert.Equal(("时间写错了", version, scene.Signer.PersonId!.Value), (decision.Reason, decision.MessageVersion, decision.ByPersonId));
        Assert.False(again.IsRefused);
        Assert.Equal(["AlertDrafted", "AlertSaved", "AlertSubmitted", "AlertReturned", "AlertSubmitted"], await scene.Database.ActsAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Reject_WithReason_EndsTheMessageAndItsCorrection(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (draft, version) = await scene.SubmittedAsync();

        var rejected = (await scene.Alerts.RejectAsync(new GiveBack(draft.MessageId, version, "没有霜冻"), scene.Signer, Token)).Value;

        Assert.Equal(AlertMessageStatus.Rejected, (await scene.MessageAsync(draft.MessageId)).Status);
        Assert.Equal(AlertMessageStatus.Rejected, (await scene.CorrectionAsync(draft.MessageId)).Status);
        Assert.Equal("AlertNotEditable", (await scene.Alerts.SubmitAsync(draft.MessageId, rejected, scene.Author, Token)).Refusal?.Code);
        Assert.Equal("AlertNotSubmitted", (await scene.Alerts.SignAsync(draft.MessageId, rejected, false, scene.Signer, Token)).Refusal?.Code);
        Assert.Equal("AlertRejected", (await scene.Database.ActsAsync())[^1]);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task GiveBack_WithoutReasonRightOrTheRightVersion_IsRefused(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (draft, version) = await scene.SubmittedAsync();
        var give = new GiveBack(draft.MessageId, version, "理由");

        Assert.Equal("AlertReasonMissing", (await scene.Alerts.ReturnAsync(give with { Reason = " " }, scene.Signer, Token)).Refusal?.Code);
        Assert.Equal("AlertReasonMissing", (await scene.Alerts.RejectAsync(give with { Reason = "" }, scene.Signer, Token)).Refusal?.Code);
        Assert.Equal("AlertReasonTooLong", (await scene.Alerts.ReturnAsync(give with { Reason = new string('长', 501) }, scene.Signer, Token)).Refusal?.Code);
        Assert.Equal("Stale", (await scene.Alerts.ReturnAsync(give with { Version = version - 1 }, scene.Signer, Token)).Refusal?.Code);
        Assert.Equal("NotPermitted", (await scene.Alerts.ReturnAsync(give, scene.Author, Token)).Refusal?.Code);
        Assert.Equal("NotFound", (await scene.Alerts.ReturnAsync(give, scene.ForeignSigner, Token)).Refusal?.Code);
        Assert.Equal(["submitted"], await scene.DecisionsAsync(draft.MessageId));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Review_WhereTwoPeopleSuffice_IsRefused(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (draft, version) = await scene.SubmittedAsync();

        var reviewed = await scene.Alerts.ReviewAsync(draft.MessageId, version, scene.Signer, Token);

        Assert.Equal("AlertReviewNotNeeded", reviewed.Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_WhereThreePeopleAreAskedFor_NeedsAuthorReviewerAndSigner(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        await scene.Database.WriteAsync(db => db.SigningPolicies.Where(row => row.Persons == 3)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.IsEnabled, true), Token));
        var both = await scene.BothAsync(TestTree.County);
        var (draft, version) = await scene.SubmittedAsync(author: both);

        var early = await scene.Alerts.SignAsync(draft.MessageId, version, false, scene.Signer, Token);
        var own = await scene.Alerts.ReviewAsync(draft.MessageId, version, both, Token);
        var reviewed = await scene.Alerts.ReviewAsync(draft.MessageId, version, scene.Signer, Token);
        var twice = await scene.Alerts.ReviewAsync(draft.MessageId, version, scene.OtherSigner, Token);
        var pending = await scene.Lists.PendingSignaturesAsync(false, scene.Signer, 0, 10, Token);
        var byReviewer = await scene.Alerts.SignAsync(draft.MessageId, version, false, scene.Signer, Token);
        var detail = (await scene.Details.FindAsync(draft.MessageId, scene.OtherSigner, Token)).Value;
        var signed = await scene.Alerts.SignAsync(draft.MessageId, version, false, scene.OtherSigner, Token);

        Assert.Equal("AlertReviewMissing", early.Refusal?.Code);
        Assert.Equal("AlertOwnReview", own.Refusal?.Code);
        Assert.False(reviewed.IsRefused);
        Assert.Equal("AlertAlreadyReviewed", twice.Refusal?.Code);
        Assert.Empty(pending.Rows);
        Assert.Equal("AlertReviewerSigns", byReviewer.Refusal?.Code);
        Assert.Equal((3, true), (detail.PersonsNeeded, detail.IsReviewed));
        Assert.Equal(1, signed.Value.Number);
        Assert.Equal(["submitted", "reviewed", "signed"], await scene.DecisionsAsync(draft.MessageId));
        Assert.Contains(await scene.Database.ActsAsync(), act => act is "AlertReviewed");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_AfterAReviewOfAnOlderVersion_IsRefused(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        await scene.Database.WriteAsync(db => db.SigningPolicies.Where(row => row.Persons == 3)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.IsEnabled, true), Token));
        var (draft, version) = await scene.SubmittedAsync();
        await scene.Alerts.ReviewAsync(draft.MessageId, version, scene.Signer, Token);
        var returned = (await scene.Alerts.ReturnAsync(new GiveBack(draft.MessageId, version, "改"), scene.OtherSigner, Token)).Value;
        var again = (await scene.Alerts.SubmitAsync(draft.MessageId, returned, scene.Author, Token)).Value;

        var signed = await scene.Alerts.SignAsync(draft.MessageId, again, false, scene.OtherSigner, Token);

        Assert.Equal("AlertReviewMissing", signed.Refusal?.Code);
    }
}
