using GovLiaison.Common;
using GovLiaison.Data;

namespace GovLiaison.Dispatch;

/// <summary>
/// Numbers for answers. Where many write at once each would wait for the one row that the block stands in, until he who has it
/// commits: so a process takes a block in a transaction of its own and gives out from memory. What it does not use is a gap.
/// </summary>
public sealed class ReceiptKeys(LiaisonDatabase database) : IDisposable
{
    public const string Name = "receipt";
    private const int BlockSize = 256;

    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _next, _end;

    /// <summary>
    /// Asked before the answer's own transaction, so that nobody waits here with a connection in hand. Null where there is one
    /// writer: then the number is allotted inside the transaction.
    /// </summary>
    public async Task<Result<long?>> ReserveAsync(CancellationToken cancellationToken)
    {
        if (database.Dialect.HasSingleWriter) return (long?)null;
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_next == _end)
            {
                var block = await database.WriteAsync<long>(WritePriority.Answer, async db => await db.AllotAsync(Name, BlockSize, cancellationToken), cancellationToken);
                if (block.Refusal is { } refusal) return refusal;
                (_next, _end) = (block.Value, block.Value + BlockSize);
            }
            return _next++;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
