using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Alerts;

/// <summary>
/// Messages as residents and officers read them. No actor: whoever asks holds a link to the message or to the village. Every
/// text passes the training mark here.
/// </summary>
public sealed class PublicAlertQueries(LiaisonDatabase database, TimeProvider clock)
{
    private const int Most = 20;

    /// <summary>Null when the message never went out.</summary>
    public Task<PublicAlert?> FindAsync(Guid messageId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var found = await ReadAsync(db, db.AlertMessages.Where(row => row.Id == messageId && row.Status == AlertMessageStatus.Sent), cancellationToken);
        return found.Count > 0 ? found[0] : null;
    }, cancellationToken);

    /// <summary>
    /// What a place was told last of each matter and has not run out, the latest first; a lift or a cancel too, wherever anything of
    /// its matter was told: who reads a village's page must learn that an alert was taken back, not find it gone.
    /// </summary>
    public Task<IReadOnlyList<PublicAlert>> LastToldAsync(string path, bool isTraining, CancellationToken cancellationToken) => database.ReadAsync(db =>
    {
        var now = clock.UtcNow();
        var around = AlertScope.Ancestors(new DivisionPath(path)).Select(place => place.Value).ToList();
        var here = db.AlertAreas.Where(row => around.Contains(row.Path));
        var last = db.LastSent(db.OfKind(db.AlertMessages, isTraining)).Where(row => row.ExpiresAt > now
            && (here.Any(area => area.MessageId == row.Id)
                || (row.Kind == AlertMessageKind.Lift || row.Kind == AlertMessageKind.Cancel)
                    && db.AlertMessages.Any(earlier => earlier.AlertId == row.AlertId && earlier.Status == AlertMessageStatus.Sent && here.Any(area => area.MessageId == earlier.Id))));
        return ReadAsync(db, last, cancellationToken);
    }, cancellationToken);

    private static async Task<IReadOnlyList<PublicAlert>> ReadAsync(LiaisonDbContext db, IQueryable<AlertMessage> messages, CancellationToken cancellationToken)
    {
        var last = messages.OrderByDescending(row => row.SignedAt).Take(Most);
        var rows = await db.Rows(last).ToListAsync(cancellationToken);
        var ids = rows.Select(row => row.MessageId).ToList();
        var signed = await db.AlertMessages.Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, cancellationToken);
        var texts = await db.AlertTexts.Where(row => ids.Contains(row.MessageId)).OrderBy(row => row.Number).ToListAsync(cancellationToken);
        return
        [
            .. rows.Where(row => row.DispatchId is not null).OrderByDescending(row => row.At).Select(row => new PublicAlert(
                row.AlertId, row.MessageId, row.Kind, row.Label, row.IsTraining, row.IssuerName, row.ExpiresAt!.Value,
                signed[row.MessageId].SignedAt!.Value, AlertStamp.Instant(signed[row.MessageId].Sent!), row.DispatchId!.Value,
                [.. texts.Where(text => text.MessageId == row.MessageId).Select(text => TrainingMark.On(row.IsTraining, AlertWording.Of(text)))])),
        ];
    }
}
