using GovLiaison.TrainingGateway.Clock;
using Microsoft.Extensions.Options;

namespace GovLiaison.TrainingGateway.Behaviour;

/// <summary>What each channel is told to do wrong, and the draws that decide whom it hits.</summary>
internal sealed class Behaviours(IOptions<GatewayOptions> options, WorldClock world, TimeProvider clock, IHostApplicationLifetime lifetime)
{
    private readonly Dictionary<string, ChannelState> _states = new(StringComparer.Ordinal)
    {
        ["wecom"] = new(),
        ["sms"] = new(),
        ["voice"] = new(),
    };

    public ChannelBehaviour this[string channel] => _states[channel].Behaviour;

    public bool Knows(string channel) => _states.ContainsKey(channel);

    public void Set(string channel, ChannelBehaviour behaviour) => _states[channel].Behaviour = behaviour;

    public IReadOnlyDictionary<string, ChannelBehaviour> All() =>
        _states.ToDictionary(s => s.Key, s => s.Value.Behaviour, StringComparer.Ordinal);

    /// <summary>True with the probability <paramref name="share"/>; the n-th draw of a channel is the same for the same seed.</summary>
    public bool Hits(string channel, double share)
    {
        if (share <= 0)
            return false;
        var n = (ulong)Interlocked.Increment(ref _states[channel].Draws);
        return Hashes.Share(Hashes.Of(channel, Hashes.Mix((ulong)options.Value.Seed) ^ n)) < share;
    }

    /// <summary>Latency, hanging and failing status; true when the request has its answer already.</summary>
    public async Task<bool> AnswersInsteadAsync(HttpContext context, string channel)
    {
        var behaviour = this[channel];
        using var end = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, lifetime.ApplicationStopping);
        try
        {
            if (behaviour.LatencyMs > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(behaviour.LatencyMs), clock, end.Token);
            if (behaviour.Hang)
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, end.Token);
        }
        catch (OperationCanceledException)
        {
            context.Abort();
            return true;
        }

        if (behaviour.Status is not { } status || !Hits(channel, behaviour.FailShare))
            return false;
        context.Response.StatusCode = status;
        if (behaviour.RetryAfterSeconds is { } seconds)
            context.Response.Headers.RetryAfter = seconds.ToString(System.Globalization.CultureInfo.InvariantCulture);
        await context.Response.WriteAsync("misbehaving as told", context.RequestAborted);
        return true;
    }

    /// <summary>What to do wrong once the items are accepted; true when nothing more may be written.</summary>
    public async Task<bool> SpoilsAnswerAsync(HttpContext context, string channel)
    {
        var behaviour = this[channel];
        if (Hits(channel, behaviour.CutAfterAccept))
        {
            context.Abort();
            return true;
        }

        if (!Hits(channel, behaviour.Malformed))
            return false;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("{\"results\":[{\"key\":\"", context.RequestAborted);
        return true;
    }

    public bool IsWithinQuota(string channel, int items) => _states[channel].Takes(items, world.Now);

    private sealed class ChannelState
    {
        private readonly Lock _gate = new();
        private volatile ChannelBehaviour _behaviour = ChannelBehaviour.Good;
        private long _second;
        private int _taken;

        public long Draws;

        public ChannelBehaviour Behaviour
        {
            get => _behaviour;
            set => _behaviour = value;
        }

        public bool Takes(int items, DateTime now)
        {
            var quota = _behaviour.QuotaPerSecond;
            if (quota == 0)
                return true;
            lock (_gate)
            {
                var second = now.Ticks / TimeSpan.TicksPerSecond;
                if (second != _second)
                    (_second, _taken) = (second, 0);
                // a batch larger than the whole quota passes alone, or it would never pass
                if (_taken > 0 && _taken + items > quota)
                    return false;
                _taken += items;
                return true;
            }
        }
    }
}
