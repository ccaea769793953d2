using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>Raises what is known of households, and the tallies with it, inside the caller's transaction. Nothing ever falls.</summary>
internal static class HouseholdEvidence
{
    private const int MostPerQuery = 500;

    /// <summary>Raises the households that stand below <paramref name="to"/>; the ids may be in any order.</summary>
    public static async Task RaiseAsync(LiaisonDbContext db, TallyChanges tallies, IEnumerable<ListedPlace> households, Evidence to, DateTime now, IStoreDialect dialect, CancellationToken cancellationToken)
    {
        var wanted = households.DistinctBy(place => place.ListedHouseholdId).OrderBy(place => place.ListedHouseholdId).ToList();
        if (wanted.Count == 0) return;
        await tallies.TakeAsync(wanted.Select(place => place.VillageId), cancellationToken);

        await using var statement = new PreparedStatement(db, """
            UPDATE "ListedHouseholds" SET "Evidence" = @p0, "EvidenceAt" = @p1, "MustWalk" = @p2
            WHERE "Id" BETWEEN @p3 AND @p4 AND "Evidence" = @p5
            """, (byte)to, dialect.TimeValue(now), false, 0L, 0L, (byte)0);
        foreach (var part in wanted.Chunk(MostPerQuery))
            foreach (var run in Runs(await CurrentAsync(db, part, to, cancellationToken), to))
            {
                var changed = await statement.RunAsync(
                    [(byte)to, dialect.TimeValue(now), run.MustWalkAfter, run.First, run.Last, (byte)run.From], cancellationToken);
                if (changed != run.Villages.Count)
                    throw new InvalidOperationException("The evidence of a household changed under a held tally");
                foreach (var (villageId, mustWalk) in run.Villages)
                {
                    tallies.Raise(villageId, run.From, to);
                    if (mustWalk != run.MustWalkAfter) tallies.MustWalk(villageId, run.MustWalkAfter ? 1 : -1);
                }
            }
    }

    /// <summary>Puts the doors of those who are not reached on the walk list; their villages' tallies are taken before.</summary>
    public static async Task MustWalkAsync(IQueryable<ListedHousehold> households, TallyChanges tallies, CancellationToken cancellationToken)
    {
        var open = households.Where(row => !row.MustWalk && row.Evidence < EvidenceRules.FirstReached);
        var villages = await open.GroupBy(row => row.VillageId).Select(group => new { VillageId = group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        if (villages.Count == 0) return;
        if (await open.ExecuteUpdateAsync(set => set.SetProperty(row => row.MustWalk, true), cancellationToken) != villages.Sum(village => village.Count))
            throw new InvalidOperationException("The walk list changed under a held tally");
        foreach (var village in villages) tallies.MustWalk(village.VillageId, village.Count);
    }

    /// <summary>Those of the places for whom no delivery, their own or one that carries them, can have arrived or still may; in order of their ids.</summary>
    public static async Task<List<ListedPlace>> WithoutPathAsync(LiaisonDbContext db, long dispatchId, IEnumerable<ListedPlace> places, CancellationToken cancellationToken)
    {
        var lost = new List<ListedPlace>();
        foreach (var part in places.DistinctBy(place => place.ListedHouseholdId).OrderBy(place => place.ListedHouseholdId).Chunk(MostPerQuery))
        {
            var villages = part.Select(place => place.VillageId).Distinct().ToList();
            var ids = part.Select(place => (long?)place.ListedHouseholdId).ToList();
            var served = (await db.Recipients.Where(recipient => recipient.DispatchId == dispatchId && villages.Contains(recipient.DivisionId) && ids.Contains(recipient.ListedHouseholdId)
                    && db.Deliveries.Any(row => row.RecipientId == (recipient.CarrierId ?? recipient.Id) && row.State < DeliveryState.Failed))
                .Select(recipient => recipient.ListedHouseholdId!.Value).Distinct().ToListAsync(cancellationToken)).ToHashSet();
            lost.AddRange(part.Where(place => !served.Contains(place.ListedHouseholdId)));
        }
        return lost;
    }

    private static async Task<List<Current>> CurrentAsync(LiaisonDbContext db, ListedPlace[] part, Evidence to, CancellationToken cancellationToken)
    {
        var (first, last) = (part[0].ListedHouseholdId, part[^1].ListedHouseholdId);
        var wanted = part.Select(place => place.ListedHouseholdId).ToHashSet();
        // Lists are numbered in village order, so a batch's households lie side by side and a range beats a list of ids; a few
        // far apart (answers of one second) are asked for one by one.
        var query = last - first < 4 * part.Length
            ? db.ListedHouseholds.Where(row => row.Id >= first && row.Id <= last)
            : db.ListedHouseholds.Where(row => wanted.Contains(row.Id));
        var rows = await query.Where(row => row.Evidence < to).OrderBy(row => row.Id)
            .Select(row => new Current(row.Id, row.VillageId, row.Evidence, row.MustWalk)).ToListAsync(cancellationToken);
        return rows.FindAll(row => wanted.Contains(row.Id));
    }

    private static IEnumerable<Run> Runs(List<Current> rows, Evidence to)
    {
        Run? run = null;
        foreach (var row in rows)
        {
            // A claim that was sent takes no door off the walk list; only reaching somebody does. A failure adds one.
            var mustWalk = to.IsReached() ? false : to == Evidence.Failed || row.MustWalk;
            if (run is null || row.Id != run.Last + 1 || row.Evidence != run.From || mustWalk != run.MustWalkAfter)
            {
                if (run is not null) yield return run;
                run = new Run(row.Id, row.Evidence, mustWalk);
            }
            run.Last = row.Id;
            run.Villages.Add((row.VillageId, row.MustWalk));
        }
        if (run is not null) yield return run;
    }

    private sealed record Current(long Id, int VillageId, Evidence Evidence, bool MustWalk);

    private sealed class Run(long first, Evidence from, bool mustWalkAfter)
    {
        public long First { get; } = first;
        public long Last { get; set; } = first;
        public Evidence From => from;
        public bool MustWalkAfter => mustWalkAfter;
        public List<(int VillageId, bool MustWalk)> Villages { get; } = [];
    }
}

/// <summary>A household on a list and the village whose tally counts it.</summary>
public sealed record ListedPlace(long ListedHouseholdId, int VillageId);
