using System.Runtime.ExceptionServices;
using System.Threading.RateLimiting;
using GovLiaison.Data;
using Polly;
using Polly.CircuitBreaker;

namespace GovLiaison.Dispatch;

/// <summary>What this process sends to one endpoint: how much at once and a second, whether it may be asked at all now, and how it fared.</summary>
public sealed class EndpointTraffic : IDisposable
{
    /// <summary>A breaker that opened lets one request through after this.</summary>
    public static readonly TimeSpan BreakTime = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Sampling = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan MisconfiguredPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan ProbeWait = TimeSpan.FromSeconds(1);
    private const int FewestForBreak = 4;

    private readonly TimeProvider _clock;
    private readonly Lock _lock = new();
    private readonly ConcurrencyLimiter _inFlight;
    private readonly TokenBucketRateLimiter? _pace;
    private readonly ResiliencePipeline<SendOutcome> _pipeline;
    private DateTime _restsUntil;
    private DateTime _brokenUntil;
    private DateTime? _noWordSince;
    private int _requests;
    private int _faults;
    private TimeSpan _time;
    private SupplierNews _news;

    public EndpointTraffic(EndpointPlan plan, TimeProvider clock)
    {
        (Plan, _clock, _news) = (plan, clock, new SupplierNews(SupplierWeights.Full, DateTime.UnixEpoch, 0, 0, 0, TimeSpan.Zero));
        _inFlight = new ConcurrencyLimiter(new ConcurrencyLimiterOptions { PermitLimit = plan.Concurrency, QueueLimit = int.MaxValue });
        if (plan.ItemsPerSecond > 0)
            _pace = new TokenBucketRateLimiter(new TokenBucketRateLimiterOptions
            {
                TokenLimit = plan.ItemsPerSecond,
                TokensPerPeriod = plan.ItemsPerSecond,
                ReplenishmentPeriod = TimeSpan.FromSeconds(1),
                QueueLimit = int.MaxValue,
                AutoReplenishment = true,
            });
        _pipeline = new ResiliencePipelineBuilder<SendOutcome> { TimeProvider = clock }
            .AddCircuitBreaker(new CircuitBreakerStrategyOptions<SendOutcome>
            {
                FailureRatio = SupplierWeights.FaultShare,
                MinimumThroughput = FewestForBreak,
                SamplingDuration = Sampling,
                BreakDuration = BreakTime,
                ShouldHandle = arguments => ValueTask.FromResult(IsFault(arguments.Outcome.Result)),
                OnOpened = arguments =>
                {
                    BreakFor(arguments.BreakDuration);
                    return ValueTask.CompletedTask;
                },
            }).Build();
    }

    public EndpointPlan Plan { get; }

    /// <summary>Its share of new batches against the other suppliers of its channel.</summary>
    public int Weight { get { lock (_lock) return _news.Weight; } }

    /// <summary>When it may be asked again: a moment in the past while it may be asked now.</summary>
    public DateTime NotBefore { get { lock (_lock) return _restsUntil > _brokenUntil ? _restsUntil : _brokenUntil; } }

    /// <summary>Since when no request came to a word about its items; null while it works or was not asked.</summary>
    public DateTime? NoWordSince { get { lock (_lock) return _noWordSince; } }

    /// <summary>
    /// One request inside the endpoint's limits. Null when the endpoint is not to be asked before <see cref="NotBefore"/>: then nothing was written.
    /// </summary>
    public async Task<IReadOnlyList<SendOutcome>?> AskAsync(int items, Func<CancellationToken, Task<IReadOnlyList<SendOutcome>>> request, CancellationToken cancellationToken)
    {
        using var permit = await _inFlight.AcquireAsync(1, cancellationToken);
        if (NotBefore > _clock.UtcNow()) return null;
        if (_pace is not null) (await _pace.AcquireAsync(items, cancellationToken)).Dispose();
        if (NotBefore > _clock.UtcNow()) return null;
        IReadOnlyList<SendOutcome> outcomes = [];
        ExceptionDispatchInfo? defect = null;
        try
        {
            await _pipeline.ExecuteAsync(async token =>
            {
                var began = _clock.GetTimestamp();
                try
                {
                    outcomes = await request(token);
                }
                // a defect of ours says nothing of the supplier, and a probe that ended in one would leave the breaker half open for ever
                catch (Exception fault)
                {
                    defect = ExceptionDispatchInfo.Capture(fault);
                    return SendOutcome.Sent;
                }
                var word = WordOf(outcomes);
                Note(word, _clock.GetElapsedTime(began));
                return word;
            }, cancellationToken);
            defect?.Throw();
            return outcomes;
        }
        catch (BrokenCircuitException)
        {
            // a probe is under way and will say within its time limit how it goes on
            BreakFor(ProbeWait);
            return null;
        }
    }

    /// <summary>What it did since the last call.</summary>
    public SupplierNews Read()
    {
        lock (_lock)
        {
            var news = _news with { Requests = _requests, Faults = _faults, MeanTime = _requests == 0 ? TimeSpan.Zero : _time / _requests };
            (_requests, _faults, _time) = (0, 0, TimeSpan.Zero);
            return news;
        }
    }

    public void Take(SupplierNews news)
    {
        lock (_lock) _news = news;
    }

    public void Dispose()
    {
        _inFlight.Dispose();
        _pace?.Dispose();
    }

    /// <summary>What stands for the whole request: the supplier's best word, because one accepted item shows that it works.</summary>
    public static SendOutcome WordOf(IReadOnlyList<SendOutcome> outcomes) => outcomes.FirstOrDefault(IsWord) ?? outcomes[0];

    private static bool IsWord(SendOutcome outcome) => outcome.Kind is SendOutcomeKind.Sent or SendOutcomeKind.Rejected or SendOutcomeKind.RecipientGone;

    // who asks to slow down answers: he rests as long as he asks for, and the breaker leaves him alone
    private static bool IsFault(SendOutcome? word) => word is { Kind: SendOutcomeKind.Unreachable or SendOutcomeKind.Unknown };

    private void Note(SendOutcome word, TimeSpan time)
    {
        lock (_lock)
        {
            _requests++;
            _time += time;
            if (!IsWord(word)) _faults++;
            _noWordSince = IsWord(word) ? null : _noWordSince ?? _clock.UtcNow();
            if (IsWord(word)) _brokenUntil = default;
            // what is said of one item pauses that item only
            if (word is { IsOfAccount: true, Kind: SendOutcomeKind.Misconfigured or SendOutcomeKind.Throttled })
                _restsUntil = _clock.UtcNow() + (word.Kind == SendOutcomeKind.Misconfigured ? MisconfiguredPause : RetryPolicy.ThrottlePause(word.RetryAfter));
        }
    }

    private void BreakFor(TimeSpan time)
    {
        var until = _clock.UtcNow() + time;
        lock (_lock) _brokenUntil = until > _brokenUntil ? until : _brokenUntil;
    }
}
