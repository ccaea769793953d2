using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>One endpoint as strip and page of the channels show it; no address, no account, no secret.</summary>
/// <param name="Fault">The kind of the last outcome that was no success (<see cref="SendOutcomeKind"/>); null while it works.</param>
/// <param name="Waiting">Deliveries of its channel and kind that are not out yet.</param>
/// <param name="OldestAt">When the message was signed that the oldest of them belongs to.</param>
/// <param name="NextTryAt">When the first of them is tried (again).</param>
public sealed record ChannelState(Guid EndpointId, string Name, string Channel, bool IsEnabled, DateTime? LastSuccessAt, DateTime? FailingSince, string? Fault, string? Code,
    int Waiting, DateTime? OldestAt, DateTime? NextTryAt, ChannelCondition Condition)
{
    /// <summary>Its part of new work in percent, where the channel has several suppliers in use; else null.</summary>
    public int? Share { get; init; }
}

/// <summary>What waits in one lane, over all channels.</summary>
/// <param name="WithoutTime">Neither final nor with a time of its next try: never anything but 0.</param>
/// <param name="Interrupted">Of the waiting ones: in batches whose last claims ended without a record, tried again at growing pauses.</param>
public sealed record QueueLane(int Lane, int Waiting, DateTime? OldestAt, DateTime? NextTryAt, int WithoutTime, int Interrupted);

/// <summary>All channels of one kind and what waits for them, at one moment.</summary>
public sealed record ChannelsView(IReadOnlyList<ChannelState> Channels, IReadOnlyList<QueueLane> Lanes, DateTime ReadAt);

/// <summary>How the ways out fare. Names no person and no place, so everybody at a console may see the states.</summary>
public sealed class ChannelQueries(LiaisonDatabase database, TimeProvider clock)
{
    public async Task<Result<ChannelsView>> ViewAsync(bool isTraining, Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(Permissions.View) && !actor.May(Permissions.ManageSystem)) return Refusal.NotPermitted;
        return new ChannelsView(await StatesAsync(isTraining, cancellationToken), await LanesAsync(isTraining, cancellationToken), clock.UtcNow());
    }

    public Task<IReadOnlyList<ChannelState>> StatesAsync(bool isTraining, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<ChannelState>>(async db =>
    {
        var endpoints = await (from endpoint in db.Endpoints
                               where endpoint.IsTraining == isTraining
                               join health in db.EndpointHealth on endpoint.Id equals health.EndpointId into healths
                               from health in healths.DefaultIfEmpty()
                               select new { endpoint.Id, endpoint.Name, endpoint.Channel, endpoint.IsEnabled, health.LastSuccessAt, health.FailingSince, health.LastFault, health.LastCode, Weight = (int?)health.Weight ?? SupplierWeights.Full })
            .ToListAsync(cancellationToken);
        var waiting = (await WaitingAsync(db, isTraining, cancellationToken)).GroupBy(row => row.Channel, StringComparer.Ordinal)
            .ToDictionary(channel => channel.Key, channel => new { Count = channel.Sum(row => row.Count), OldestAt = channel.Min(row => row.OldestAt), NextTryAt = channel.Min(row => row.NextTryAt) }, StringComparer.Ordinal);
        // of the messages that still have something waiting there: how fast it goes
        var accepted = await db.Batches.Where(row => row.IsTraining == isTraining
                && db.Batches.Any(open => open.State == BatchState.Open && open.DispatchId == row.DispatchId && open.Channel == row.Channel))
            .GroupBy(row => row.Channel).Select(channel => new { channel.Key, Count = channel.Sum(row => row.SentCount) })
            .ToDictionaryAsync(row => row.Key, row => row.Count, StringComparer.Ordinal, cancellationToken);
        var now = clock.UtcNow();
        return [.. endpoints.OrderBy(row => Order(row.Channel)).ThenBy(row => row.Name, StringComparer.Ordinal).Select(row =>
        {
            var queue = waiting.GetValueOrDefault(row.Channel);
            return new ChannelState(row.Id, row.Name, row.Channel, row.IsEnabled, row.LastSuccessAt, row.FailingSince, row.LastFault, row.LastCode,
                queue?.Count ?? 0, queue?.OldestAt, queue?.NextTryAt,
                ChannelConditionPolicy.Of(row.IsEnabled, row.LastSuccessAt, row.FailingSince, row.LastFault,
                    queue is null ? null : new ChannelBacklog(queue.Count, queue.OldestAt, queue.NextTryAt, accepted.GetValueOrDefault(row.Channel)), now))
            { Share = ShareOf(row.IsEnabled ? row.Weight : 0, [.. endpoints.Where(other => other.IsEnabled && other.Channel == row.Channel).Select(other => other.Weight)]) };
        })];
    }, cancellationToken);

    private Task<IReadOnlyList<QueueLane>> LanesAsync(bool isTraining, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<QueueLane>>(async db =>
    {
        var waiting = await WaitingAsync(db, isTraining, cancellationToken);
        var withoutTime = await (from delivery in db.Deliveries
                                 where delivery.State < Delivery.FirstFinal && delivery.DueAt == null
                                 join batch in db.Batches on delivery.BatchId equals batch.Id
                                 where batch.IsTraining == isTraining
                                 group delivery by batch.Lane into lane
                                 select new { lane.Key, Count = lane.Count() }).ToDictionaryAsync(row => row.Key, row => row.Count, cancellationToken);
        return [.. waiting.GroupBy(row => row.Lane).OrderBy(lane => lane.Key).Select(lane => new QueueLane(lane.Key, lane.Sum(row => row.Count), lane.Min(row => row.OldestAt), lane.Min(row => row.NextTryAt),
            withoutTime.GetValueOrDefault(lane.Key), lane.Where(row => row.IsInterrupted).Sum(row => row.Count)))];
    }, cancellationToken);

    // A batch of which nothing is final waits as a whole: a million deliveries that nobody has touched are a thousand rows. Of the few
    // that are under way the deliveries are counted.
    private static async Task<List<WaitingPart>> WaitingAsync(LiaisonDbContext db, bool isTraining, CancellationToken cancellationToken)
    {
        var open = from batch in db.Batches
                   where batch.State == BatchState.Open && batch.IsTraining == isTraining
                   join run in db.DispatchRuns on batch.DispatchId equals run.Id
                   select new { Batch = batch, run.StartedAt, IsInterrupted = batch.Crashes >= Batch.ManyCrashes };
        var whole = await (from row in open
                           where row.Batch.SentCount + row.Batch.FailedCount == 0
                           group row by new { row.Batch.Channel, row.Batch.Lane, row.IsInterrupted } into part
                           select new WaitingPart(part.Key.Channel, part.Key.Lane, part.Key.IsInterrupted, part.Sum(row => row.Batch.Count), part.Min(row => row.StartedAt), part.Min(row => row.Batch.DueAt)))
            .ToListAsync(cancellationToken);
        var underWay = await (from row in open
                              where row.Batch.SentCount + row.Batch.FailedCount != 0
                              from delivery in db.Deliveries
                              where delivery.Id >= row.Batch.FirstDeliveryId && delivery.Id <= row.Batch.LastDeliveryId && delivery.State < Delivery.FirstFinal
                              group row by new { row.Batch.Channel, row.Batch.Lane, row.IsInterrupted } into part
                              select new WaitingPart(part.Key.Channel, part.Key.Lane, part.Key.IsInterrupted, part.Count(), part.Min(row => row.StartedAt), part.Min(row => row.Batch.DueAt)))
            .ToListAsync(cancellationToken);
        return [.. whole, .. underWay];
    }

    private sealed record WaitingPart(string Channel, int Lane, bool IsInterrupted, int Count, DateTime OldestAt, DateTime NextTryAt);

    private static int? ShareOf(int weight, List<int> all) => all.Count < 2 || weight == 0 ? null : (int)Math.Round(100d * weight / all.Sum());

    private static int Order(string channel) => channel switch { DispatchChannels.WeCom => 0, DispatchChannels.Sms => 1, DispatchChannels.Voice => 2, _ => 3 };
}
