using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Audit;

/// <summary>
/// Chains what was recorded, in the order it was recorded. Any process may call it; the head of the chain moves by a conditional
/// update, so that one of two who meet does nothing.
/// </summary>
public sealed class AuditSealer(LiaisonDatabase database)
{
    // small, because the writers' lane is held meanwhile
    private const int RowsPerTransaction = 200;

    /// <summary>Seals until nothing is left; how many rows were sealed.</summary>
    public async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        for (var all = 0; ;)
        {
            var result = await database.WriteAsync<int>(WritePriority.Background, async db => await SealSomeAsync(db, cancellationToken), cancellationToken);
            if (result.Refusal is { } refusal) throw new StoreRefusedException(refusal);
            all += result.Value;
            if (result.Value < RowsPerTransaction) return all;
        }
    }

    // The head is read before the rows: what another sealer takes in between makes the move fail.
    private static async Task<int> SealSomeAsync(LiaisonDbContext db, CancellationToken cancellationToken)
    {
        var next = await HeadAsync(db, cancellationToken);
        var rows = await db.AuditEntries.Where(row => row.Sequence == null).OrderBy(row => row.Id).Take(RowsPerTransaction).ToListAsync(cancellationToken);
        if (rows.Count == 0 || !await MoveAsync(db, next, next + rows.Count, cancellationToken)) return 0;
        var before = next - 1;
        var previous = await db.AuditEntries.Where(row => row.Sequence == before).Select(row => row.Hash).SingleOrDefaultAsync(cancellationToken)
            ?? (next == AuditChain.First ? AuditChain.Beginning : throw new InvalidOperationException($"The audit chain has no row {before}"));
        foreach (var row in rows)
        {
            previous = AuditChain.Hash(previous, row, next);
            (row.Sequence, row.Hash) = (next++, previous);
        }
        await db.SaveChangesAsync(cancellationToken);
        return rows.Count;
    }

    private static async Task<long> HeadAsync(LiaisonDbContext db, CancellationToken cancellationToken)
    {
        var head = await db.KeyBlocks.Where(row => row.Name == AuditChain.Head).Select(row => (long?)row.Next).SingleOrDefaultAsync(cancellationToken);
        if (head is not null) return head.Value;
        db.KeyBlocks.Add(new KeyBlock { Name = AuditChain.Head, Next = AuditChain.First });
        await db.SaveChangesAsync(cancellationToken);
        return AuditChain.First;
    }

    private static async Task<bool> MoveAsync(LiaisonDbContext db, long from, long to, CancellationToken cancellationToken) =>
        await db.KeyBlocks.Where(row => row.Name == AuditChain.Head && row.Next == from)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Next, to), cancellationToken) == 1;
}
