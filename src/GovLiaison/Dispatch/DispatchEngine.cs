using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace GovLiaison.Dispatch;

/// <summary>
/// Sends: claim a batch, read what is unfinished in it, ask the channel, record. No database connection is held while a
/// supplier answers. Workers, tests and benchmarks call <see cref="RunBatchAsync"/> alike.
/// </summary>
public sealed partial class DispatchEngine(LiaisonDatabase database, IDeliveryQueue queue, BatchRecorder recorder, EndpointPlans endpoints,
    EndpointHealthWriter health, DeliveryAddresses addresses, DispatchWording wording, IOptions<DispatchOptions> options, TimeProvider clock, ILogger<DispatchEngine> logger)
{
    private static readonly TimeSpan NoEndpointWait = TimeSpan.FromSeconds(15);

    // Random, because two processes must never take each other's claims for their own.
    private readonly string _owner = $"{Environment.ProcessId}/{Guid.NewGuid():N}";
    private readonly BatchLease _lease = new(recorder, options.Value.Lease, clock);

    /// <summary>Carries one batch of the channel as far as it goes now; false when none is due.</summary>
    public async Task<bool> RunBatchAsync(IChannel channel, CancellationToken cancellationToken)
    {
        var claim = await database.WriteAsync<ClaimedBatch?>(WritePriority.Background,
            async db => await queue.ClaimAsync(db, channel.Name, _owner, options.Value.Lease, clock.UtcNow(), cancellationToken), cancellationToken);
        if (claim.Refusal is { } refusal) throw new StoreRefusedException(refusal);
        if (claim.Value is not { } claimed) return false;
        var batch = claimed with { ReadAt = clock.UtcNow() };

        if (batch.Crashes >= Batch.ManyCrashes) await PutOffAsync(batch, cancellationToken);
        var (run, pending) = await LoadAsync(batch, cancellationToken);
        if (Ending(run) is { } ending)
            await EndAsync(channel, batch, pending, ending, cancellationToken);
        else if (await endpoints.ChooseAsync(channel.Name, run.IsTraining, cancellationToken) is { } endpoint)
            await SendAsync(new BatchWork(channel, endpoint, batch, run, await wording.OfAsync(run, cancellationToken)), pending, cancellationToken);
        else
            await recorder.RecordAsync(batch, [.. pending.Select(delivery => Wait(delivery, clock.UtcNow() + NoEndpointWait, "no-endpoint"))], [],
                close: true, options.Value.Lease, cancellationToken);
        return true;
    }

    private Task<(DispatchRun, List<PendingDelivery>)> LoadAsync(ClaimedBatch batch, CancellationToken cancellationToken) =>
        database.ReadAsync(async db => (await db.DispatchRuns.SingleAsync(row => row.Id == batch.DispatchId, cancellationToken),
            await PendingDelivery.LoadAsync(db, database.Dialect, batch, cancellationToken)), cancellationToken);

    // On a channel that honours keys the whole batch goes at once; on another, as many as may be in flight, each noted first.
    private async Task SendAsync(BatchWork work, List<PendingDelivery> pending, CancellationToken cancellationToken)
    {
        var window = work.Channel.HonoursKeys ? Math.Max(1, pending.Count) : Math.Min(work.Endpoint.Concurrency, 32) * work.Channel.MaxItemsPerRequest;
        var windows = pending.Chunk(window).ToList();
        IReadOnlyList<DeliveryResult> results = [];
        for (var i = 0; i < windows.Count; i++)
        {
            if (!work.Channel.HonoursKeys && !await recorder.RecordAsync(work.Batch, results, windows[i], close: false, options.Value.Lease, cancellationToken))
            {
                Log.LeaseLost(logger, work.Batch.Id);
                return;
            }
            var next = windows[i];
            if (await _lease.WhileAsync(work.Batch, held => SendWindowAsync(work, next, held), cancellationToken) is not { } answered)
            {
                Log.LeaseLost(logger, work.Batch.Id);
                return;
            }
            results = answered;
            if (i + 1 < windows.Count && await StopsAsync(work, results, cancellationToken))
            {
                // The rest of the batch keeps waiting with a due time of its own, or is withdrawn with its dispatch.
                await FinishAsync(work, results, [.. windows.Skip(i + 1).SelectMany(rest => rest)], cancellationToken);
                return;
            }
        }
        await FinishAsync(work, results, [], cancellationToken);
    }

    private async Task<IReadOnlyList<DeliveryResult>> SendWindowAsync(BatchWork work, PendingDelivery[] window, CancellationToken cancellationToken)
    {
        var gate = endpoints.GateOf(work.Endpoint);
        var requests = window.Chunk(work.Channel.MaxItemsPerRequest).Select(async part =>
        {
            await gate.WaitAsync(cancellationToken);
            try
            {
                return await SendRequestAsync(work, part, cancellationToken);
            }
            finally
            {
                gate.Release();
            }
        });
        return [.. (await Task.WhenAll(requests)).SelectMany(part => part)];
    }

    private async Task<List<DeliveryResult>> SendRequestAsync(BatchWork work, PendingDelivery[] part, CancellationToken cancellationToken)
    {
        var items = new List<OutboundItem>(part.Length);
        var sendable = new List<PendingDelivery>(part.Length);
        var results = new List<DeliveryResult>(part.Length);
        foreach (var delivery in part)
            if (addresses.Find(delivery, work.Channel.Name, out var fault) is { } address)
            {
                items.Add(new OutboundItem(DeliveryKey.Format(delivery.Id), address, work.Texts[delivery.TextNumber], addresses.LinkOf(delivery)));
                sendable.Add(delivery);
            }
            else
            {
                results.Add(new DeliveryResult(delivery, new NextStep(DeliveryState.Failed, null, fault), delivery.Attempt, false));
            }
        if (items.Count == 0) return results;

        var outcomes = await work.Channel.SendAsync(work.Endpoint, items, cancellationToken);
        health.Note(work.Endpoint, outcomes.FirstOrDefault(outcome => outcome.Kind == SendOutcomeKind.Sent) ?? outcomes[0]);
        var now = clock.UtcNow();
        results.AddRange(sendable.Select((delivery, i) => new DeliveryResult(delivery,
            RetryPolicy.Next(delivery.State, delivery.Attempt + 1, outcomes[i], now, work.Run.ExpiresAt, Spread(delivery.Id)), delivery.Attempt + 1,
            !work.Channel.HonoursKeys && delivery.State == DeliveryState.Unknown && outcomes[i].Kind is SendOutcomeKind.Sent or SendOutcomeKind.Unknown)));
        results.Sort((one, other) => one.Delivery.Id.CompareTo(other.Delivery.Id));
        return results;
    }

    private async Task<bool> StopsAsync(BatchWork work, IReadOnlyList<DeliveryResult> results, CancellationToken cancellationToken) =>
        results.All(result => result.Next.State is DeliveryState.Waiting or DeliveryState.Unknown)
        || await EndingAsync(work.Run.Id, cancellationToken) is not null;

    private async Task FinishAsync(BatchWork work, IReadOnlyList<DeliveryResult> results, List<PendingDelivery> rest, CancellationToken cancellationToken)
    {
        var all = results.ToList();
        if (rest.Count > 0)
        {
            var ending = await EndingAsync(work.Run.Id, cancellationToken);
            var dueAt = results.Max(result => result.Next.DueAt) ?? clock.UtcNow();
            all.AddRange(rest.Select(delivery => ending is { } state ? End(delivery, state) : Wait(delivery, dueAt, "")));
        }
        if (!await recorder.RecordAsync(work.Batch, all, [], close: true, options.Value.Lease, cancellationToken))
            Log.LeaseLost(logger, work.Batch.Id);
    }

    private async Task<DeliveryState?> EndingAsync(long runId, CancellationToken cancellationToken) =>
        Ending(await database.ReadAsync(db => db.DispatchRuns.SingleAsync(run => run.Id == runId, cancellationToken), cancellationToken));

    private DeliveryState? Ending(DispatchRun run) =>
        run.State == DispatchState.Stopped ? DeliveryState.Withdrawn
        : run.State == DispatchState.Expired || run.ExpiresAt <= clock.UtcNow() ? DeliveryState.Expired
        : null;

    // A claim that follows one without a record may stand after a request that was written: such deliveries are unresolved. Where each
    // request is noted first, the note tells which they are.
    private Task<bool> EndAsync(IChannel channel, ClaimedBatch batch, List<PendingDelivery> pending, DeliveryState ending, CancellationToken cancellationToken) =>
        recorder.RecordAsync(batch, [.. pending.Select(delivery => End(delivery, batch.Crashes > 1 && channel.HonoursKeys ? DeliveryState.Unresolved : ending))], [],
            close: true, options.Value.Lease, cancellationToken);

    // Written before the try: one that ends its process leaves no word, and must not take all others with it every few seconds.
    // What ran out or was stopped is not put off, because the message that follows waits for it.
    private async Task PutOffAsync(ClaimedBatch batch, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var dueAt = now;
        await database.WriteAsync(WritePriority.Background, async db =>
        {
            var run = await db.DispatchRuns.SingleAsync(row => row.Id == batch.DispatchId, cancellationToken);
            if (Ending(run) is not null) return;
            dueAt = RetryPolicy.AfterCrashes(batch.Crashes, now, run.ExpiresAt);
            await db.Batches.Where(row => row.Id == batch.Id && row.Token == batch.Token)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, dueAt), cancellationToken);
        }, cancellationToken);
        Log.BatchPutOff(logger, batch.Id, batch.DispatchId, batch.Crashes, dueAt);
    }

    private static DeliveryResult Wait(PendingDelivery delivery, DateTime dueAt, string code) =>
        new(delivery, new NextStep(delivery.State, dueAt, code), delivery.Attempt, false);

    private static DeliveryResult End(PendingDelivery delivery, DeliveryState ending) =>
        new(delivery, new NextStep(delivery.State == DeliveryState.Unknown ? DeliveryState.Unresolved : ending, null, ""), delivery.Attempt, false);

    private static double Spread(long id) => (uint)(id * 2654435761L) / (double)uint.MaxValue;

    private sealed record BatchWork(IChannel Channel, EndpointPlan Endpoint, ClaimedBatch Batch, DispatchRun Run, IReadOnlyDictionary<int, OutboundText> Texts);

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of batch {BatchId} was lost; nothing of this claim was recorded")]
        public static partial void LeaseLost(ILogger logger, long batchId);

        [LoggerMessage(Level = LogLevel.Error, Message = "Batch {BatchId} of dispatch {DispatchId}: {Claims} claims in a row without a record, this one included; if it leaves none either, the next try is due at {DueAt:O}")]
        public static partial void BatchPutOff(ILogger logger, long batchId, long dispatchId, int claims, DateTime dueAt);
    }
}
