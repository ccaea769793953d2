using System.Collections.Concurrent;
using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>
/// The endpoints compiled for use, read again every few seconds, and what this process saw of them. Chooses by the
/// dispatch's kind: a training dispatch is never shown a live endpoint, nor the other way round.
/// </summary>
public sealed class EndpointPlans(LiaisonDatabase database, ICryptoProvider crypto, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(3);

    /// <summary>Between two looks at how the suppliers fare.</summary>
    private static readonly TimeSpan WeighEvery = TimeSpan.FromSeconds(20);

    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly ConcurrentDictionary<EndpointPlan, EndpointTraffic> _traffic = new();
    private readonly ConcurrentDictionary<Guid, int> _shares = new();
    private volatile Snapshot _snapshot = new([], DateTime.MinValue.ToUniversalTime());
    private DateTime _weighedAt;

    /// <summary>Whom a new batch of the channel goes to, for each kind. Suppliers take turns by their weights; who rests now is passed over while another does not.</summary>
    public async Task<EndpointOffer> OfferAsync(string channel, CancellationToken cancellationToken)
    {
        var plans = await OfChannelAsync(channel, cancellationToken);
        return new EndpointOffer(Choose(plans, isTraining: false)?.Id ?? Guid.Empty, Choose(plans, isTraining: true)?.Id ?? Guid.Empty);
    }

    /// <summary>Books a batch that went where the offer said: the next ones go to its peers until each has its share.</summary>
    public async Task BookAsync(string channel, Guid id, CancellationToken cancellationToken)
    {
        var plans = await OfChannelAsync(channel, cancellationToken);
        if (plans.FirstOrDefault(plan => plan.Id == id) is not { } chosen) return;
        var now = clock.UtcNow();
        var ready = plans.Where(plan => plan.IsTraining == chosen.IsTraining).Select(TrafficOf).Where(one => one.NotBefore <= now).ToList();
        if (ready.Count < 2) return;
        foreach (var one in ready) _shares.AddOrUpdate(one.Plan.Id, one.Weight, (_, share) => share + one.Weight);
        var all = ready.Sum(one => one.Weight);
        _shares.AddOrUpdate(id, -all, (_, share) => share - all);
    }

    /// <summary>When another endpoint of the same channel and kind may be asked: now, where one does not rest; null where there is no other.</summary>
    public async Task<DateTime?> SoonestOtherAsync(EndpointPlan one, CancellationToken cancellationToken)
    {
        var others = (await OfChannelAsync(one.Channel, cancellationToken)).Where(plan => plan.IsTraining == one.IsTraining && plan.Id != one.Id).Select(plan => TrafficOf(plan).NotBefore).ToList();
        var now = clock.UtcNow();
        return others.Count == 0 ? null : others.Min() is var soonest && soonest > now ? soonest : now;
    }

    /// <summary>An endpoint in use; null once it was switched off, and for an empty id.</summary>
    public async Task<EndpointTraffic?> FindAsync(Guid id, bool isTraining, CancellationToken cancellationToken) =>
        (await CurrentAsync(cancellationToken)).FirstOrDefault(plan => plan.Id == id && plan.IsTraining == isTraining) is { } plan ? TrafficOf(plan) : null;

    /// <summary>Another endpoint of the same channel and kind that may be asked now, or null.</summary>
    public async Task<EndpointTraffic?> InsteadOfAsync(EndpointPlan one, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        return (await OfChannelAsync(one.Channel, cancellationToken))
            .Where(plan => plan.IsTraining == one.IsTraining && plan.Id != one.Id).Select(TrafficOf).FirstOrDefault(other => other.NotBefore <= now);
    }

    /// <summary>The enabled endpoints of a channel, training and live.</summary>
    public async Task<IReadOnlyList<EndpointPlan>> OfChannelAsync(string channel, CancellationToken cancellationToken) =>
        [.. (await CurrentAsync(cancellationToken)).Where(plan => string.Equals(plan.Channel, channel, StringComparison.Ordinal))];

    /// <summary>How every endpoint of this process fares; its weights are looked at again when it is time.</summary>
    public IReadOnlyList<EndpointTraffic> Weigh()
    {
        var traffic = _snapshot.Plans.Select(TrafficOf).ToList();
        var now = clock.UtcNow();
        if (now - _weighedAt < WeighEvery) return traffic;
        _weighedAt = now;
        foreach (var peers in traffic.GroupBy(one => (one.Plan.Channel, one.Plan.IsTraining)))
        {
            var suppliers = peers.ToList();
            var news = SupplierWeights.Weigh(suppliers.ConvertAll(one => one.Read()), now);
            for (var i = 0; i < suppliers.Count; i++) suppliers[i].Take(news[i]);
        }
        return traffic;
    }

    /// <summary>Forgets what was read: the next choice reads the table.</summary>
    public void Forget() => _snapshot = new([], DateTime.MinValue.ToUniversalTime());

    public void Dispose()
    {
        _reading.Dispose();
        foreach (var traffic in _traffic.Values) traffic.Dispose();
    }

    private EndpointTraffic TrafficOf(EndpointPlan plan) => _traffic.GetOrAdd(plan, made => new EndpointTraffic(made, clock));

    // The one whose share is most overdue; over a hundred choices each has its weight's part, evenly spread.
    private EndpointPlan? Choose(IReadOnlyList<EndpointPlan> plans, bool isTraining)
    {
        var all = plans.Where(plan => plan.IsTraining == isTraining).Select(TrafficOf).ToList();
        if (all.Count < 2) return all.FirstOrDefault()?.Plan;
        var now = clock.UtcNow();
        var ready = all.Where(one => one.NotBefore <= now).ToList();
        if (ready.Count == 0) return all.MinBy(one => one.NotBefore)!.Plan;
        return ready.MaxBy(one => _shares.GetValueOrDefault(one.Plan.Id) + one.Weight)!.Plan;
    }

    private async Task<IReadOnlyList<EndpointPlan>> CurrentAsync(CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        if (now - _snapshot.At < ReadEvery) return _snapshot.Plans;
        await _reading.WaitAsync(cancellationToken);
        try
        {
            if (now - _snapshot.At < ReadEvery) return _snapshot.Plans;
            var rows = await database.ReadAsync(db => db.Endpoints.Where(row => row.IsEnabled).OrderBy(row => row.Name).ToListAsync(cancellationToken), cancellationToken);
            _snapshot = new([.. rows.Select(Compile)], now);
            return _snapshot.Plans;
        }
        finally
        {
            _reading.Release();
        }
    }

    private EndpointPlan Compile(Endpoint row) => new()
    {
        Id = row.Id,
        Name = row.Name,
        Channel = row.Channel,
        IsTraining = row.IsTraining,
        BaseAddress = new Uri(row.BaseAddress),
        Account = row.Account,
        Secret = crypto.Decrypt(row.SecretCipher, PersonalFields.EndpointSecret(row.Id)),
        Application = row.Application,
        Concurrency = Math.Clamp(row.Concurrency, 1, 256),
        // a request is never larger than what a second may hold
        ItemsPerRequest = Math.Clamp(row.ItemsPerSecond > 0 ? Math.Min(row.ItemsPerRequest, row.ItemsPerSecond) : row.ItemsPerRequest, 1, Batch.MaxSize),
        ItemsPerSecond = Math.Max(row.ItemsPerSecond, 0),
        Timeout = TimeSpan.FromSeconds(Math.Clamp(row.TimeoutSeconds, 1, 35)),
    };

    private sealed record Snapshot(IReadOnlyList<EndpointPlan> Plans, DateTime At);
}
