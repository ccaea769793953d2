using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;

namespace GovLiaison.Alerts;

/// <summary>Signs a message together with its correction and puts it on its way, all in one transaction.</summary>
internal sealed class AlertSigning(AlertSending sending, AlertTrail trail, TimeProvider clock)
{
    public async Task<Result<SentAlert>> SignAsync(
        LiaisonDbContext db, Guid messageId, long version, bool isDanger, Actor actor, CancellationToken cancellationToken)
    {
        var found = await AlertApproval.DecidableAsync(db, messageId, version, actor, cancellationToken);
        if (found.Refusal is { } refusal) return refusal;
        var content = found.Value;
        var now = clock.UtcNow();
        if (await RefuseAsync(db, content, actor, now, cancellationToken) is { } other) return other;

        content.Message.IsDanger = isDanger;
        Sign(content, actor, now);
        if (await AlertContent.FindCorrectionAsync(db, messageId, cancellationToken) is { } correction)
            Hold(correction, content, actor, now);
        var sent = await sending.SendAsync(db, content, AudienceOf(content.Message.Kind), now, cancellationToken);
        await trail.DecideAsync(db, actor, content, new("signed", "AlertSigned", now, version), AlertSending.Detail(content, sent), cancellationToken);
        return sent;
    }

    private static async Task<Refusal?> RefuseAsync(LiaisonDbContext db, AlertContent content, Actor actor, DateTime now, CancellationToken cancellationToken)
    {
        if (content.Message.AuthorId == actor.PersonId) return AlertRefusals.OwnSignature;
        if (await SigningRules.NeedsReviewAsync(db, content.Message.LevelCode, cancellationToken))
        {
            var reviewers = await SigningRules.ReviewersAsync(db, content.Message, cancellationToken);
            if (reviewers.Count == 0) return AlertRefusals.ReviewMissing;
            if (reviewers.Exists(reviewer => reviewer == actor.PersonId)) return AlertRefusals.ReviewerSigns;
        }
        if (content.Message.ExpiresAt <= now) return AlertRefusals.ExpiryPast;
        return await AlertChecks.HasEndedAsync(db, content, now, cancellationToken) ? AlertRefusals.Ended : null;
    }

    private static void Sign(AlertContent content, Actor actor, DateTime now)
    {
        content.Message.SignedBy = actor.PersonId;
        content.Message.SignedAt = now;
        content.Message.Digest = AlertDigest.Of(content);
    }

    // The same signature: a correction must be ready at once and cannot wait for a second person at two in the morning.
    private static void Hold(AlertContent correction, AlertContent content, Actor actor, DateTime now)
    {
        correction.Message.IsDanger = content.Message.IsDanger;
        correction.Message.Status = AlertMessageStatus.Held;
        Sign(correction, actor, now);
    }

    private static Audience AudienceOf(AlertMessageKind kind) => kind switch
    {
        AlertMessageKind.Alert => Audience.Area,
        AlertMessageKind.Update => Audience.AreaAndTold,
        _ => Audience.Told,
    };
}
