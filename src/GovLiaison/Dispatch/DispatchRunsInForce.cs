using GovLiaison.Data;

namespace GovLiaison.Dispatch;

public static class DispatchRunsInForce
{
    /// <summary>What a person stopped is sent no further and stays in force; what a later message took the place of does not.</summary>
    public static IQueryable<DispatchRun> InForce(this IQueryable<DispatchRun> runs, LiaisonDbContext db, DateTime now) => runs.Where(run => run.ExpiresAt > now
        && (run.State == DispatchState.Expanding || run.State == DispatchState.Running
            || run.State == DispatchState.Stopped && !db.DispatchRuns.Any(later => later.MatterId == run.MatterId && later.Id > run.Id)));
}
