using System.Collections.Concurrent;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Reach;

namespace GovLiaison.Web.Reach;

/// <summary>
/// One reader per process and watched dispatch: once a second it looks whether the tallies moved and tells every circuit that
/// watches. However many people look, the database is asked once.
/// </summary>
public sealed class LiveReach(ReachQueries reach, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly Actor Reader = Actor.System("live");

    private readonly ConcurrentDictionary<(long Dispatch, Guid Watcher), Func<Task>> _watchers = new();
    private readonly Dictionary<long, ReachSum> _seen = [];

    /// <summary>Calls back after each change until disposed.</summary>
    public IDisposable Watch(long dispatchId, Func<Task> changed)
    {
        var key = (dispatchId, Guid.NewGuid());
        _watchers[key] = changed;
        return new Watching(() => _watchers.TryRemove(key, out _));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var group in _watchers.GroupBy(pair => pair.Key.Dispatch))
            {
                try
                {
                    var sum = await reach.SumAsync(group.Key, Reader, stoppingToken);
                    if (_seen.TryGetValue(group.Key, out var before) && Same(before, sum)) continue;
                    _seen[group.Key] = sum;
                    await Task.WhenAll(group.Select(pair => pair.Value()));
                }
                // The store is away for a moment: the page says its data is old, the next look tries again.
                catch (Exception exception) when (exception is System.Data.Common.DbException or StoreRefusedException)
                {
                }
            }
    }

    private static bool Same(ReachSum one, ReachSum other) => one.ByEvidence.SequenceEqual(other.ByEvidence)
        && one with { ByEvidence = other.ByEvidence } == other;

    private sealed class Watching(Action stop) : IDisposable
    {
        public void Dispose() => stop();
    }
}
