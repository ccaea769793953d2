using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>An alert that went to a place, with what of its list lies there.</summary>
/// <param name="Households">On the list, inside the place.</param>
public sealed record DivisionAlert(AlertRow Alert, DateTime StartedAt, int Households, int Reached);

/// <summary>What was sent to one place lately, for the card beside the tree.</summary>
public sealed class DivisionAlertQueries(LiaisonDatabase database)
{
    public const int Limit = 5;

    /// <summary>Newest first; only messages that ask for an answer, for the others count nobody as reached.</summary>
    public Task<Result<IReadOnlyList<DivisionAlert>>> RecentAsync(bool isTraining, Actor actor, int divisionId, CancellationToken cancellationToken) =>
        database.ReadAsync<Result<IReadOnlyList<DivisionAlert>>>(async db =>
        {
            var path = await db.Divisions.Where(row => row.Id == divisionId).Select(row => row.Path).SingleOrDefaultAsync(cancellationToken);
            if (path is null) return Refusal.NotFound;
            if (actor.Require(Permissions.View, path) is { } refusal) return refusal;
            var place = new DivisionPath(path);
            var touching = db.DispatchAreas.Where(AlertScope.Touches<DispatchArea>(row => row.Path, [place]));
            var runs = await db.DispatchRuns.Where(run => run.SubjectKind == "alert" && run.AsksForAnswer && run.IsTraining == isTraining && touching.Any(area => area.DispatchId == run.Id))
                .OrderByDescending(run => run.Id).Take(Limit).Select(run => new { run.Id, run.StartedAt }).ToListAsync(cancellationToken);
            if (runs.Count == 0) return Array.Empty<DivisionAlert>();
            var ids = runs.ConvertAll(run => run.Id);
            var messages = await db.Rows(db.VisibleMessages(actor).Where(row => row.DispatchId != null && ids.Contains(row.DispatchId.Value))).ToListAsync(cancellationToken);
            var sums = await SumsAsync(db, ids, place, cancellationToken);
            return runs.SelectMany(run => messages.Where(message => message.DispatchId == run.Id).Take(1).Select(message =>
            {
                var (households, reached) = sums.GetValueOrDefault(run.Id);
                return new DivisionAlert(message, run.StartedAt, households, reached);
            })).ToList();
        }, cancellationToken);

    private static async Task<Dictionary<long, (int Households, int Reached)>> SumsAsync(LiaisonDbContext db, List<long> dispatchIds, DivisionPath place, CancellationToken cancellationToken) =>
        (await db.VillageTallies.Where(row => dispatchIds.Contains(row.DispatchId)).WhereWithin(row => row.Path, [place]).GroupBy(row => row.DispatchId)
            .Select(group => new
            {
                group.Key,
                Households = group.Sum(row => row.Households),
                // from Evidence.Relayed on
                Reached = group.Sum(row => row.Relayed + row.Visited + row.Listened + row.Confirmed + row.Help),
            }).ToListAsync(cancellationToken)).ToDictionary(row => row.Key, row => (row.Households, row.Reached));
}
