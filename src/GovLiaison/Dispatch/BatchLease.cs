namespace GovLiaison.Dispatch;

/// <summary>
/// Keeps a batch while a supplier answers, who may take longer than a lease: it is renewed meanwhile. Once another worker has the
/// batch, what is not yet written is not.
/// </summary>
public sealed class BatchLease(BatchRecorder recorder, TimeSpan lease, TimeProvider clock)
{
    /// <summary>What the work answers; null when the lease was lost and the work gave up for it.</summary>
    public async Task<T?> WhileAsync<T>(ClaimedBatch batch, Func<CancellationToken, Task<T>> work, CancellationToken cancellationToken) where T : class
    {
        using var held = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewing = RenewAsync(batch, held);
        try
        {
            return await work(held.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            await held.CancelAsync();
            await renewing;
        }
    }

    private async Task RenewAsync(ClaimedBatch batch, CancellationTokenSource held)
    {
        try
        {
            while (true)
            {
                await Task.Delay(lease / 3, clock, held.Token);
                if (!await recorder.RenewAsync(batch, lease, held.Token)) await held.CancelAsync();
            }
        }
        catch (OperationCanceledException) when (held.IsCancellationRequested)
        {
            // the work is done, or the lease is gone
        }
    }
}
