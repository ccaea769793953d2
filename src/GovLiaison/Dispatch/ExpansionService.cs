using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace GovLiaison.Dispatch;

/// <summary>
/// Freezes the list of a dispatch: the duty rooms on the way, then the officers of all villages, then the households, the most
/// threatened village first. A chunk of villages per transaction; what is left is computed from the tallies, so a restart
/// goes on where it stood and two processes do no harm to each other.
/// </summary>
public sealed partial class ExpansionService(LiaisonDatabase database, DispatchSignal signal, TimeProvider clock, ILogger<ExpansionService> logger)
{
    private const int OfficerVillagesPerChunk = 1000;
    private const int ResidentsPerChunk = 3000;
    private const int MostVillagesPerChunk = 400;

    /// <summary>Does the next chunk of the most urgent dispatch that is being expanded; false when there is none.</summary>
    public async Task<bool> StepAsync(CancellationToken cancellationToken)
    {
        // Whoever is being told this moment is not yet known as told: a list of those who were waits until nothing earlier is in hand.
        var run = await database.ReadAsync(db => db.DispatchRuns.Where(row => row.State == DispatchState.Expanding
                && (row.Audience == Audience.Area || !db.DispatchRuns.Any(earlier => earlier.MatterId == row.MatterId && earlier.Id < row.Id
                    && db.Batches.Any(batch => batch.DispatchId == earlier.Id && batch.State == BatchState.Open))))
            // In a lane the one of which the least is listed: a county's list does not wait for that of a province.
            .OrderBy(row => row.Lane).ThenBy(row => db.Batches.Count(batch => batch.DispatchId == row.Id)).ThenBy(row => row.Id).FirstOrDefaultAsync(cancellationToken), cancellationToken);
        if (run is null) return false;

        // Batches are claimed in the order in which they were listed, and duty rooms are few: they must not wait behind thousands of cards.
        if (run.DutyListedAt is null)
        {
            await database.WriteAsync(WritePriority.Background, db => ListDutyAsync(db, run, cancellationToken), cancellationToken);
            signal.Raise();
            return true;
        }
        if (await StepOfficersAsync(run, cancellationToken)) return true;
        if (await StepHouseholdsAsync(run, cancellationToken)) return true;

        await database.WriteAsync(WritePriority.Background, db => db.DispatchRuns
            .Where(row => row.Id == run.Id && row.State == DispatchState.Expanding)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DispatchState.Running)
                .SetProperty(row => row.ExpandedAt, clock.UtcNow()), cancellationToken), cancellationToken);
        Log.ListFrozen(logger, run.Id);
        return true;
    }

    private async Task<bool> StepOfficersAsync(DispatchRun run, CancellationToken cancellationToken)
    {
        var orders = await NextVillagesAsync(run.Id, ExpansionStages.New, OfficerVillagesPerChunk, cancellationToken);
        if (orders.Count == 0) return false;
        await database.WriteAsync(WritePriority.Background, async db =>
        {
            if (await TakeAsync(db, run.Id, orders, ExpansionStages.New, ExpansionStages.OfficersListed, cancellationToken))
                await new ExpansionStatements(db, database.Dialect, run, clock.UtcNow()).ListOfficersAsync(orders[0].Order, orders[^1].Order, cancellationToken);
        }, cancellationToken);
        signal.Raise();
        return true;
    }

    private async Task ListDutyAsync(LiaisonDbContext db, DispatchRun run, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var taken = await db.DispatchRuns.Where(row => row.Id == run.Id && row.DutyListedAt == null && row.State == DispatchState.Expanding)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.DutyListedAt, now), cancellationToken);
        if (taken == 1)
            await new ExpansionStatements(db, database.Dialect, run, now).ListDutyAsync(cancellationToken);
    }

    private async Task<bool> StepHouseholdsAsync(DispatchRun run, CancellationToken cancellationToken)
    {
        var orders = await NextVillagesAsync(run.Id, ExpansionStages.OfficersListed, MostVillagesPerChunk, cancellationToken);
        if (orders.Count == 0) return false;
        var chunk = UpTo(orders, ResidentsPerChunk);
        await database.WriteAsync(WritePriority.Background, async db =>
        {
            if (await TakeAsync(db, run.Id, chunk, ExpansionStages.OfficersListed, ExpansionStages.Frozen, cancellationToken))
                await new ExpansionStatements(db, database.Dialect, run, clock.UtcNow()).ListHouseholdsAsync(chunk[0].Order, chunk[^1].Order, cancellationToken);
        }, cancellationToken);
        signal.Raise();
        return true;
    }

    private Task<List<VillageSize>> NextVillagesAsync(long dispatchId, int stage, int count, CancellationToken cancellationToken) =>
        database.ReadAsync(db => db.VillageTallies.Where(row => row.DispatchId == dispatchId && row.Stage == stage && row.Stage < ExpansionStages.Frozen)
            .OrderBy(row => row.Order).Take(count).Select(row => new VillageSize(row.Order, row.Size)).ToListAsync(cancellationToken), cancellationToken);

    // The stage is raised first, on condition: a second process that had read the same villages changes none and does nothing.
    private static async Task<bool> TakeAsync(LiaisonDbContext db, long dispatchId, List<VillageSize> chunk, int from, int to, CancellationToken cancellationToken)
    {
        var (first, last) = (chunk[0].Order, chunk[^1].Order);
        if (!await db.DispatchRuns.AnyAsync(row => row.Id == dispatchId && row.State == DispatchState.Expanding, cancellationToken)) return false;
        var taken = await db.VillageTallies
            .Where(row => row.DispatchId == dispatchId && row.Stage == from && row.Order >= first && row.Order <= last)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Stage, to), cancellationToken);
        return taken == chunk.Count;
    }

    private static List<VillageSize> UpTo(List<VillageSize> villages, int residents)
    {
        var sum = 0;
        var count = villages.FindIndex(village => (sum += village.Size) >= residents) + 1;
        return count == 0 ? villages : villages.GetRange(0, count);
    }

    private sealed record VillageSize(int Order, int Size);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Information, Message = "The list of dispatch {DispatchId} is frozen")]
        public static partial void ListFrozen(ILogger logger, long dispatchId);
    }
}
