using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Divisions;

/// <summary>
/// The tree in memory, about 6 MB for a province: a search for a part of a name or of its initials scans 21,809 strings in a few
/// milliseconds, while no index of the three databases serves it (a LIKE with a leading wildcard reads the table). Changes are
/// counted in a row; a process notices another's change within <see cref="CheckEvery"/>.
/// </summary>
public sealed class DivisionTreeCache(LiaisonDatabase database, TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan CheckEvery = TimeSpan.FromSeconds(5);

    private const string Changes = "division-changes";

    private readonly SemaphoreSlim _loading = new(1, 1);
    private volatile Loaded? _loaded;

    public async ValueTask<DivisionTree> CurrentAsync(CancellationToken cancellationToken)
    {
        if (_loaded is { } fresh && clock.GetElapsedTime(fresh.CheckedAt) < CheckEvery) return fresh.Tree;
        await _loading.WaitAsync(cancellationToken);
        try
        {
            var loaded = _loaded;
            if (loaded is not null && clock.GetElapsedTime(loaded.CheckedAt) < CheckEvery) return loaded.Tree;
            var checkedAt = clock.GetTimestamp();
            loaded = await database.ReadAsync(db => ReadAsync(db, loaded, checkedAt, cancellationToken), cancellationToken);
            _loaded = loaded;
            return loaded.Tree;
        }
        finally
        {
            _loading.Release();
        }
    }

    /// <summary>Counts a change of the tree in the transaction that makes it; <see cref="Forget"/> after the commit.</summary>
    public static Task<long> CountChangeAsync(LiaisonDbContext db, CancellationToken cancellationToken) => db.AllotAsync(Changes, 1, cancellationToken);

    public void Forget() => _loaded = null;

    public void Dispose() => _loading.Dispose();

    // The count is read first: a change between the two reads is noticed the next time instead of never.
    private static async Task<Loaded> ReadAsync(LiaisonDbContext db, Loaded? old, long checkedAt, CancellationToken cancellationToken)
    {
        var changes = await db.KeyBlocks.Where(row => row.Name == Changes).Select(row => row.Next).FirstOrDefaultAsync(cancellationToken);
        if (old is not null && old.Changes == changes) return old with { CheckedAt = checkedAt };
        var nodes = await db.Divisions
            .Select(row => new DivisionNode(row.Id, row.Code, row.Name, row.Level, row.ParentId, row.Path, row.Initials, row.IsVillage))
            .ToListAsync(cancellationToken);
        return new Loaded(new DivisionTree(nodes), changes, checkedAt);
    }

    private sealed record Loaded(DivisionTree Tree, long Changes, long CheckedAt);
}
