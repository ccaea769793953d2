using GovLiaison.Common;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Data;

/// <summary>
/// The one door to the database: short reads, and writes that commit as one with their audit row. A write that is refused,
/// or that the store cannot take, leaves nothing behind.
/// </summary>
public sealed class LiaisonDatabase(IDbContextFactory<LiaisonDbContext> contexts, IStoreDialect dialect, WriteLane lane, TimeProvider clock)
{
    private const int MaxTries = 4;

    public IStoreDialect Dialect => dialect;

    public async Task<T> ReadAsync<T>(Func<LiaisonDbContext, Task<T>> read, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        db.ChangeTracker.QueryTrackingBehavior = QueryTrackingBehavior.NoTracking;
        return await read(db);
    }

    /// <summary>Runs the work in one transaction and saves what it tracked. Deadlocks and busy locks are tried again as a whole.</summary>
    public async Task<Result<T>> WriteAsync<T>(WritePriority priority, Func<LiaisonDbContext, Task<Result<T>>> work, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await TryWriteAsync(priority, work, cancellationToken);
            }
            catch (DbUpdateConcurrencyException)
            {
                return new Refusal("Stale");
            }
            catch (Exception exception) when (Refused(exception) is { } refusal)
            {
                return refusal;
            }
            catch (Exception exception) when (attempt < MaxTries && dialect.Classify(exception) is StoreFault.Busy or StoreFault.Duplicate)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20 << attempt), clock, cancellationToken);
            }
        }
    }

    public async Task WriteAsync(WritePriority priority, Func<LiaisonDbContext, Task> work, CancellationToken cancellationToken)
    {
        var result = await WriteAsync<Done>(priority, async db =>
        {
            await work(db);
            return default(Done);
        }, cancellationToken);
        if (result.Refusal is { } refusal) throw new StoreRefusedException(refusal);
    }

    private async Task<Result<T>> TryWriteAsync<T>(WritePriority priority, Func<LiaisonDbContext, Task<Result<T>>> work, CancellationToken cancellationToken)
    {
        using var turn = dialect.HasSingleWriter ? await lane.EnterAsync(priority, cancellationToken) : default;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellationToken);
        var result = await work(db);
        if (result.IsRefused) return result;
        await db.SaveChangesAsync(cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return result;
    }

    private Refusal? Refused(Exception exception) => dialect.Classify(exception) switch
    {
        StoreFault.Full => new Refusal("StoreFull"),
        StoreFault.ReadOnly => new Refusal("StoreReadOnly"),
        StoreFault.Unreachable => new Refusal("StoreUnreachable"),
        _ => null,
    };
}

/// <summary>The store cannot take a write now; carries the sentence for people.</summary>
public sealed class StoreRefusedException(Refusal refusal) : Exception(refusal.Code)
{
    public Refusal Refusal => refusal;
}
