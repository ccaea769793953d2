using System.Collections.Concurrent;
using System.Net;

namespace GovLiaison.Benchmarks;

/// <summary>One request of a storm: its bytes, and what to do with the status that comes back (0: none came).</summary>
internal sealed record StormRequest(ReadOnlyMemory<byte> Bytes, Action<StormReply> Answered);

/// <param name="Took">From the moment at which it should have been sent, however late the generator or the server was.</param>
internal sealed record StormReply(int Status, bool HasRetryAfter, TimeSpan Took);

/// <summary>
/// Sends at an open rate: what is due is due, whether or not the server keeps up. A request that finds every connection taken
/// waits here, and its waiting counts.
/// </summary>
internal sealed class StormLoad(IPEndPoint server, int connections)
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    private readonly ConcurrentQueue<(StormRequest Request, long Due)> _waiting = new();
    private readonly ConcurrentStack<StormConnection> _idle = new();
    private long _open;

    /// <summary>The most requests that ever waited for a connection.</summary>
    public int MostWaiting { get; private set; }

    public async Task RunAsync(double perSecond, TimeSpan duration, Func<long, StormRequest> request, CancellationToken cancellationToken)
    {
        var clock = TimeProvider.System;
        while (_idle.Count < connections) _idle.Push(new StormConnection(server));
        var (began, total) = (clock.GetTimestamp(), (long)(perSecond * duration.TotalSeconds));
        for (long next = 0; next < total;)
        {
            var due = Math.Min(total, (long)(clock.GetElapsedTime(began).TotalSeconds * perSecond));
            for (; next < due; next++)
            {
                Interlocked.Increment(ref _open);
                _waiting.Enqueue((request(next), began + (long)(next / perSecond * clock.TimestampFrequency)));
                if (_idle.TryPop(out var connection)) _ = ServeAsync(connection);
            }
            MostWaiting = Math.Max(MostWaiting, _waiting.Count);
            await Task.Delay(Tick, clock, cancellationToken);
        }
        while (Interlocked.Read(ref _open) > 0) await Task.Delay(Tick, clock, cancellationToken);
        while (_idle.TryPop(out var connection)) connection.Dispose();
    }

    private async Task ServeAsync(StormConnection connection)
    {
        while (_waiting.TryDequeue(out var next))
        {
            var (status, hasRetryAfter) = await connection.SendAsync(next.Request.Bytes);
            next.Request.Answered(new StormReply(status, hasRetryAfter, TimeProvider.System.GetElapsedTime(next.Due)));
            Interlocked.Decrement(ref _open);
        }
        _idle.Push(connection);
        // one that came between the last look and the push would wait for nobody
        if (!_waiting.IsEmpty && _idle.TryPop(out var again)) await ServeAsync(again);
    }
}
