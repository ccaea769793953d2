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
    public const int MostDutyRooms = 500;

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
            var whole = await ReachSums.AllAsync(db.TalliesOf(dispatchId, actor, null), cancellationToken);
            if (whole.Villages == 0) return Refusal.NotFound;
            var drill = await DrillAsync(db, dispatchId, actor, places, found.Value, cancellationToken);
            var isAll = await db.VillageTallies.CountAsync(row => row.DispatchId == dispatchId, cancellationToken) == whole.Villages;
            var channels = isAll ? await ReachThrough.ReadAsync(db, dispatchId, cancellationToken) : null;
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

    /// <summary>Which duty rooms above the villages were told, and which confirmed; the silent ones first.</summary>
    public async Task<Result<IReadOnlyList<DutyConfirmation>>> DutyRoomsAsync(long dispatchId, Actor actor, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        return await database.ReadAsync<Result<IReadOnlyList<DutyConfirmation>>>(async db =>
        {
            if (!await db.TalliesOf(dispatchId, actor, null).AnyAsync(cancellationToken)) return Refusal.NotFound;
            var seen = db.Divisions.WhereWithin(row => row.Path, actor.Ranges(Permissions.View)).Select(row => row.Id);
            var rows = await (from recipient in db.Recipients
                              where recipient.DispatchId == dispatchId && recipient.Kind == RecipientKind.Duty && seen.Contains(recipient.DivisionId)
                              join person in db.Persons on recipient.PersonId equals person.Id
                              orderby recipient.AnsweredAt != null, recipient.Id
                              select new
                              {
                                  recipient.DivisionId, person.Id, person.NameCipher, recipient.OpenedAt, recipient.AnsweredAt,
                                  WasSent = db.Deliveries.Any(delivery => delivery.RecipientId == recipient.Id
                                      && delivery.State >= DeliveryState.Sent && delivery.State <= DeliveryState.Unresolved),
                              }).Take(MostDutyRooms).ToListAsync(cancellationToken);
            return rows.Where(row => tree.ById(row.DivisionId) is not null).Select(row => new DutyConfirmation(tree.ById(row.DivisionId)!, row.Id,
                crypto.Decrypt(row.NameCipher, PersonalFields.PersonName(row.Id)), row.WasSent, row.OpenedAt, row.AnsweredAt)).ToList();
        }, cancellationToken);
    }

    internal static IQueryable<ReachRun> Runs(IQueryable<DispatchRun> runs) => runs.Select(row => new ReachRun(row.Id, row.MatterId, row.SubjectId, row.State,
        row.Lane, row.AsksForAnswer, row.IsTraining, row.StartedAt, row.ExpiresAt, row.ExpandedAt, row.FirstSentAt, row.StoppedAt));

    // Codes of one level have one length today; where they have not, each length is a group of its own.
    private static async Task<ReachDrill> DrillAsync(LiaisonDbContext db, long dispatchId, Actor actor, ReachPlaces places, Place place, CancellationToken cancellationToken)
    {
        var tallies = db.TalliesOf(dispatchId, actor, place.Path);
        var below = places.Below(place.At).ToList();
        if (below.Count == 0)
            return new ReachDrill(place.At, places.Above(place.At), [], await ReachSums.AllAsync(tallies, cancellationToken));
        var rows = new List<ReachRow>();
        foreach (var length in below.Select(node => node.Path.Length).Distinct())
        {
            var sums = await ReachSums.ByPathAsync(tallies, length, cancellationToken);
            rows.AddRange(below.Where(node => sums.ContainsKey(node.Path)).Select(node => new ReachRow(node, sums[node.Path])));
        }
        return new ReachDrill(place.At, places.Above(place.At), [.. rows.OrderBy(row => Share(row.Figures)).ThenBy(row => row.Division.Path, StringComparer.Ordinal)],
            ReachFigures.Sum(rows.Select(row => row.Figures)));
    }

    // places without households come last: there is nothing to reach
    private static double Share(ReachFigures figures) => figures.Households == 0 ? 2 : (double)figures.Reached / figures.Households;
}
