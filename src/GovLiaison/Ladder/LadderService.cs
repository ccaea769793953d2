using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Ladder;

/// <summary>
/// Climbs: whoever is silent is called again by a louder path, then somebody else is. Called by Quartz, by tests and by a
/// stepped drill alike. Everything is computed from rows; a tick that comes late or twice does no more than one in time.
/// </summary>
public sealed class LadderService(LiaisonDatabase database, DispatchSignal signal, TimeProvider clock)
{
    private const int RunsPerTransaction = 500;

    /// <summary>Does all rungs that are due at <paramref name="now"/>; how many ladders moved.</summary>
    public async Task<int> TickAsync(DateTime now, CancellationToken cancellationToken)
    {
        now = UtcTime.ToMilliseconds(DateTime.SpecifyKind(now, DateTimeKind.Utc));
        var steps = await database.ReadAsync(db => db.LadderSteps.OrderBy(row => row.Lane).ThenBy(row => row.Watches).ThenBy(row => row.Number).ToListAsync(cancellationToken), cancellationToken);
        var moved = 0;
        foreach (var run in await RunningAsync(now, cancellationToken))
        {
            await BeginAsync(run, steps, cancellationToken);
            await EndAnsweredAsync(run.Id, cancellationToken);
            moved += await ClimbAsync(run, steps, now, cancellationToken);
        }
        if (moved > 0) signal.Raise();
        return moved;
    }

    private Task<List<DispatchRun>> RunningAsync(DateTime now, CancellationToken cancellationToken) =>
        database.ReadAsync(db => db.DispatchRuns
            .Where(run => run.AsksForAnswer && run.ExpiresAt > now && (run.State == DispatchState.Running || run.State == DispatchState.Expanding))
            .OrderBy(run => run.Lane).ThenBy(run => run.Id).ToListAsync(cancellationToken), cancellationToken);

    // A village gets its ladders when its officers are listed. One without an officer begins above the officer's own rungs.
    private Task BeginAsync(DispatchRun run, List<LadderStep> steps, CancellationToken cancellationToken) =>
        database.WriteAsync(WritePriority.Background, async db =>
        {
            foreach (var watches in new[] { LadderDefaults.Officer, LadderDefaults.AtRisk })
            {
                var mine = steps.FindAll(step => step.Lane == run.Lane && step.Watches == watches);
                if (mine.Count == 0) continue;
                var stage = watches == LadderDefaults.Officer ? ExpansionStages.OfficersListed : ExpansionStages.Frozen;
                var condition = watches == LadderDefaults.Officer ? "1 = 1" : "t.\"AtRisk\" > 0";
                var township = mine.Find(step => step.Act == LadderActs.TownshipDuty)?.Number ?? 1;
                var sql = $$"""
                    INSERT INTO "LadderRuns" ("DispatchId", "VillageId", "Watches", "Path", "Lane", "Step", "NextAt")
                    SELECT t."DispatchId", t."VillageId", {1}, t."Path", {2}, CASE WHEN t."Officers" = 0 AND {1} = {6} THEN {3} ELSE 0 END,
                           CASE WHEN t."Officers" = 0 AND {1} = {6} THEN {4} ELSE {5} END
                    FROM "VillageTallies" t
                    WHERE t."DispatchId" = {0} AND t."Stage" >= {{stage}} AND {{condition}}
                      AND NOT EXISTS (SELECT 1 FROM "LadderRuns" l WHERE l."DispatchId" = t."DispatchId" AND l."VillageId" = t."VillageId" AND l."Watches" = {1})
                    """;
                await db.RunAsync(sql, [run.Id, watches, run.Lane, township - 1, database.Dialect.TimeValue(run.StartedAt),
                    database.Dialect.TimeValue(LadderPolicy.DueAt(run.StartedAt, mine[0])), LadderDefaults.Officer], cancellationToken);
            }
        }, cancellationToken);

    private Task EndAnsweredAsync(long dispatchId, CancellationToken cancellationToken) =>
        database.WriteAsync(WritePriority.Background, db => db.LadderRuns
            .Where(row => row.DispatchId == dispatchId && row.Watches == LadderDefaults.Officer && row.NextAt != null
                && db.VillageTallies.Any(tally => tally.DispatchId == dispatchId && tally.VillageId == row.VillageId && tally.OfficerAnsweredAt != null))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAt, (DateTime?)null).SetProperty(row => row.AnsweredAt, clock.UtcNow()), cancellationToken), cancellationToken);

    private async Task<int> ClimbAsync(DispatchRun run, List<LadderStep> steps, DateTime now, CancellationToken cancellationToken)
    {
        var moved = 0;
        while (true)
        {
            var due = await database.ReadAsync(db => db.LadderRuns.Where(row => row.DispatchId == run.Id && row.NextAt != null && row.NextAt <= now)
                .OrderBy(row => row.Watches).ThenBy(row => row.Step).ThenBy(row => row.Path).Take(RunsPerTransaction).ToListAsync(cancellationToken), cancellationToken);
            if (due.Count == 0) return moved;
            foreach (var group in due.GroupBy(row => (row.Watches, row.Step)))
                await database.WriteAsync(WritePriority.Background, db => RungAsync(db, run, steps, group.Key.Watches, group.Key.Step, [.. group], now, cancellationToken), cancellationToken);
            moved += due.Count;
        }
    }

    private async Task RungAsync(LiaisonDbContext db, DispatchRun run, List<LadderStep> steps, string watches, int step, List<LadderRun> group, DateTime now, CancellationToken cancellationToken)
    {
        var (rung, dueAt) = LadderPolicy.Next(steps, run.Lane, watches, step, run.StartedAt);
        // The step moves first and on condition: of two ticks that read the same ladders one does the rung.
        var moved = new List<LadderRun>();
        foreach (var ladder in group)
            if (await db.LadderRuns.Where(row => row.DispatchId == ladder.DispatchId && row.VillageId == ladder.VillageId && row.Watches == watches && row.Step == step && row.NextAt != null)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.Step, step + 1).SetProperty(row => row.NextAt, dueAt), cancellationToken) == 1)
                moved.Add(ladder);
        if (rung is not null && moved.Count > 0)
            await new LadderRungs(db, database.Dialect, run, now).DoAsync(rung, moved, cancellationToken);
    }
}

/// <summary>What a rung can do.</summary>
public static class LadderActs
{
    public const string Sms = "sms";
    public const string Voice = "voice";
    public const string Deputy = "deputy";
    public const string TownshipDuty = "township-duty";
    public const string NameNext = "name-next";
    public const string Walk = "walk";
}

/// <summary>When which rung is due. Pure.</summary>
public static class LadderPolicy
{
    public static DateTime DueAt(DateTime startedAt, LadderStep step) => startedAt.AddSeconds(step.AfterSeconds);

    /// <summary>The rung after <paramref name="done"/>, and when the one after it is due; null at the top.</summary>
    public static (LadderStep? Rung, DateTime? NextDueAt) Next(IReadOnlyList<LadderStep> steps, int lane, string watches, int done, DateTime startedAt)
    {
        var mine = steps.Where(step => step.Lane == lane && step.Watches == watches && step.Number > done).OrderBy(step => step.Number).Take(2).ToList();
        return (mine.Count > 0 ? mine[0] : null, mine.Count > 1 ? DueAt(startedAt, mine[1]) : null);
    }
}
