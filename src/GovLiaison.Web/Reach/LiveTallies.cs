using System.Collections.Concurrent;
using GovLiaison.Data;

namespace GovLiaison.Web.Reach;

/// <summary>
/// One reader per process for each thing that is watched, at most once a second and only while somebody watches. Each page
/// gets one push for each reading that changed something; an unchanged one is passed on now and then, so that the time of the
/// figures stays young.
/// </summary>
public sealed partial class LiveTallies(TimeProvider clock, ILogger<LiveTallies> logger) : IDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(4);

    private readonly ConcurrentDictionary<string, Watch> _watches = new(StringComparer.Ordinal);
    private readonly Lock _gate = new();

    /// <summary>How many different readings are kept young now, however many people watch.</summary>
    public int Readers => _watches.Count;

    /// <summary>Calls back in the caller's own language and context until the answer is disposed.</summary>
    /// <param name="key">The same for all who would read the same: what is watched and by which range.</param>
    /// <param name="mark">What of a reading has to differ for it to be news.</param>
    public IDisposable Subscribe<T>(string key, Func<CancellationToken, Task<T?>> read, Func<T, string> mark, Action<T> changed) where T : class
    {
        var context = ExecutionContext.Capture();
        void Push(object value)
        {
            if (context is null) changed((T)value);
            else ExecutionContext.Run(context, state => changed((T)state!), value);
        }

        var seat = new Action<object>(Push);
        lock (_gate)
        {
            if (!_watches.TryGetValue(key, out var watch))
            {
                _watches[key] = watch = new Watch(async token => await read(token) is { } value ? (value, mark(value)) : null);
                // the reader belongs to nobody: not to the person who happened to come first
                using (ExecutionContext.SuppressFlow()) watch.Task = Task.Run(() => RunAsync(watch));
            }
            watch.Seats.TryAdd(seat, true);
        }
        return new Seat(() => Leave(key, seat));
    }

    public void Dispose()
    {
        foreach (var watch in _watches.Values) watch.Stop();
    }

    private void Leave(string key, Action<object> seat)
    {
        lock (_gate)
        {
            if (!_watches.TryGetValue(key, out var watch) || !watch.Seats.TryRemove(seat, out _) || !watch.Seats.IsEmpty) return;
            _watches.TryRemove(key, out _);
            watch.Stop();
        }
    }

    private async Task RunAsync(Watch reader)
    {
        using var watch = reader;
        var (last, pushedAt) = (string.Empty, clock.UtcNow());
        while (!watch.Stopped.IsCancellationRequested)
        {
            await Task.Delay(Every, clock, watch.Stopped).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            try
            {
                if (watch.Stopped.IsCancellationRequested || await watch.Read(watch.Stopped) is not { } reading) continue;
                if (reading.Mark == last && clock.UtcNow() - pushedAt < AtLeastEvery) continue;
                (last, pushedAt) = (reading.Mark, clock.UtcNow());
                foreach (var seat in watch.Seats.Keys) seat(reading.Value);
            }
            catch (OperationCanceledException) when (watch.Stopped.IsCancellationRequested)
            {
                return;
            }
            // The edge of the reader: figures that could not be read grow old on the page, which says so; the next second tries again.
            catch (Exception exception)
            {
                Log.ReadFailed(logger, exception);
            }
        }
    }

    private sealed class Watch(Func<CancellationToken, Task<(object Value, string Mark)?>> read) : IDisposable
    {
        private readonly CancellationTokenSource _stop = new();

        public Func<CancellationToken, Task<(object Value, string Mark)?>> Read => read;
        public ConcurrentDictionary<Action<object>, bool> Seats { get; } = new();
        public CancellationToken Stopped => _stop.Token;
        public Task? Task { get; set; }

        public void Stop() => _stop.Cancel();

        public void Dispose() => _stop.Dispose();
    }

    private sealed class Seat(Action leave) : IDisposable
    {
        public void Dispose() => leave();
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "Figures could not be read and are read again")]
        public static partial void ReadFailed(ILogger logger, Exception exception);
    }
}
