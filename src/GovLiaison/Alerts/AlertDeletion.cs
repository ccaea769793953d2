using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Alerts;

/// <summary>
/// Ends a draft by its author's wish. One that nobody else ever saw is deleted; one that was submitted may have been read, and
/// stays as given up.
/// </summary>
internal sealed class AlertDeletion(AlertTrail trail, TimeProvider clock)
{
    public async Task<Result<Done>> DeleteAsync(LiaisonDbContext db, Guid messageId, long version, Actor actor, CancellationToken cancellationToken)
    {
        var content = await AlertContent.FindAsync(db, messageId, cancellationToken);
        if (AlertDrafting.Editable(content, version, actor) is { } refusal) return refusal;
        var correction = await AlertContent.FindCorrectionAsync(db, messageId, cancellationToken);
        if (await db.AlertDecisions.AnyAsync(row => row.MessageId == messageId, cancellationToken)) await GiveUpAsync(db, content!, correction, actor, cancellationToken);
        else await RemoveAsync(db, content!, correction, actor, cancellationToken);
        return default(Done);
    }

    private async Task GiveUpAsync(LiaisonDbContext db, AlertContent content, AlertContent? correction, Actor actor, CancellationToken cancellationToken)
    {
        var version = content.Message.Version;
        content.Message.Status = AlertMessageStatus.Dropped;
        if (correction is not null) correction.Message.Status = AlertMessageStatus.Dropped;
        await trail.DecideAsync(db, actor, content, new("dropped", "AlertDropped", clock.UtcNow(), version), new { message = content.Message.Id }, cancellationToken);
    }

    private async Task RemoveAsync(LiaisonDbContext db, AlertContent content, AlertContent? correction, Actor actor, CancellationToken cancellationToken)
    {
        foreach (var gone in new[] { correction, content }.OfType<AlertContent>())
        {
            db.AlertTexts.RemoveRange(gone.Texts);
            db.AlertAreas.RemoveRange(gone.Areas);
            db.AlertTags.RemoveRange(gone.Tags);
            db.AlertMessages.Remove(gone.Message);
        }
        var (alert, own) = (content.Alert, new[] { content.Message.Id, correction?.Message.Id ?? content.Message.Id });
        if (!await db.AlertMessages.AnyAsync(row => row.AlertId == alert.Id && !own.Contains(row.Id), cancellationToken)) db.Alerts.Remove(alert);
        await trail.RecordAsync(db, actor, "AlertDraftDeleted", alert, new { message = content.Message.Id, kind = content.Message.Kind.ToString() }, cancellationToken);
    }
}
