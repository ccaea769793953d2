using System.Collections.Concurrent;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>Keeps the last word of each endpoint and writes it to its row at most once a second, for the channel strip of every process.</summary>
public sealed class EndpointHealthWriter(LiaisonDatabase database, EndpointPlans endpoints, TimeProvider clock)
{
    private readonly ConcurrentDictionary<Guid, EndpointHealth> _seen = new();
    private readonly ConcurrentDictionary<Guid, bool> _changed = new();

    public void Note(EndpointPlan endpoint, SendOutcome outcome)
    {
        var now = clock.UtcNow();
        _seen.AddOrUpdate(endpoint.Id, id => Next(new EndpointHealth { EndpointId = id, At = now }, outcome, now), (_, health) => Next(health, outcome, now));
        _changed[endpoint.Id] = true;
    }

    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        foreach (var traffic in endpoints.Weigh()) NoteTraffic(traffic);
        foreach (var id in _changed.Keys)
        {
            if (!_changed.TryRemove(id, out _) || !_seen.TryGetValue(id, out var health)) continue;
            try
            {
                await WriteAsync(health, cancellationToken);
            }
            catch
            {
                _changed[id] = true;
                throw;
            }
        }
    }

    private Task WriteAsync(EndpointHealth health, CancellationToken cancellationToken) => database.WriteAsync(WritePriority.Background, async db =>
    {
        var row = await db.EndpointHealth.SingleOrDefaultAsync(row => row.EndpointId == health.EndpointId, cancellationToken);
        if (row is null) db.EndpointHealth.Add(row = new EndpointHealth { EndpointId = health.EndpointId, At = health.At });
        row.LastSuccessAt = health.LastSuccessAt ?? row.LastSuccessAt;
        // The first fault of a row of faults is when it began, whichever process or start saw it.
        row.FailingSince = health.FailingSince is null ? null : row.FailingSince ?? health.FailingSince;
        row.LastFault = health.LastFault;
        row.LastCode = health.LastCode;
        row.Weight = health.Weight;
        row.RestsUntil = health.RestsUntil;
        row.At = health.At;
    }, cancellationToken);

    // Of an endpoint that was never asked there is nothing to say.
    private void NoteTraffic(EndpointTraffic traffic)
    {
        var rests = traffic.NotBefore > clock.UtcNow() ? traffic.NotBefore : (DateTime?)null;
        if (!_seen.TryGetValue(traffic.Plan.Id, out var health) || health.Weight == traffic.Weight && health.RestsUntil == rests) return;
        _seen.TryUpdate(traffic.Plan.Id, new EndpointHealth
        {
            EndpointId = health.EndpointId, At = health.At, LastSuccessAt = health.LastSuccessAt, FailingSince = health.FailingSince,
            LastFault = health.LastFault, LastCode = health.LastCode, Weight = traffic.Weight, RestsUntil = rests,
        }, health);
        _changed[traffic.Plan.Id] = true;
    }

    private static EndpointHealth Next(EndpointHealth before, SendOutcome outcome, DateTime now)
    {
        // A refusal of one item says nothing bad of the supplier: it answered.
        var works = outcome.Kind is SendOutcomeKind.Sent or SendOutcomeKind.Rejected or SendOutcomeKind.RecipientGone;
        return new EndpointHealth
        {
            EndpointId = before.EndpointId,
            At = now,
            LastSuccessAt = works ? now : before.LastSuccessAt,
            FailingSince = works ? null : before.FailingSince ?? now,
            LastFault = works ? null : outcome.Kind.ToString(),
            LastCode = works ? null : outcome.Code,
            Weight = before.Weight,
            RestsUntil = before.RestsUntil,
        };
    }
}
