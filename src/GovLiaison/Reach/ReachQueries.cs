using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Divisions;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>How far a dispatch has come, in numbers, inside what the actor may see. Sums come from tallies alone.</summary>
public sealed class ReachQueries(LiaisonDatabase database, DivisionTreeCache trees, ICryptoProvider crypto, TimeProvider clock)
{
    public const int MostRuns = 50;

    /// <param name="code">Of the division to look at; null begins where all of the dispatch lies.</param>
    public async Task<Result<ReachPicture>> PictureAsync(long dispatchId, string? code, Actor actor, CancellationToken cancellationToken)
    {
        var places = new ReachPlaces(await trees.CurrentAsync(cancellationToken), actor);
        return await database.ReadAsync<Result<ReachPicture>>(async db =>
        {
            var run = await Runs(db.DispatchRuns.Where(row => row.Id == dispatchId)).SingleOrDefaultAsync(cancellationToken);
            if (run is null) return Refusal.NotFound;
            var found = await places.FindAsync(db, dispatchId, code, cancellationToken);
            if (found.Refusal is { } refusal) return refusal;
            // answers before the evidence they raise: what comes in between is missing from the channels alone, and shown as such
            var seen = await db.TalliesOf(dispatchId, actor, null).CountAsync(cancellationToken);
            if (seen == 0) return Refusal.NotFound;
            var isAll = await db.VillageTallies.CountAsync(row => row.DispatchId == dispatchId, cancellationToken) == seen;
            var channels = isAll ? await ReachThrough.ReadAsync(db, dispatchId, cancellationToken) : null;
            var (whole, drill) = await DrillAsync(db, dispatchId, actor, places, found.Value, cancellationToken);
            return new ReachPicture(run, whole, drill, channels, clock.UtcNow());
        }, cancellationToken);
    }

    /// <summary>The numbers of several dispatches; those outside the actor's range are left out.</summary>
    public Task<IReadOnlyList<ReachSummary>> SummariesAsync(IReadOnlyList<long> dispatchIds, Actor actor, CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<ReachSummary>>(async db =>
        {
            var wanted = dispatchIds.Distinct().Take(MostRuns).ToList();
            var summaries = new List<ReachSummary>();
            foreach (var run in await Runs(db.DispatchRuns.Where(row => wanted.Contains(row.Id))).ToListAsync(cancellationToken))
            {
                var figures = await ReachSums.AllAsync(db.TalliesOf(run.DispatchId, actor, null), cancellationToken);
                if (figures.Villages > 0) summaries.Add(new ReachSummary(run, figures));
            }
            return summaries;
        }, cancellationToken);

    internal static IQueryable<ReachRun> Runs(IQueryable<DispatchRun> runs) => runs.Select(row => new ReachRun(row.Id, row.MatterId, row.SubjectId, row.State,
        row.Lane, row.AsksForAnswer, row.IsTraining, row.StartedAt, row.ExpiresAt, row.ExpandedAt, row.FirstSentAt, row.StoppedAt));

    // Codes of one level have one length today; where they have not, each length is a statement of its own.
    private async Task<(ReachFigures Whole, ReachDrill Drill)> DrillAsync(LiaisonDbContext db, long dispatchId, Actor actor, ReachPlaces places, Place place, CancellationToken cancellationToken)
    {
        var tallies = db.TalliesOf(dispatchId, actor, null);
        var below = places.Below(place.At).ToList();
        var rooms = new ReachRooms(db, crypto, dispatchId);
        var confirmations = await rooms.OfAsync([.. below.Where(node => !node.IsVillage).Append(place.At).OfType<DivisionNode>().Select(node => node.Id)], cancellationToken);
        var repeated = await rooms.RepeatedAsync([.. below.Where(node => node.IsVillage).Select(node => node.Id)], cancellationToken);
        var (rows, whole, total) = (new List<ReachRow>(), (ReachFigures?)null, ReachFigures.None);
        foreach (var length in below.Count == 0 ? [place.At!.Path.Length] : below.Select(node => node.Path.Length).Distinct())
        {
            var sums = place.Path is { } path
                ? await ReachSums.ByPathAsync(tallies, path, length, cancellationToken) : await ReachSums.ByPathAsync(tallies, length, cancellationToken);
            whole ??= place.At is null ? null : ReachFigures.Sum(sums.Values);
            if (below.Count == 0) total = sums.GetValueOrDefault(place.At!.Path, ReachFigures.None);
            rows.AddRange(below.Where(node => sums.ContainsKey(node.Path)).Select(node =>
                new ReachRow(node, sums[node.Path], confirmations.GetValueOrDefault(node.Id), repeated.Contains(node.Id))));
        }
        total += ReachFigures.Sum(rows.Select(row => row.Figures));
        var (told, confirmed) = await rooms.CountAsync(actor, place.Path, cancellationToken);
        return (whole ?? total, new ReachDrill(place.At, places.Above(place.At),
            [.. rows.OrderBy(row => Share(row.Figures)).ThenBy(row => row.Division.Path, StringComparer.Ordinal)],
            total, place.At is null ? null : confirmations.GetValueOrDefault(place.At.Id), told, confirmed));
    }

    // places without households come last: there is nothing to reach
    private static double Share(ReachFigures figures) => figures.Households == 0 ? 2 : (double)figures.Reached / figures.Households;
}
