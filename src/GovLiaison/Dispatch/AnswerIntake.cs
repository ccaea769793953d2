using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.Extensions.Options;

namespace GovLiaison.Dispatch;

/// <summary>
/// The one way in for answers of residents, officers and suppliers. Those that come while the store is busy with others wait
/// together and become one transaction: what a commit costs is paid once for all of them, and each caller has his answer when
/// it is committed. When the store cannot take them they are kept in the spool. What does not fit the queue is refused at
/// once, so that those inside are served in time.
/// </summary>
public sealed class AnswerIntake(AnswerWriter writer, AnswerSpool spool, AnswerReplay replay, IOptions<AnswersOptions> options, TimeProvider clock)
{
    private const int Fewest = 16, Most = 500;

    // as long as others may have to wait for the writer lane
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(20);

    private readonly Lock _gate = new();

    // an officer speaks for a village: residents' taps by the thousand never stand before him
    private readonly Queue<PendingAnswer> _officers = new(), _others = new();
    private bool _isRunning;
    private int _groupSize = 64;

    /// <summary>See <see cref="ReceiptService.RecordAsync"/>. Going away takes an answer back no longer once it waits here.</summary>
    public Task<Result<bool>> TakeAsync(RecordReceipt receipt, CancellationToken cancellationToken)
    {
        var answer = new PendingAnswer(receipt, clock.UtcNow());
        lock (_gate)
        {
            var queue = receipt.ByPersonId is null ? _others : _officers;
            if (queue.Count >= options.Value.MostWaiting) return Task.FromResult<Result<bool>>(AnswerRefusals.Busy);
            queue.Enqueue(answer);
            if (!_isRunning)
            {
                _isRunning = true;
                // not as part of the request that happened to come first
                ThreadPool.UnsafeQueueUserWorkItem(_ => _ = RunAsync(), null);
            }
        }
        return answer.Done.Task.WaitAsync(cancellationToken);
    }

    /// <summary>An answer to a link that the store cannot be asked about now: kept as it is, judged when it is replayed. False without a spool.</summary>
    public bool Keep(long recipientId, string kind, string? note)
    {
        if (!spool.Append([new SpooledAnswer(new RecordReceipt(0, recipientId, null, null, kind, "page", Note: note), clock.UtcNow())])) return false;
        replay.Begin();
        return true;
    }

    private async Task RunAsync()
    {
        while (Next() is { Count: > 0 } group)
        {
            var began = clock.GetTimestamp();
            try
            {
                await StoreAsync(group);
            }
            // the outermost loop: whatever it is, these callers are told and the next group has its turn
            catch (Exception fault)
            {
                foreach (var answer in group) answer.Done.TrySetException(fault);
            }
            var took = clock.GetElapsedTime(began);
            if (took > Slice) _groupSize = Math.Max(Fewest, _groupSize / 2);
            else if (took < Slice / 2 && group.Count == _groupSize) _groupSize = Math.Min(Most, _groupSize * 2);
        }
    }

    private List<PendingAnswer> Next()
    {
        lock (_gate)
        {
            var group = new List<PendingAnswer>(_groupSize);
            while (group.Count < _groupSize && (_officers.TryDequeue(out var next) || _others.TryDequeue(out next))) group.Add(next);
            _isRunning = group.Count > 0;
            return group;
        }
    }

    private async Task StoreAsync(List<PendingAnswer> group)
    {
        if (!spool.IsOpen)
        {
            if (await writer.WriteAsync(group) is { } refusal) Refuse(group, refusal);
            return;
        }
        if (replay.IsStoreBack)
        {
            // SQLite waits for its lock without giving the thread back: on this one nobody could stop waiting
            var write = Task.Run(() => writer.WriteAsync(group));
            try
            {
                if (await write.WaitAsync(options.Value.Patience, clock) is null) return;
            }
            catch (TimeoutException)
            {
                // It may still be stored, and is then found there when it is replayed. Nobody waits for that.
            }
            replay.StoreFailed(write);
        }
        var kept = group.FindAll(answer => !answer.Done.Task.IsCompleted);
        if (kept.Count == 0) return;
        if (spool.Append(kept.ConvertAll(answer => new SpooledAnswer(answer.Receipt, answer.At))))
            foreach (var answer in kept) answer.Done.TrySetResult(true);
        else
            Refuse(kept, AnswerRefusals.Busy);
        replay.Begin();
    }

    private static void Refuse(List<PendingAnswer> group, Refusal refusal)
    {
        foreach (var answer in group) answer.Done.TrySetResult(refusal);
    }
}
