using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>One endpoint as the channel strip shows it.</summary>
/// <param name="Fault">The kind of the last outcome that was no success (<see cref="SendOutcomeKind"/>); null while it works.</param>
/// <param name="Waiting">Deliveries of its channel and kind that are not out yet.</param>
public sealed record ChannelState(Guid EndpointId, string Name, string Channel, bool IsEnabled, DateTime? LastSuccessAt, DateTime? FailingSince, string? Fault, string? Code, int Waiting);

/// <summary>How the ways out fare. Names no person and no place, so everybody at a console may see it.</summary>
public sealed class ChannelQueries(LiaisonDatabase database)
{
    public Task<IReadOnlyList<ChannelState>> StatesAsync(bool isTraining, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<ChannelState>>(async db =>
    {
        var endpoints = await (from endpoint in db.Endpoints
                               where endpoint.IsTraining == isTraining
                               join health in db.EndpointHealth on endpoint.Id equals health.EndpointId into healths
                               from health in healths.DefaultIfEmpty()
                               select new { endpoint.Id, endpoint.Name, endpoint.Channel, endpoint.IsEnabled, health.LastSuccessAt, health.FailingSince, health.LastFault, health.LastCode })
            .ToListAsync(cancellationToken);
        // open batches and what of them is not final: both are served by filtered indexes
        var waiting = await (from batch in db.Batches
                             where batch.State == BatchState.Open && batch.IsTraining == isTraining
                             join delivery in db.Deliveries on batch.Id equals delivery.BatchId
                             where delivery.State < Delivery.FirstFinal
                             group delivery by batch.Channel into channel
                             select new { channel.Key, Count = channel.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, StringComparer.Ordinal, cancellationToken);
        return [.. endpoints.OrderBy(row => Order(row.Channel)).ThenBy(row => row.Name, StringComparer.Ordinal)
            .Select(row => new ChannelState(row.Id, row.Name, row.Channel, row.IsEnabled, row.LastSuccessAt, row.FailingSince, row.LastFault, row.LastCode, waiting.GetValueOrDefault(row.Channel)))];
    }, cancellationToken);

    private static int Order(string channel) => channel switch { DispatchChannels.WeCom => 0, DispatchChannels.Sms => 1, DispatchChannels.Voice => 2, _ => 3 };
}
