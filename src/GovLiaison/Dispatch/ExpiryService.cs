using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>Ends dispatches whose message ran out: what still waits is not sent any more.</summary>
public sealed class ExpiryService(LiaisonDatabase database, TimeProvider clock)
{
    public async Task<int> ExpireAsync(CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var due = await database.ReadAsync(db => db.DispatchRuns
            .Where(run => (run.State == DispatchState.Running || run.State == DispatchState.Expanding) && run.ExpiresAt <= now)
            .Select(run => run.Id).ToListAsync(cancellationToken), cancellationToken);
        foreach (var id in due)
            await database.WriteAsync(WritePriority.Background, db => db.DispatchRuns
                .Where(run => run.Id == id && (run.State == DispatchState.Running || run.State == DispatchState.Expanding))
                .ExecuteUpdateAsync(set => set.SetProperty(run => run.State, DispatchState.Expired), cancellationToken), cancellationToken);
        return due.Count;
    }
}
