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

    /// <summary>How long what may lie with a supplier who does not answer waits for him; then another gets it, and it is shown as 可能重复.</summary>
    public static readonly TimeSpan LongestBound = TimeSpan.FromSeconds(60);

    // Random, because two processes must never take each other's claims for their own.
    private readonly string _owner = $"{Environment.ProcessId}/{Guid.NewGuid():N}";
    private readonly BatchLease _lease = new(recorder, options.Value.Lease, clock);

    /// <summary>Carries one batch of the channel as far as it goes now; false when none is due.</summary>
    public async Task<bool> RunBatchAsync(IChannel channel, CancellationToken cancellationToken)
    {
        var offer = await endpoints.OfferAsync(channel.Name, cancellationToken);
        var claim = await database.WriteAsync<ClaimedBatch?>(WritePriority.Background,
            async db => await queue.ClaimAsync(db, channel.Name, offer, _owner, options.Value.Lease, clock.UtcNow(), cancellationToken), cancellationToken);
        if (claim.Refusal is { } refusal) throw new StoreRefusedException(refusal);
        if (claim.Value is not { } claimed) return false;
        var batch = claimed with { ReadAt = clock.UtcNow() };

        if (batch.Crashes >= Batch.ManyCrashes) await PutOffAsync(batch, cancellationToken);
        var (run, pending) = await LoadAsync(batch, channel, cancellationToken);
        if (batch.Crashes == 1 && batch.EndpointId == (batch.IsTraining ? offer.Training : offer.Live)) await endpoints.BookAsync(channel.Name, batch.EndpointId, cancellationToken);
        if (Ending(run) is { } ending)
            await EndAsync(batch, pending, ending, cancellationToken);
        else if (await SupplierAsync(batch, offer, pending, cancellationToken) is { } supplier)
            await SendAsync(new BatchWork(channel, supplier, batch, run, await wording.OfAsync(run, cancellationToken)), pending, cancellationToken);
        else
            await recorder.RecordAsync(batch, [.. pending.Select(delivery => Wait(delivery, clock.UtcNow() + NoEndpointWait, "no-endpoint"))], [],
                close: true, options.Value.Lease, cancellationToken);
        return true;
    }

    // Whom the claim bound it to; another only where that one is no longer in use, or does not answer for long.
    private async Task<EndpointTraffic?> SupplierAsync(ClaimedBatch batch, EndpointOffer offer, List<PendingDelivery> pending, CancellationToken cancellationToken)
    {
        if (await endpoints.FindAsync(batch.EndpointId, batch.IsTraining, cancellationToken) is not { } bound)
            return await endpoints.FindAsync(batch.IsTraining ? offer.Training : offer.Live, batch.IsTraining, cancellationToken);
        var now = clock.UtcNow();
        var leaves = MayLieThere(pending) ? now - bound.NoWordSince >= LongestBound : bound.NotBefore > now;
        return leaves ? await endpoints.InsteadOfAsync(bound.Plan, cancellationToken) ?? bound : bound;
    }

    private static bool MayLieThere(List<PendingDelivery> pending) => pending.Exists(delivery => delivery.State == DeliveryState.Unknown);

    // After a claim that left no record, whatever is unfinished may lie with the supplier: it is unknown from here on. Where each request is
    // noted first, the note tells which are.
    private async Task<(DispatchRun, List<PendingDelivery>)> LoadAsync(ClaimedBatch batch, IChannel channel, CancellationToken cancellationToken)
    {
        var (run, pending) = await database.ReadAsync(async db => (await db.DispatchRuns.SingleAsync(row => row.Id == batch.DispatchId, cancellationToken),
            await PendingDelivery.LoadAsync(db, database.Dialect, batch, cancellationToken)), cancellationToken);
        return (run, batch.Crashes > 1 && channel.HonoursKeys ? pending.ConvertAll(delivery => delivery with { State = DeliveryState.Unknown }) : pending);
    }

    // On a channel that honours keys the whole batch goes at once; on another, as many as may be in flight, each noted first.
    private async Task SendAsync(BatchWork work, List<PendingDelivery> pending, CancellationToken cancellationToken)
    {
        if (work.Supplier.NotBefore is var rest && rest > clock.UtcNow())
        {
            var isBound = MayLieThere(pending);
            var other = isBound ? null : await endpoints.SoonestOtherAsync(work.Supplier.Plan, cancellationToken);
            await recorder.ReleaseAsync(work.Batch, Min(rest, other ?? rest), isBound, cancellationToken);
            return;
        }
        if (work.IsMoved && !await recorder.BindAsync(work.Batch, work.Supplier.Plan.Id, work.Batch.Crashes > 1 && work.Channel.HonoursKeys, cancellationToken))
        {
            Log.LeaseLost(logger, work.Batch.Id);
            return;
        }
        var window = work.Channel.HonoursKeys ? Math.Max(1, pending.Count) : Math.Min(work.Supplier.Plan.Concurrency, 32) * work.ItemsPerRequest;
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
        var requests = window.Chunk(work.ItemsPerRequest).Select(part => SendRequestAsync(work, part, cancellationToken));
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

        var outcomes = await work.Supplier.AskAsync(items.Count, asked => work.Channel.SendAsync(work.Supplier.Plan, items, asked), cancellationToken);
        var now = clock.UtcNow();
        if (outcomes is not null) health.Note(work.Supplier.Plan, EndpointTraffic.WordOf(outcomes));
        // where another may be asked sooner, what surely is not with this one does not wait for it
        var elsewhere = outcomes is null || outcomes.Any(outcome => outcome.Kind == SendOutcomeKind.Throttled) ? await endpoints.SoonestOtherAsync(work.Supplier.Plan, cancellationToken) : null;
        for (var i = 0; i < sendable.Count; i++)
        {
            var delivery = sendable[i];
            var result = outcomes is null ? Wait(delivery, Min(work.Supplier.NotBefore, work.Run.ExpiresAt), "") : new DeliveryResult(delivery,
                RetryPolicy.Next(delivery.State, delivery.Attempt + 1, outcomes[i], now, work.Run.ExpiresAt, Spread(delivery.Id)), delivery.Attempt + 1,
                delivery.State == DeliveryState.Unknown && (work.IsMoved || !work.Channel.HonoursKeys) && outcomes[i].Kind is SendOutcomeKind.Sent or SendOutcomeKind.Unknown);
            var isSooner = result.Next.State == DeliveryState.Waiting && result.Next.DueAt > elsewhere && (outcomes is null || outcomes[i] is { Kind: SendOutcomeKind.Throttled, IsOfAccount: true });
            results.Add(isSooner ? result with { Next = result.Next with { DueAt = elsewhere } } : result);
        }
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

    private Task<bool> EndAsync(ClaimedBatch batch, List<PendingDelivery> pending, DeliveryState ending, CancellationToken cancellationToken) =>
        recorder.RecordAsync(batch, [.. pending.Select(delivery => End(delivery, ending))], [], close: true, options.Value.Lease, cancellationToken);

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

    private static DateTime Min(DateTime one, DateTime other) => one < other ? one : other;

    private static double Spread(long id) => (uint)(id * 2654435761L) / (double)uint.MaxValue;

    private sealed record BatchWork(IChannel Channel, EndpointTraffic Supplier, ClaimedBatch Batch, DispatchRun Run, IReadOnlyDictionary<int, OutboundText> Texts)
    {
        /// <summary>To another supplier than the claim bound it to.</summary>
        public bool IsMoved => Supplier.Plan.Id != Batch.EndpointId;

        public int ItemsPerRequest => Math.Min(Channel.MaxItemsPerRequest, Supplier.Plan.ItemsPerRequest);
    }

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Warning, Message = "The lease of batch {BatchId} was lost; nothing of this claim was recorded")]
        public static partial void LeaseLost(ILogger logger, long batchId);

        [LoggerMessage(Level = LogLevel.Error, Message = "Batch {BatchId} of dispatch {DispatchId}: {Claims} claims in a row without a record, this one included; if it leaves none either, the next try is due at {DueAt:O}")]
        public static partial void BatchPutOff(ILogger logger, long batchId, long dispatchId, int claims, DateTime dueAt);
    }
}
