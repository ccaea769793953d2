using System.Globalization;
using System.Linq.Expressions;
using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>
/// Takes and closes requests for help: one person is in charge of each, and everybody sees who. A household that asked under
/// several messages is one household in need: what is done for one of its requests is done for all of them, drills apart.
/// </summary>
public sealed class HelpService(LiaisonDatabase database, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Taking what one has taken already is no fault: somebody clicked twice.</summary>
    public Task<Result<Done>> TakeAsync(long listedHouseholdId, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(listedHouseholdId, actor, "HelpTaken", (-1, +1), row => row.HelpTakenAt == null, async (db, ids, now) =>
            await db.ListedHouseholds.Where(row => ids.Contains(row.Id) && row.HelpTakenAt == null && row.HelpClosedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.HelpTakenAt, now).SetProperty(row => row.HelpTakenBy, actor.PersonId), cancellationToken),
            row => row is { HelpTakenAt: not null, HelpClosedAt: null } && row.HelpTakenBy == actor.PersonId, DispatchRefusals.HelpTakenAlready, cancellationToken);

    public Task<Result<Done>> CloseAsync(long listedHouseholdId, Actor actor, CancellationToken cancellationToken) =>
        ChangeAsync(listedHouseholdId, actor, "HelpClosed", (0, -1), row => row.HelpTakenAt != null, async (db, ids, now) =>
            await db.ListedHouseholds.Where(row => ids.Contains(row.Id) && row.HelpTakenAt != null && row.HelpClosedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.HelpClosedAt, now), cancellationToken),
            row => row.HelpClosedAt is not null, DispatchRefusals.HelpNotTaken, cancellationToken);

    private Task<Result<Done>> ChangeAsync(long listedHouseholdId, Actor actor, string act, (int Waiting, int Taken) counts, Expression<Func<ListedHousehold, bool>> stands,
        Func<LiaisonDbContext, List<long>, DateTime, Task<int>> change, Predicate<ListedHousehold> isDone, Refusal otherwise, CancellationToken cancellationToken) =>
        database.WriteAsync<Done>(WritePriority.Console, async db =>
        {
            var asked = await db.ListedHouseholds.AsNoTracking().SingleOrDefaultAsync(row => row.Id == listedHouseholdId, cancellationToken);
            var path = asked is null ? null : await db.Divisions.Where(row => row.Id == asked.VillageId).Select(row => row.Path).SingleOrDefaultAsync(cancellationToken);
            if (asked is null || path is null) return Refusal.NotFound;
            if (actor.Require(Permissions.HandleHelp, path) is { } refusal) return refusal;
            var training = db.DispatchRuns.Where(run => run.Id == asked.DispatchId).Select(run => run.IsTraining);
            var open = db.ListedHouseholds.Where(row => row.HouseholdId == asked.HouseholdId && row.HelpAskedAt != null && row.HelpClosedAt == null
                && db.DispatchRuns.Any(run => run.Id == row.DispatchId && training.Contains(run.IsTraining)));
            var dispatches = await open.Select(row => row.DispatchId).Distinct().ToListAsync(cancellationToken);
            foreach (var dispatchId in dispatches.Order())
                await new TallyChanges(db, database.Dialect, dispatchId).TakeAsync([asked.VillageId], cancellationToken);

            // read again under the tallies: whoever else takes or closes has committed or waits
            var own = await open.Where(stands).Select(row => new { row.Id, row.DispatchId }).ToListAsync(cancellationToken);
            if (own.Count == 0 || own.TrueForAll(row => row.Id != listedHouseholdId))
                return isDone(await db.ListedHouseholds.AsNoTracking().SingleAsync(row => row.Id == listedHouseholdId, cancellationToken)) ? default(Done) : otherwise;
            if (await change(db, own.ConvertAll(row => row.Id), clock.UtcNow()) != own.Count) throw new InvalidOperationException("A request for help changed under a held tally");
            foreach (var row in own.OrderBy(row => row.DispatchId))
            {
                var tallies = new TallyChanges(db, database.Dialect, row.DispatchId);
                tallies.Help(asked.VillageId, counts.Waiting, counts.Taken);
                await tallies.WriteAsync(cancellationToken);
            }
            await audit.RecordAsync(db, actor, act, new AuditSubject("household", listedHouseholdId.ToString(CultureInfo.InvariantCulture), path), null, cancellationToken);
            return default(Done);
        }, cancellationToken);
}
