using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Data;

/// <summary>
/// Gives out the numbers of province-sized tables in blocks: installation number in the high bits, a counter below.
/// Called inside the caller's transaction, so that a block that was not used is not lost in a crash and rows of one
/// INSERT…SELECT can be numbered in village order.
/// </summary>
public static class KeyAllotter
{
    private const int CounterBits = 48;

    /// <summary>The first of <paramref name="count"/> consecutive numbers.</summary>
    public static async Task<long> AllotAsync(this LiaisonDbContext db, string name, long count, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        for (var attempt = 0; attempt < 50; attempt++)
        {
            var next = await db.KeyBlocks.Where(row => row.Name == name).Select(row => (long?)row.Next).SingleOrDefaultAsync(cancellationToken);
            if (next is null)
            {
                next = await FirstAsync(db, cancellationToken);
                db.KeyBlocks.Add(new KeyBlock { Name = name, Next = next.Value });
                await db.SaveChangesAsync(cancellationToken);
            }
            var raised = await db.KeyBlocks.Where(row => row.Name == name && row.Next == next)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Next, next.Value + count), cancellationToken);
            if (raised == 1) return next.Value;
        }
        throw new InvalidOperationException($"No key block could be had for {name}: too many writers at once");
    }

    /// <summary>The installation a key was given out by, and its number there.</summary>
    public static (long Installation, long Number) Split(long key) => (key >> CounterBits, key & ((1L << CounterBits) - 1));

    private static async Task<long> FirstAsync(LiaisonDbContext db, CancellationToken cancellationToken)
    {
        var number = await db.Installations.Select(row => (int?)row.Number).SingleOrDefaultAsync(cancellationToken) ?? 0;
        return ((long)number << CounterBits) + 1;
    }
}
