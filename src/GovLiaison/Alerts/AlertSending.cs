using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Alerts;

/// <summary>Gives a signed message its number, identifier and time, and hands it to dispatch.</summary>
internal sealed class AlertSending(DispatchService dispatch)
{
    public const string SubjectKind = "alert";

    public async Task<SentAlert> SendAsync(LiaisonDbContext db, AlertContent content, Audience audience, DateTime now, CancellationToken cancellationToken)
    {
        var (alert, message) = (content.Alert, content.Message);
        var last = await db.AlertMessages.Where(row => row.AlertId == alert.Id).MaxAsync(row => row.Number, cancellationToken);
        message.Number = last + 1;
        message.Identifier = await AlertStamp.IdentifierAsync(db, alert, now, cancellationToken);
        message.Sent = AlertStamp.Sent(now);
        message.Status = AlertMessageStatus.Sent;
        // The alert's version guards what its messages may not do at the same time: two numbers alike, a lift beside a release.
        db.Entry(alert).Property(row => row.HazardCode).IsModified = true;
        await db.SaveChangesAsync(cancellationToken); // who comes second ends here, before anything is dispatched

        var asks = message.Kind is AlertMessageKind.Alert or AlertMessageKind.Update;
        var lane = await SigningRules.LaneAsync(db, alert.HazardCode, message, cancellationToken);
        message.DispatchId = await dispatch.StartAsync(db, new StartDispatch(SubjectKind, message.Id, alert.Id, lane, asks, alert.IsTraining, now,
            message.ExpiresAt!.Value, new AudienceFilter([.. content.Areas.Select(area => new DivisionPath(area.Path))],
                [.. content.Tags.Select(tag => tag.TagId)], audience),
            AlertDispatchTexts.Of(content.Texts, asks, alert.IsTraining)), cancellationToken);
        return new SentAlert(message.Id, message.Number, message.Identifier, message.Sent, lane, message.DispatchId.Value);
    }

    public static object Detail(AlertContent content, SentAlert sent) => new
    {
        message = sent.MessageId,
        number = sent.Number,
        identifier = sent.Identifier,
        lane = sent.Lane,
        dispatch = sent.DispatchId,
        digest = Convert.ToHexString(content.Message.Digest!),
    };
}
