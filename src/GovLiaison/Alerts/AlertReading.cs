using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Alerts;

/// <summary>Projections that several queries share.</summary>
internal static class AlertReading
{
    public static IQueryable<AlertRow> Rows(this LiaisonDbContext db, IQueryable<AlertMessage> messages) =>
        from message in messages
        join alert in db.Alerts on message.AlertId equals alert.Id
        join hazard in db.Hazards on alert.HazardCode equals hazard.Code
        join level in db.AlertLevels on message.LevelCode equals level.Code
        join issuer in db.Divisions on alert.IssuerId equals issuer.Id
        select new AlertRow(alert.Id, message.Id, message.Number, message.Kind, message.Status, alert.IsTraining,
            new AlertLabel(hazard.Code, hazard.NameZh, hazard.NameEn, level.Code, level.NameZh, level.NameEn),
            db.AlertTexts.Where(text => text.MessageId == message.Id && text.Number == 1).Select(text => text.Headline).SingleOrDefault() ?? "",
            issuer.Name, message.AuthorId, message.ExpiresAt, message.SignedAt ?? message.SubmittedAt ?? message.SavedAt,
            message.DispatchId, message.Version,
            db.AlertDecisions.Where(row => row.MessageId == message.Id && row.Kind == AlertDecision.Stopped).Max(row => (DateTime?)row.At));

    public static IQueryable<AlertMessage> OfKind(this LiaisonDbContext db, IQueryable<AlertMessage> messages, bool isTraining)
    {
        var alerts = db.Alerts.Where(row => row.IsTraining == isTraining).Select(row => row.Id);
        return messages.Where(row => alerts.Contains(row.AlertId));
    }

    /// <summary>The last message of its alert that went out.</summary>
    public static IQueryable<AlertMessage> LastSent(this LiaisonDbContext db, IQueryable<AlertMessage> messages) =>
        messages.Where(row => row.Status == AlertMessageStatus.Sent
            && !db.AlertMessages.Any(later => later.AlertId == row.AlertId && later.Status == AlertMessageStatus.Sent && later.Number > row.Number));

    public static async Task<IReadOnlyDictionary<Guid, string>> NamesAsync(
        LiaisonDbContext db, ICryptoProvider crypto, IEnumerable<Guid> personIds, CancellationToken cancellationToken)
    {
        var ids = personIds.Distinct().ToList();
        var rows = await db.Persons.Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.NameCipher }).ToListAsync(cancellationToken);
        return rows.ToDictionary(row => row.Id, row => crypto.Decrypt(row.NameCipher, PersonalFields.PersonName(row.Id)));
    }
}
