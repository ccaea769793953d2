namespace GovLiaison.Data;

/// <summary>Who waits for whom when a database takes one writer at a time.</summary>
public enum WritePriority
{
    /// <summary>A person on a phone waits for his answer.</summary>
    Answer,

    /// <summary>A person at the console waits.</summary>
    Console,

    /// <summary>Dispatch, ladder, sealer: may wait.</summary>
    Background,
}

/// <summary>
/// Lets one writer in at a time, answers before the console before the engine. SQLite's own lock is a poll without order:
/// under load a villager's answer would wait behind any number of batches. Nobody is passed over for ever: in a storm of
/// answers a duty officer must still get in, and a correction must still go out.
/// </summary>
public sealed class WriteLane
{
    /// <summary>After how many turns of others, while somebody waits, one of this priority has its turn.</summary>
    private static readonly int[] MostPassedOver = [0, 4, 12];

    private readonly Lock _gate = new();
    private readonly int[] _passedOver = new int[3];
    private readonly Queue<TaskCompletionSource>[] _waiting = [new(), new(), new()];
    private bool _taken;

    public async ValueTask<Turn> EnterAsync(WritePriority priority, CancellationToken cancellationToken)
    {
        TaskCompletionSource waiting;
        lock (_gate)
        {
            if (!_taken)
            {
                _taken = true;
                return new Turn(this);
            }
            waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting[(int)priority].Enqueue(waiting);
        }
        await using var registration = cancellationToken.Register(() => waiting.TrySetCanceled(cancellationToken));
        await waiting.Task;
        return new Turn(this);
    }

    private void Leave()
    {
        lock (_gate)
        {
            while (Next() is { } next)
                if (next.TrySetResult()) return; // false: given up while waiting
            _taken = false;
        }
    }

    private TaskCompletionSource? Next()
    {
        var chosen = Array.FindIndex(_waiting, queue => queue.Count > 0);
        if (chosen < 0) return null;
        for (var lower = _waiting.Length - 1; lower > chosen; lower--)
            if (_waiting[lower].Count > 0 && ++_passedOver[lower] > MostPassedOver[lower])
                chosen = lower;
        _passedOver[chosen] = 0;
        return _waiting[chosen].Dequeue();
    }

    public readonly struct Turn(WriteLane? lane) : IDisposable
    {
        public void Dispose() => lane?.Leave();
    }
}
