using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>
/// Collects what a transaction changes per village and writes it once. Whoever changes evidence first takes the villages'
/// tally rows, in village order: what he reads of their households then stays as it is until he commits.
/// </summary>
public sealed class TallyChanges(LiaisonDbContext db, IStoreDialect dialect, long dispatchId)
{
    private static readonly int HelpWaitingAt = IndexOf("HelpWaiting"), HelpTakenAt = IndexOf("HelpTaken"), MustWalkAt = IndexOf("MustWalk");

    private static readonly string Sql = $"""
        UPDATE "VillageTallies" SET {string.Join(", ", TallyColumns.Names.Select((name, i) => $"\"{name}\" = \"{name}\" + @p{i}"))}
        WHERE "DispatchId" = @p{TallyColumns.Names.Count} AND "VillageId" = @p{TallyColumns.Names.Count + 1}
        """;

    private readonly SortedDictionary<int, int[]> _changes = [];

    /// <summary>Takes the rows of the villages until the end of the transaction; a database with one writer needs nothing.</summary>
    public async Task TakeAsync(IEnumerable<int> villageIds, CancellationToken cancellationToken)
    {
        if (dialect.HasSingleWriter) return;
        foreach (var villageId in villageIds.Distinct().Order())
            await db.VillageTallies.Where(row => row.DispatchId == dispatchId && row.VillageId == villageId)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Stage, row => row.Stage), cancellationToken);
    }

    public void Raise(int villageId, Evidence from, Evidence to)
    {
        Of(villageId)[(int)from]--;
        Of(villageId)[(int)to]++;
    }

    public void MustWalk(int villageId, int change) => Of(villageId)[MustWalkAt] += change;

    public void Help(int villageId, int waiting, int taken)
    {
        Of(villageId)[HelpWaitingAt] += waiting;
        Of(villageId)[HelpTakenAt] += taken;
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        if (_changes.Count == 0) return;
        var values = new object[TallyColumns.Names.Count + 2];
        Array.Fill(values, 0);
        values[^2] = dispatchId;
        await using var statement = new PreparedStatement(db, Sql, values);
        foreach (var (villageId, changes) in _changes)
        {
            for (var i = 0; i < changes.Length; i++) values[i] = changes[i];
            values[^1] = villageId;
            if (await statement.RunAsync(values, cancellationToken) != 1)
                throw new InvalidOperationException($"Village {villageId} has no tally in dispatch {dispatchId}");
        }
    }

    private int[] Of(int villageId)
    {
        if (!_changes.TryGetValue(villageId, out var changes))
            _changes[villageId] = changes = new int[TallyColumns.Names.Count];
        return changes;
    }

    private static int IndexOf(string name) => TallyColumns.Names.ToList().IndexOf(name);
}
