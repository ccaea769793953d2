namespace GovLiaison.Dispatch;

/// <summary>
/// Wakes this process's engine when work was just written, so that the first message does not wait for the next look at the
/// table. Only a hint: work is found by looking, whoever wrote it.
/// </summary>
public sealed class DispatchSignal
{
    private volatile TaskCompletionSource _raised = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Raise() => Interlocked.Exchange(ref _raised, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();

    /// <summary>Until raised, or the time is over.</summary>
    public async Task WaitAsync(TimeSpan atMost, TimeProvider clock, CancellationToken cancellationToken) =>
        await Task.WhenAny(_raised.Task, Task.Delay(atMost, clock, cancellationToken));
}
