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

    private readonly SemaphoreSlim _reading = new(1, 1);
    private readonly ConcurrentDictionary<Guid, SemaphoreSlim> _gates = new();
    private volatile Snapshot _snapshot = new([], DateTime.MinValue.ToUniversalTime());

    public async Task<EndpointPlan?> ChooseAsync(string channel, bool isTraining, CancellationToken cancellationToken)
    {
        var plans = await CurrentAsync(cancellationToken);
        return plans.FirstOrDefault(plan => string.Equals(plan.Channel, channel, StringComparison.Ordinal) && plan.IsTraining == isTraining);
    }

    /// <summary>The enabled endpoints of a channel, training and live: who may have signed a callback.</summary>
    public async Task<IReadOnlyList<EndpointPlan>> OfChannelAsync(string channel, CancellationToken cancellationToken) =>
        [.. (await CurrentAsync(cancellationToken)).Where(plan => string.Equals(plan.Channel, channel, StringComparison.Ordinal))];

    /// <summary>Requests to the endpoint that this process may have in flight.</summary>
    public SemaphoreSlim GateOf(EndpointPlan plan) => _gates.GetOrAdd(plan.Id, _ => new SemaphoreSlim(plan.Concurrency));

    /// <summary>Forgets what was read: the next choice reads the table.</summary>
    public void Forget() => _snapshot = new([], DateTime.MinValue.ToUniversalTime());

    public void Dispose()
    {
        _reading.Dispose();
        foreach (var gate in _gates.Values) gate.Dispose();
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
        Timeout = TimeSpan.FromSeconds(Math.Clamp(row.TimeoutSeconds, 1, 35)),
    };

    private sealed record Snapshot(IReadOnlyList<EndpointPlan> Plans, DateTime At);
}
