using System.Globalization;
using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>Takes and closes requests for help: one person is in charge of each, and everybody sees who.</summary>
public sealed class HelpService(LiaisonDatabase database, AuditTrail audit, TimeProvider clock)
{
    public Task<Result<Done>> TakeAsync(long listedHouseholdId, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(listedHouseholdId, actor, "HelpTaken", (-1, +1), (db, now) => db.ListedHouseholds
            .Where(row => row.Id == listedHouseholdId && row.HelpAskedAt != null && row.HelpTakenAt == null && row.HelpClosedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.HelpTakenAt, now).SetProperty(row => row.HelpTakenBy, actor.PersonId), cancellationToken),
            DispatchRefusals.HelpTakenAlready, cancellationToken);

    public Task<Result<Done>> CloseAsync(long listedHouseholdId, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(listedHouseholdId, actor, "HelpClosed", (0, -1), (db, now) => db.ListedHouseholds
            .Where(row => row.Id == listedHouseholdId && row.HelpTakenAt != null && row.HelpClosedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.HelpClosedAt, now), cancellationToken),
            DispatchRefusals.HelpNotTaken, cancellationToken);

    private Task<Result<Done>> ChangeAsync(long listedHouseholdId, Actor actor, string act, (int Waiting, int Taken) counts,
        Func<LiaisonDbContext, DateTime, Task<int>> change, Refusal otherwise, CancellationToken cancellationToken) =>
        database.WriteAsync<Done>(WritePriority.Console, async db =>
        {
            var place = await db.ListedHouseholds.Where(row => row.Id == listedHouseholdId)
                .Join(db.Divisions, row => row.VillageId, division => division.Id, (row, division) => new { row.DispatchId, row.VillageId, division.Path })
                .SingleOrDefaultAsync(cancellationToken);
            if (place is null) return Refusal.NotFound;
            if (actor.Require(Permissions.HandleHelp, place.Path) is { } refusal) return refusal;
            var tallies = new TallyChanges(db, database.Dialect, place.DispatchId);
            await tallies.TakeAsync([place.VillageId], cancellationToken);
            if (await change(db, clock.UtcNow()) != 1) return otherwise;
            tallies.Help(place.VillageId, counts.Waiting, counts.Taken);
            await tallies.WriteAsync(cancellationToken);
            await audit.RecordAsync(db, actor, act, new AuditSubject("household", listedHouseholdId.ToString(CultureInfo.InvariantCulture), place.Path), null, cancellationToken);
            return default(Done);
        }, cancellationToken);
}
