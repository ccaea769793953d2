using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Alerts;

/// <summary>The way to the signature: submitted, reviewed where three people are asked for, given back, or taken back by its author.</summary>
internal sealed class AlertApproval(AlertTrail trail, TimeProvider clock)
{
    public async Task<Result<long>> SubmitAsync(LiaisonDbContext db, Guid messageId, long version, Actor actor, CancellationToken cancellationToken)
    {
        var content = await AlertContent.FindAsync(db, messageId, cancellationToken);
        if (Submittable(content, version, actor) is { } refusal) return refusal;
        var correction = await AlertContent.FindCorrectionAsync(db, messageId, cancellationToken);
        var now = clock.UtcNow();
        var faults = await AlertChecks.FindAsync(db, content!, correction, actor, now, cancellationToken);
        if (faults.Count > 0) return faults[0];

        var message = content!.Message;
        message.Status = AlertMessageStatus.Submitted;
        message.SubmittedAt = now;
        if (correction is not null) Complete(db, correction, content);
        await trail.DecideAsync(db, actor, content, new("submitted", "AlertSubmitted", now, version), new { message = message.Id }, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return message.Version;
    }

    /// <summary>Back to a draft that its author alone sees, as long as nobody has signed or given it back.</summary>
    public async Task<Result<long>> WithdrawAsync(LiaisonDbContext db, Guid messageId, long version, Actor actor, CancellationToken cancellationToken)
    {
        var content = await AlertContent.FindAsync(db, messageId, cancellationToken);
        if (Withdrawable(content, version, actor) is { } refusal) return refusal;
        var message = content!.Message;
        message.Status = AlertMessageStatus.Draft;
        message.SubmittedAt = null;
        if (await AlertContent.FindCorrectionAsync(db, messageId, cancellationToken) is { } correction)
            correction.Message.Status = AlertMessageStatus.Draft;
        await trail.DecideAsync(db, actor, content, new("withdrawn", "AlertWithdrawn", clock.UtcNow(), version), new { message = messageId }, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return message.Version;
    }

    /// <summary>The second of three: leaves the message as it is, for the third signs what the second read.</summary>
    public async Task<Result<Done>> ReviewAsync(LiaisonDbContext db, Guid messageId, long version, Actor actor, CancellationToken cancellationToken)
    {
        var found = await DecidableAsync(db, messageId, version, actor, cancellationToken);
        if (found.Refusal is { } refusal) return refusal;
        var content = found.Value;
        if (!await SigningRules.NeedsReviewAsync(db, content.Message.LevelCode, cancellationToken)) return AlertRefusals.ReviewNotNeeded;
        if (content.Message.AuthorId == actor.PersonId) return AlertRefusals.OwnReview;
        if ((await SigningRules.ReviewersAsync(db, content.Message, cancellationToken)).Count > 0) return AlertRefusals.AlreadyReviewed;
        await trail.DecideAsync(db, actor, content, new("reviewed", "AlertReviewed", clock.UtcNow(), version), new { message = messageId }, cancellationToken);
        return default(Done);
    }

    public Task<Result<long>> ReturnAsync(LiaisonDbContext db, GiveBack give, Actor actor, CancellationToken cancellationToken) =>
        GiveBackAsync(db, give, AlertMessageStatus.Returned, "returned", "AlertReturned", actor, cancellationToken);

    public Task<Result<long>> RejectAsync(LiaisonDbContext db, GiveBack give, Actor actor, CancellationToken cancellationToken) =>
        GiveBackAsync(db, give, AlertMessageStatus.Rejected, "rejected", "AlertRejected", actor, cancellationToken);

    /// <summary>The message as a signer may decide on it, or why he may not; the same for signing, review, return and reject.</summary>
    public static async Task<Result<AlertContent>> DecidableAsync(LiaisonDbContext db, Guid messageId, long version, Actor actor, CancellationToken cancellationToken)
    {
        var content = await AlertContent.FindAsync(db, messageId, cancellationToken);
        if (content is null || content.Message.CorrectsId is not null || !await CanSeeAsync(db, content, actor, cancellationToken)) return Refusal.NotFound;
        if (await SigningRules.RequireSignerAsync(db, content, actor, cancellationToken) is { } refusal) return refusal;
        return content.Message switch
        {
            { Status: AlertMessageStatus.Sent or AlertMessageStatus.Held } => AlertRefusals.AlreadySigned,
            { Status: AlertMessageStatus.Draft } => AlertRefusals.NotSubmitted, // withdrawn under the signer's eyes: there is no newer version for him to read
            { } message when message.Version != version => AlertRefusals.Stale,
            { Status: not AlertMessageStatus.Submitted } => AlertRefusals.NotSubmitted,
            _ => content,
        };
    }

    // Whoever may sign for one of its areas knows of it too: he is asked, though somebody above him speaks.
    private static async Task<bool> CanSeeAsync(LiaisonDbContext db, AlertContent content, Actor actor, CancellationToken cancellationToken) =>
        content.Areas.Exists(area => actor.May(Permissions.SignAlerts, area.Path))
        || await db.VisibleMessages(actor).AnyAsync(row => row.Id == content.Message.Id, cancellationToken);

    private static Refusal? Submittable(AlertContent? content, long version, Actor actor) => content?.Message switch
    {
        null => Refusal.NotFound,
        { CorrectsId: not null } => Refusal.NotFound,
        _ when actor.Require(Permissions.DraftAlerts, content.Alert.Path) is { } refusal => refusal,
        { } message when message.AuthorId != actor.PersonId => AlertRefusals.NotAuthor,
        { Status: AlertMessageStatus.Submitted } => AlertRefusals.AlreadySubmitted,
        { Status: not (AlertMessageStatus.Draft or AlertMessageStatus.Returned) } => AlertRefusals.NotEditable,
        { } message when message.Version != version => AlertRefusals.Stale,
        _ => null,
    };

    // what became of it comes before the version, which changed with it and would say less
    private static Refusal? Withdrawable(AlertContent? content, long version, Actor actor) => content?.Message switch
    {
        null => Refusal.NotFound,
        { CorrectsId: not null } => Refusal.NotFound,
        _ when actor.Require(Permissions.DraftAlerts, content.Alert.Path) is { } refusal => refusal,
        { } message when message.AuthorId != actor.PersonId => AlertRefusals.NotAuthor,
        { Status: AlertMessageStatus.Sent or AlertMessageStatus.Held } => AlertRefusals.SignedMeanwhile,
        { Status: AlertMessageStatus.Returned } => AlertRefusals.ReturnedMeanwhile,
        { Status: AlertMessageStatus.Rejected } => AlertRefusals.RejectedMeanwhile,
        { Status: not AlertMessageStatus.Submitted } => AlertRefusals.NotSubmitted,
        { } message when message.Version != version => AlertRefusals.Stale,
        _ => null,
    };

    private static void Complete(LiaisonDbContext db, AlertContent correction, AlertContent content)
    {
        correction.Message.Status = AlertMessageStatus.Submitted;
        correction.Message.LevelCode = content.Message.LevelCode;
        correction.Message.ExpiresAt = content.Message.ExpiresAt + AlertLimits.CorrectionGrace;
        correction.ReplaceAreas(db, [.. content.Areas.Select(area => (area.DivisionId, area.Path, area.PathEnd))]);
        correction.ReplaceTags(db, [.. content.Tags.Select(tag => tag.TagId)]);
    }

    private async Task<Result<long>> GiveBackAsync(
        LiaisonDbContext db, GiveBack give, AlertMessageStatus status, string kind, string act, Actor actor, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(give.Reason)) return AlertRefusals.ReasonMissing;
        var reason = give.Reason.Trim();
        if (reason.Length > AlertLimits.Reason) return AlertRefusals.ReasonTooLong(AlertLimits.Reason, reason.Length);
        var found = await DecidableAsync(db, give.MessageId, give.Version, actor, cancellationToken);
        if (found.Refusal is { } refusal) return refusal;

        var content = found.Value;
        content.Message.Status = status;
        if (await AlertContent.FindCorrectionAsync(db, give.MessageId, cancellationToken) is { } correction)
            correction.Message.Status = status;
        await trail.DecideAsync(db, actor, content, new(kind, act, clock.UtcNow(), give.Version, reason), new { message = give.MessageId }, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        return content.Message.Version;
    }
}
