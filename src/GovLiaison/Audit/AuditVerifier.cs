using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Audit;

public enum AuditBreak
{
    /// <summary>A row's fields, its hash or the hash before it were changed.</summary>
    Altered,

    /// <summary>A row is missing inside the chain.</summary>
    Missing,

    /// <summary>Rows were cut off the end.</summary>
    CutOff,
}

/// <param name="Checked">Rows that hang together from the first on.</param>
/// <param name="Unsealed">Rows that wait for the sealer; more than a few seconds' worth is a fault of its own.</param>
/// <param name="BrokenAt">The first place in the chain that does not fit; null: whole.</param>
public sealed record AuditVerdict(long Checked, long Unsealed, long? BrokenAt, AuditBreak? Kind)
{
    public bool IsWhole => BrokenAt is null;
}

/// <summary>Walks the chain from its beginning and says where it breaks first.</summary>
public sealed class AuditVerifier(LiaisonDatabase database)
{
    private const int RowsPerRead = 2000;

    /// <param name="progress">Rows checked so far.</param>
    public async Task<AuditVerdict> VerifyAsync(IProgress<long>? progress, CancellationToken cancellationToken)
    {
        // read first: what is sealed during the walk lies behind this end
        var end = await database.ReadAsync(db => db.KeyBlocks.Where(row => row.Name == AuditChain.Head).Select(row => row.Next).SingleOrDefaultAsync(cancellationToken), cancellationToken);
        var unsealed = await database.ReadAsync(db => db.AuditEntries.LongCountAsync(row => row.Sequence == null, cancellationToken), cancellationToken);
        var (next, previous) = (AuditChain.First, AuditChain.Beginning);
        while (true)
        {
            var from = next;
            var rows = await database.ReadAsync(db => db.AuditEntries.Where(row => row.Sequence >= from).OrderBy(row => row.Sequence).Take(RowsPerRead).ToListAsync(cancellationToken), cancellationToken);
            foreach (var row in rows)
            {
                if (row.Sequence != next) return Broken(AuditBreak.Missing);
                var hash = AuditChain.Hash(previous, row, next);
                if (!hash.AsSpan().SequenceEqual(row.Hash)) return Broken(AuditBreak.Altered);
                (next, previous) = (next + 1, hash);
            }
            progress?.Report(next - AuditChain.First);
            if (rows.Count < RowsPerRead)
                return next < end ? Broken(AuditBreak.CutOff) : new AuditVerdict(next - AuditChain.First, unsealed, null, null);
        }

        AuditVerdict Broken(AuditBreak kind) => new(next - AuditChain.First, unsealed, next, kind);
    }
}
