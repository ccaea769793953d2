using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Alerts;

/// <summary>What one signer alone may do with an alert that is out: release its signed correction, stop its sending.</summary>
internal sealed class AlertRelease(AlertSending sending, DispatchService dispatch, AlertTrail trail, TimeProvider clock)
{
    public async Task<Result<SentAlert>> ReleaseCorrectionAsync(LiaisonDbContext db, Guid alertId, Actor actor, CancellationToken cancellationToken)
    {
        var found = await LastSentAsync(db, alertId, actor, cancellationToken);
        if (found.Refusal is { } refusal) return refusal;
        var last = found.Value;
        if (last.Message.Kind is AlertMessageKind.Cancel) return AlertRefusals.CorrectionReleased;
        if (last.Message.Kind is AlertMessageKind.Lift) return AlertRefusals.Ended;
        var correction = await AlertContent.FindCorrectionAsync(db, last.Message.Id, cancellationToken)
            ?? throw new InvalidOperationException($"Message {last.Message.Id} was signed without a correction");
        var now = clock.UtcNow();
        if (correction.Message.ExpiresAt <= now) return AlertRefusals.Ended;

        var version = correction.Message.Version;
        var sent = await sending.SendAsync(db, correction, Audience.Told, now, cancellationToken);
        await trail.DecideAsync(db, actor, correction, new("released", "CorrectionReleased", now, version), AlertSending.Detail(correction, sent), cancellationToken);
        return sent;
    }

    /// <summary>
    /// Ends the sending and nothing else: the message stays in force for those who were told. Answers how many deliveries had
    /// gone out by then.
    /// </summary>
    public async Task<Result<int>> StopAsync(LiaisonDbContext db, Guid alertId, string reason, Actor actor, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(reason)) return AlertRefusals.StopReasonMissing;
        if (reason.Length > AlertLimits.Reason) return AlertRefusals.ReasonTooLong(AlertLimits.Reason, reason.Length);
        var found = await LastSentAsync(db, alertId, actor, cancellationToken);
        if (found.Refusal is { } refusal) return refusal;
        var (content, dispatchId) = (found.Value, found.Value.Message.DispatchId!.Value);
        var runs = await db.DispatchRuns.AnyAsync(
            row => row.Id == dispatchId && (row.State == DispatchState.Expanding || row.State == DispatchState.Running), cancellationToken);
        if (!runs) return AlertRefusals.NothingToStop;

        var gone = await dispatch.StopAsync(db, dispatchId, cancellationToken);
        await trail.DecideAsync(db, actor, content, new(AlertDecision.Stopped, "AlertStopped", clock.UtcNow(), content.Message.Version, reason.Trim()),
            new { message = content.Message.Id, dispatch = dispatchId, gone, reason = reason.Trim() }, cancellationToken);
        return gone;
    }

    private static async Task<Result<AlertContent>> LastSentAsync(LiaisonDbContext db, Guid alertId, Actor actor, CancellationToken cancellationToken)
    {
        if (!await db.VisibleAlerts(actor).AnyAsync(row => row.Id == alertId, cancellationToken)) return Refusal.NotFound;
        if (!actor.May(Permissions.SignAlerts)) return Refusal.NotPermitted;
        var last = await AlertContent.FindLastSentAsync(db, alertId, cancellationToken);
        if (last is null) return AlertRefusals.NotSent;
        if (await SigningRules.RequireSignerAsync(db, last, actor, cancellationToken) is { } refusal) return refusal;
        return last;
    }
}
