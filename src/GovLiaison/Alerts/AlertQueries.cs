using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Alerts;

/// <summary>Lists of alerts, each within what the actor may see, none without a limit.</summary>
public sealed class AlertQueries(LiaisonDatabase database, TimeProvider clock)
{
    public const int LongestPage = 200;

    public Task<AlertPage> ListAsync(ListAlerts list, Actor actor, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var now = clock.UtcNow();
        var visible = db.OfKind(db.VisibleMessages(actor), list.IsTraining);
        var chosen = list.Stage switch
        {
            AlertStage.Running => db.LastSent(visible).Where(row =>
                (row.Kind == AlertMessageKind.Alert || row.Kind == AlertMessageKind.Update) && row.ExpiresAt > now),
            AlertStage.Pending => visible.Where(row => row.Status == AlertMessageStatus.Submitted
                || (row.Status == AlertMessageStatus.Returned && !(list.WithoutOwnReturned && row.AuthorId == actor.PersonId))),
            _ => db.LastSent(visible).Where(row =>
                    row.Kind == AlertMessageKind.Lift || row.Kind == AlertMessageKind.Cancel || row.ExpiresAt <= now)
                .Concat(visible.Where(row => (row.Status == AlertMessageStatus.Rejected || row.Status == AlertMessageStatus.Dropped) && row.Kind == AlertMessageKind.Alert)),
        };
        return await PageAsync(db, chosen, list.Skip, list.Take, cancellationToken);
    }, cancellationToken);

    /// <summary>待您签发: what waits for a signature that the actor may give; his own drafts and what he reviewed are another's to sign.</summary>
    public Task<AlertPage> PendingSignaturesAsync(bool isTraining, Actor actor, int skip, int take, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var ranges = actor.Ranges(Permissions.SignAlerts);
        if (ranges.Count == 0 || actor.PersonId is not { } person) return new AlertPage([], 0);
        var within = db.AlertAreas.Where(AlertScope.In<AlertArea>(row => row.Path, ranges));
        var waiting = db.OfKind(db.AlertMessages, isTraining).Where(row => row.Status == AlertMessageStatus.Submitted && row.CorrectsId == null
            && row.AuthorId != person
            && within.Count(area => area.MessageId == row.Id) == db.AlertAreas.Count(area => area.MessageId == row.Id)
            && !db.AlertDecisions.Any(decision => decision.MessageId == row.Id && decision.Kind == "reviewed"
                && decision.ByPersonId == person && decision.MessageVersion == row.Version));
        return await PageAsync(db, waiting, skip, take, cancellationToken);
    }, cancellationToken);

    private static async Task<AlertPage> PageAsync(
        LiaisonDbContext db, IQueryable<AlertMessage> messages, int skip, int take, CancellationToken cancellationToken)
    {
        var total = await messages.CountAsync(cancellationToken);
        var page = messages.OrderByDescending(row => row.SignedAt ?? row.SubmittedAt ?? row.SavedAt).ThenBy(row => row.Id)
            .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, LongestPage));
        var rows = await db.Rows(page).ToListAsync(cancellationToken);
        return new AlertPage([.. rows.OrderByDescending(row => row.At).ThenBy(row => row.MessageId)], total);
    }
}
