using GovLiaison.Common;
using GovLiaison.Data;

namespace GovLiaison.Dispatch;

/// <summary>
/// The one way in for answers of residents, officers and suppliers. Those that come while the store is busy with others wait
/// together and become one transaction: what a commit costs is paid once for all of them, and each caller has his answer when
/// it is committed. What does not fit the queue is refused at once, so that those inside are served in time.
/// </summary>
public sealed class AnswerIntake(ReceiptGroupService groups, ReceiptKeys keys, TimeProvider clock)
{
    private const int Fewest = 16, Most = 500, MostWaiting = 2000;

    // as long as others may have to wait for the writer lane
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();

    // an officer speaks for a village: residents' taps by the thousand never stand before him
    private readonly Queue<Waiting> _officers = new(), _others = new();
    private bool _isRunning;
    private int _groupSize = 64;

    /// <summary>See <see cref="ReceiptService.RecordAsync"/>. Going away takes an answer back no longer once it waits here.</summary>
    public Task<Result<bool>> TakeAsync(RecordReceipt receipt, CancellationToken cancellationToken)
    {
        var waiting = new Waiting(receipt);
        lock (_gate)
        {
            var queue = receipt.ByPersonId is null ? _others : _officers;
            if (queue.Count >= MostWaiting) return Task.FromResult<Result<bool>>(DispatchRefusals.AnswersBusy);
            queue.Enqueue(waiting);
            if (!_isRunning)
            {
                _isRunning = true;
                // not as part of the request that happened to come first
                ThreadPool.UnsafeQueueUserWorkItem(_ => _ = RunAsync(), null);
            }
        }
        return waiting.Done.Task.WaitAsync(cancellationToken);
    }

    private async Task RunAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            var began = clock.GetTimestamp();
            await WriteAsync(group);
            var took = clock.GetElapsedTime(began);
            if (took > Slice) _groupSize = Math.Max(Fewest, _groupSize / 2);
            else if (took < Slice / 2 && group.Count == _groupSize) _groupSize = Math.Min(Most, _groupSize * 2);
        }
    }

    private List<Waiting> Next()
    {
        lock (_gate)
        {
            var group = new List<Waiting>(_groupSize);
            while (group.Count < _groupSize && (_officers.TryDequeue(out var next) || _others.TryDequeue(out next))) group.Add(next);
            _isRunning = group.Count > 0;
            return group;
        }
    }

    // One bad member must not cost the others their answer: when a group fails, each is tried by itself.
    private async Task WriteAsync(List<Waiting> group)
    {
        try
        {
            var written = await groups.RecordAsync(await KeyedAsync(group), CancellationToken.None);
            for (var i = 0; i < group.Count; i++) group[i].Done.TrySetResult(written.Refusal is { } refusal ? refusal : written.Value[i]);
        }
        catch (StoreRefusedException refused)
        {
            foreach (var waiting in group) waiting.Done.TrySetResult(refused.Refusal);
        }
        catch (Exception) when (group.Count > 1)
        {
            foreach (var waiting in group) await WriteAsync([waiting]);
        }
        catch (Exception fault)
        {
            group[0].Done.TrySetException(fault);
        }
    }

    // before the transaction, so that nobody waits for numbers with a connection in hand
    private async Task<List<KeyedReceipt>> KeyedAsync(List<Waiting> group)
    {
        var keyed = new List<KeyedReceipt>(group.Count);
        foreach (var waiting in group)
        {
            var key = await keys.ReserveAsync(CancellationToken.None);
            if (key.Refusal is { } refusal) throw new StoreRefusedException(refusal);
            keyed.Add(new KeyedReceipt(waiting.Receipt, key.Value));
        }
        return keyed;
    }

    private sealed class Waiting(RecordReceipt receipt)
    {
        public RecordReceipt Receipt => receipt;
        public TaskCompletionSource<Result<bool>> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
