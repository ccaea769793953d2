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
/// under load a villager's answer would wait behind any number of batches.
/// </summary>
public sealed class WriteLane
{
    private readonly Lock _gate = new();
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
            foreach (var queue in _waiting)
                while (queue.TryDequeue(out var next))
                    if (next.TrySetResult()) return;
            _taken = false;
        }
    }

    public readonly struct Turn(WriteLane? lane) : IDisposable
    {
        public void Dispose() => lane?.Leave();
    }
}
