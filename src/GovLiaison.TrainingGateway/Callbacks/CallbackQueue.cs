using System.Threading.Channels;

namespace GovLiaison.TrainingGateway.Callbacks;

/// <summary>Collects reports of one kind and hands them on in batches of up to 500.</summary>
internal sealed class CallbackQueue<T>(Func<IReadOnlyList<T>, byte[]> body, string path)
{
    private const int MaxBatch = 500;
    private readonly Channel<T> _waiting = Channel.CreateBounded<T>(new BoundedChannelOptions(20_000) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });
    private readonly Lock _gate = new();
    private TaskCompletionSource _drained = Done();
    private int _outstanding;

    public int Outstanding => Volatile.Read(ref _outstanding);

    public async ValueTask AddAsync(T report, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_outstanding++ == 0)
                _drained = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        await _waiting.Writer.WriteAsync(report, cancellationToken);
    }

    public Task DrainedAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
            return _drained.Task.WaitAsync(cancellationToken);
    }

    public async Task PostAllAsync(Func<string, byte[], int, CancellationToken, Task> post, CancellationToken cancellationToken)
    {
        var batch = new List<T>(MaxBatch);
        while (await _waiting.Reader.WaitToReadAsync(cancellationToken))
        {
            batch.Clear();
            while (batch.Count < MaxBatch && _waiting.Reader.TryRead(out var report))
                batch.Add(report);
            await post(path, body(batch), batch.Count, cancellationToken);
            lock (_gate)
            {
                _outstanding -= batch.Count;
                if (_outstanding == 0)
                    _drained.SetResult();
            }
        }
    }

    private static TaskCompletionSource Done()
    {
        var done = new TaskCompletionSource();
        done.SetResult();
        return done;
    }
}
