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
            await HoldingAsync(run, now, db => BeginAsync(db, run, steps, cancellationToken), cancellationToken);
            moved += await ClimbAsync(run, steps, now, cancellationToken);
        }
        if (moved > 0) signal.Raise();
        return moved;
    }

    private Task<List<DispatchRun>> RunningAsync(DateTime now, CancellationToken cancellationToken) =>
        database.ReadAsync(db => db.DispatchRuns
            .Where(run => run.AsksForAnswer && run.ExpiresAt > now && (run.State == DispatchState.Running || run.State == DispatchState.Expanding))
            .OrderBy(run => run.Lane).ThenBy(run => run.Id).ToListAsync(cancellationToken), cancellationToken);

    // Whoever changes ladders holds their dispatch first and reads within: of two processes that tick at one moment the second sees
    // what the first did, so that nobody is called twice. One that was stopped or ran out meanwhile is left alone.
    private async Task<int> HoldingAsync(DispatchRun run, DateTime now, Func<LiaisonDbContext, Task<int>> work, CancellationToken cancellationToken)
    {
        var done = await database.WriteAsync<int>(WritePriority.Background, async db =>
        {
            var held = await db.DispatchRuns
                .Where(row => row.Id == run.Id && row.ExpiresAt > now && (row.State == DispatchState.Running || row.State == DispatchState.Expanding))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, row => row.State), cancellationToken);
            return held == 1 ? await work(db) : 0;
        }, cancellationToken);
        return done.Refusal is { } refusal ? throw new StoreRefusedException(refusal) : done.Value;
    }

    // A village gets its ladders when its officers are listed. One without an officer begins above the officer's own rungs.
    private async Task<int> BeginAsync(LiaisonDbContext db, DispatchRun run, List<LadderStep> steps, CancellationToken cancellationToken)
    {
        var begun = 0;
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
            begun += await db.RunAsync(sql, [run.Id, watches, run.Lane, township - 1, database.Dialect.TimeValue(run.StartedAt),
                database.Dialect.TimeValue(LadderPolicy.DueAt(run.StartedAt, mine[0])), LadderDefaults.Officer], cancellationToken);
        }
        return begun;
    }

    private async Task<int> ClimbAsync(DispatchRun run, List<LadderStep> steps, DateTime now, CancellationToken cancellationToken)
    {
        var moved = 0;
        while (true)
        {
            var climbed = await HoldingAsync(run, now, db => ClimbDueAsync(db, run, steps, now, cancellationToken), cancellationToken);
            if (climbed == 0) return moved;
            moved += climbed;
        }
    }

    private async Task<int> ClimbDueAsync(LiaisonDbContext db, DispatchRun run, List<LadderStep> steps, DateTime now, CancellationToken cancellationToken)
    {
        await EndAnsweredAsync(db, run.Id, cancellationToken);
        var due = await db.LadderRuns.AsNoTracking().Where(row => row.DispatchId == run.Id && row.NextAt != null && row.NextAt <= now)
            .OrderBy(row => row.Watches).ThenBy(row => row.Step).ThenBy(row => row.Path).Take(RunsPerTransaction).ToListAsync(cancellationToken);
        foreach (var group in due.GroupBy(row => (row.Watches, row.Step)))
            await RungAsync(db, run, steps, [.. group], now, cancellationToken);
        return due.Count;
    }

    private async Task RungAsync(LiaisonDbContext db, DispatchRun run, List<LadderStep> steps, List<LadderRun> group, DateTime now, CancellationToken cancellationToken)
    {
        var (watches, step) = (group[0].Watches, group[0].Step);
        var villages = group.ConvertAll(row => row.VillageId);
        var (rung, dueAt) = LadderPolicy.Next(steps, run.Lane, watches, step, run.StartedAt);
        await db.LadderRuns.Where(row => row.DispatchId == run.Id && row.Watches == watches && villages.Contains(row.VillageId))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Step, step + 1).SetProperty(row => row.NextAt, dueAt), cancellationToken);
        if (rung is not null) await new LadderRungs(db, database.Dialect, run, now).DoAsync(rung, group, cancellationToken);
    }

    private Task<int> EndAnsweredAsync(LiaisonDbContext db, long dispatchId, CancellationToken cancellationToken) => db.LadderRuns
        .Where(row => row.DispatchId == dispatchId && row.Watches == LadderDefaults.Officer && row.NextAt != null
            && db.VillageTallies.Any(tally => tally.DispatchId == dispatchId && tally.VillageId == row.VillageId && tally.OfficerAnsweredAt != null))
        .ExecuteUpdateAsync(set => set.SetProperty(row => row.NextAt, (DateTime?)null).SetProperty(row => row.AnsweredAt, clock.UtcNow()), cancellationToken);
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
