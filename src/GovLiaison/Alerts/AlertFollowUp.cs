using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Alerts;

/// <summary>Drafts what follows a message that went out: an update or a lift, begun as a copy of it.</summary>
internal sealed class AlertFollowUp(AlertDrafting drafting, ICryptoProvider crypto, TimeProvider clock)
{
    private static readonly TimeSpan LiftLife = TimeSpan.FromHours(24);

    public async Task<Result<DraftedAlert>> DraftUpdateAsync(LiaisonDbContext db, Guid alertId, Actor actor, CancellationToken cancellationToken)
    {
        var begun = await BeginAsync(db, alertId, AlertMessageKind.Update, actor, cancellationToken);
        if (begun.Refusal is { } refusal) return refusal;
        var (last, draft) = begun.Value;

        draft.Message.ExpiresAt = last.Message.ExpiresAt;
        var texts = last.Texts.Select(AlertWording.Of).Where(text => text.Audience is TextAudiences.Resident).ToList();
        var phrases = await PhrasesAsync(db, last, texts[0].Language, cancellationToken);
        draft.ReplaceTexts(db, [.. texts, phrases.Left()]);
        drafting.AddMessage(db, last.Alert, AlertMessageKind.Cancel, last.Message.LevelCode, actor.PersonId!.Value, draft.Message.Id)
            .ReplaceTexts(db, [phrases.Correction()]);
        return await drafting.FinishAsync(db, draft, actor, "AlertUpdateDrafted", cancellationToken);
    }

    public async Task<Result<DraftedAlert>> DraftLiftAsync(LiaisonDbContext db, Guid alertId, Actor actor, CancellationToken cancellationToken)
    {
        var begun = await BeginAsync(db, alertId, AlertMessageKind.Lift, actor, cancellationToken);
        if (begun.Refusal is { } refusal) return refusal;
        var (last, draft) = begun.Value;

        draft.Message.ExpiresAt = clock.UtcNow() + LiftLife;
        var phrases = await PhrasesAsync(db, last, last.Texts[0].Language, cancellationToken);
        draft.ReplaceTexts(db, [phrases.Lift()]);
        return await drafting.FinishAsync(db, draft, actor, "AlertLiftDrafted", cancellationToken);
    }

    private async Task<Result<(AlertContent Last, AlertContent Draft)>> BeginAsync(
        LiaisonDbContext db, Guid alertId, AlertMessageKind kind, Actor actor, CancellationToken cancellationToken)
    {
        if (actor.PersonId is not { } author) return Refusal.NotPermitted;
        var alert = await db.VisibleAlerts(actor).SingleOrDefaultAsync(row => row.Id == alertId, cancellationToken);
        if (alert is null) return Refusal.NotFound;
        if (actor.Require(Permissions.DraftAlerts, alert.Path) is not null) return Refusal.NotPermitted;
        var last = await AlertContent.FindLastSentAsync(db, alertId, cancellationToken);
        if (last is null) return AlertRefusals.NotSent;
        if (last.Message.Kind is AlertMessageKind.Lift or AlertMessageKind.Cancel || last.Message.ExpiresAt <= clock.UtcNow()) return AlertRefusals.Ended;
        if (await OpenAsync(db, alertId, kind, author, cancellationToken) is { } open) return open;

        // of two begun at the same moment the second is stale
        db.Entry(alert).Property(row => row.HazardCode).IsModified = true;
        var draft = drafting.AddMessage(db, alert, kind, last.Message.LevelCode, author);
        draft.ReplaceAreas(db, [.. last.Areas.Select(area => (area.DivisionId, area.Path, area.PathEnd))]);
        draft.ReplaceTags(db, [.. last.Tags.Select(tag => tag.TagId)]);
        return (last, draft);
    }

    // What somebody else has begun and not submitted hinders nobody: he may be asleep, and the night goes on.
    private async Task<Refusal?> OpenAsync(LiaisonDbContext db, Guid alertId, AlertMessageKind kind, Guid author, CancellationToken cancellationToken)
    {
        var open = await db.AlertMessages.Where(row => row.AlertId == alertId && row.Kind == kind && row.CorrectsId == null
                && (row.Status == AlertMessageStatus.Submitted
                    || (row.AuthorId == author && (row.Status == AlertMessageStatus.Draft || row.Status == AlertMessageStatus.Returned))))
            .OrderByDescending(row => row.SavedAt).Select(row => (Guid?)row.AuthorId).FirstOrDefaultAsync(cancellationToken);
        if (open is not { } by) return null;
        var name = (await AlertReading.NamesAsync(db, crypto, [by], cancellationToken))[by];
        return kind is AlertMessageKind.Lift ? AlertRefusals.LiftOpen(name) : AlertRefusals.UpdateOpen(name);
    }

    private static async Task<AlertPhrases> PhrasesAsync(LiaisonDbContext db, AlertContent last, string language, CancellationToken cancellationToken) =>
        await AlertDrafting.PhrasesAsync(db, last.Alert.HazardCode, last.Message.LevelCode, language, cancellationToken)
        ?? throw new InvalidOperationException($"Message {last.Message.Id} went out with a level its hazard does not have");
}
