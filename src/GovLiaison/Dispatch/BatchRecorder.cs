using System.Collections.Concurrent;
using System.Security.Cryptography;
using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>
/// Writes what became of a batch: one transaction that first shows the claim's token, then writes deliveries in key order,
/// raises households and tallies. With an old token nothing is written.
/// </summary>
public sealed class BatchRecorder(LiaisonDatabase database, AuditTrail audit, TimeProvider clock)
{
    private const int MostBegun = 10_000;

    // Dispatches whose first sending stands in their row: noted once, not by every batch.
    private readonly ConcurrentDictionary<long, bool> _begun = new();

    /// <summary>
    /// Records results, and the intent to send others on a channel that does not honour keys: those count as unknown until
    /// their own result stands, so that a crash between leaves a trace. False when the lease was lost.
    /// </summary>
    internal async Task<bool> RecordAsync(ClaimedBatch batch, IReadOnlyList<DeliveryResult> results, IReadOnlyList<PendingDelivery> intents,
        bool close, TimeSpan lease, CancellationToken cancellationToken)
    {
        var recorded = await database.WriteAsync<bool>(WritePriority.Background, async db =>
        {
            var now = clock.UtcNow();
            var sent = results.Where(result => result.Next.State == DeliveryState.Sent).ToList();
            // Written without a usable answer before the message ended: counts as told, or its household would stay under way for ever.
            var told = results.Where(result => result.Next.State is DeliveryState.Sent or DeliveryState.Unresolved).ToList();
            var failed = results.Where(result => result.Next.State >= DeliveryState.Failed).ToList();
            if (!await HoldAsync(db, batch, sent.Count, failed.Count, isWord: close || results.Count > 0, lease, cancellationToken)) return false;

            var firstSent = sent.Count > 0;
            var overtaken = await OvertakenAsync(db, results, cancellationToken);
            if (overtaken.Count > 0)
            {
                // What the supplier has called failed since is no claim that anybody was told.
                told.RemoveAll(result => overtaken.Contains(result.Delivery.Id));
                await UncountAsync(db, batch.Id, sent.RemoveAll(result => overtaken.Contains(result.Delivery.Id)),
                    failed.RemoveAll(result => overtaken.Contains(result.Delivery.Id)), cancellationToken);
            }
            await WriteResultsAsync(db, batch, results, now, cancellationToken);
            await WriteIntentsAsync(db, batch, intents, cancellationToken);
            var tallies = new TallyChanges(db, database.Dialect, batch.DispatchId);
            await RaiseSentAsync(db, tallies, batch, told, now, cancellationToken);
            await RaiseFailedAsync(db, tallies, batch, failed, now, cancellationToken);
            await tallies.WriteAsync(cancellationToken);
            if (firstSent && !_begun.ContainsKey(batch.DispatchId))
                await db.DispatchRuns.Where(run => run.Id == batch.DispatchId && run.FirstSentAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(run => run.FirstSentAt, now), cancellationToken);
            if (close) await CloseAsync(db, batch, IsWhole(batch, results) && overtaken.Count == 0 ? results : null, cancellationToken);
            return true;
        }, cancellationToken);
        if (recorded is { IsRefused: false, Value: true } && results.Any(result => result.Next.State == DeliveryState.Sent) && (_begun.Count < MostBegun || _begun.ContainsKey(batch.DispatchId)))
            _begun[batch.DispatchId] = true;
        return recorded.Refusal is { } refusal ? throw new StoreRefusedException(refusal) : recorded.Value;
    }

    /// <summary>Keeps a batch whose requests are under way; false when somebody else has it. A store that refuses now is asked again at the next renewal.</summary>
    internal async Task<bool> RenewAsync(ClaimedBatch batch, TimeSpan lease, CancellationToken cancellationToken)
    {
        var renewed = await database.WriteAsync<bool>(WritePriority.Background, async db => await db.RunAsync($$"""
            UPDATE "Batches" SET "LeaseUntil" = {{database.Dialect.NowPlusSql((long)lease.TotalMilliseconds)}} WHERE "Id" = {0} AND "Token" = {1} AND "State" = 0
            """, [batch.Id, batch.Token], cancellationToken) == 1, cancellationToken);
        return renewed.IsRefused || renewed.Value;
    }

    /// <summary>
    /// Gives a batch back of which nothing was asked, to be claimed again at <paramref name="dueAt"/>. It stays bound only where something of an
    /// earlier claim may lie with its supplier.
    /// </summary>
    internal async Task ReleaseAsync(ClaimedBatch batch, DateTime dueAt, bool staysBound, CancellationToken cancellationToken)
    {
        var released = await database.WriteAsync<bool>(WritePriority.Background, async db =>
        {
            // the batch first: who stops its dispatch meanwhile waits for this row, or is seen below
            if (await Held(db, batch).ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, (DateTime?)null).SetProperty(row => row.Owner, (string?)null)
                    .SetProperty(row => row.DueAt, dueAt).SetProperty(row => row.Crashes, row => row.Crashes - 1)
                    .SetProperty(row => row.EndpointId, row => staysBound ? row.EndpointId : null), cancellationToken) != 1) return false;
            var run = await db.DispatchRuns.Where(row => row.Id == batch.DispatchId).Select(row => new { row.State, row.ExpiresAt }).SingleAsync(cancellationToken);
            var end = run.State == DispatchState.Stopped ? clock.UtcNow() : run.ExpiresAt;
            await db.Batches.Where(row => row.Id == batch.Id && row.DueAt > end).ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, end), cancellationToken);
            return true;
        }, cancellationToken);
        if (released.Refusal is { } refusal) throw new StoreRefusedException(refusal);
    }

    /// <summary>
    /// Binds a batch to another supplier before anything is sent there; false when the lease was lost. What may lie with the first is marked now,
    /// because nothing tells it apart later.
    /// </summary>
    internal async Task<bool> BindAsync(ClaimedBatch batch, Guid endpointId, bool mayAllLieThere, CancellationToken cancellationToken)
    {
        var bound = await database.WriteAsync<bool>(WritePriority.Background, async db =>
        {
            if (await Held(db, batch).ExecuteUpdateAsync(set => set.SetProperty(row => row.EndpointId, endpointId), cancellationToken) != 1) return false;
            await OfBatch(db, batch).Where(row => row.State == DeliveryState.Unknown || mayAllLieThere && row.State == DeliveryState.Waiting)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.MayBeRepeated, true), cancellationToken);
            return true;
        }, cancellationToken);
        return bound.Refusal is { } refusal ? throw new StoreRefusedException(refusal) : bound.Value;
    }

    private static IQueryable<Batch> Held(LiaisonDbContext db, ClaimedBatch batch) =>
        db.Batches.Where(row => row.Id == batch.Id && row.Token == batch.Token && row.State == BatchState.Open);

    // A note of what is about to be written says nothing of how it ends: only a word of the supplier ends the row of crashes.
    private async Task<bool> HoldAsync(LiaisonDbContext db, ClaimedBatch batch, int sent, int failed, bool isWord, TimeSpan lease, CancellationToken cancellationToken) =>
        await db.RunAsync($$"""
            UPDATE "Batches" SET "SentCount" = "SentCount" + {0}, "FailedCount" = "FailedCount" + {1}, "Crashes" = {{(isWord ? "0" : "\"Crashes\"")}},
                "LeaseUntil" = {{database.Dialect.NowPlusSql((long)lease.TotalMilliseconds)}}
            WHERE "Id" = {2} AND "Token" = {3} AND "State" = 0
            """, [sent, failed, batch.Id, batch.Token], cancellationToken) == 1;

    // A supplier's receipt that came before this record has ended its delivery and was counted then. While the batch is held no
    // other can be committed.
    private static async Task<HashSet<long>> OvertakenAsync(LiaisonDbContext db, IReadOnlyList<DeliveryResult> results, CancellationToken cancellationToken)
    {
        if (results.Count == 0) return [];
        var (first, last) = (results[0].Delivery.Id, results[^1].Delivery.Id);
        return [.. await db.Deliveries.Where(row => row.Id >= first && row.Id <= last && row.State >= Delivery.FirstFinal)
            .Select(row => row.Id).ToListAsync(cancellationToken)];
    }

    private static Task<int> UncountAsync(LiaisonDbContext db, long batchId, int sent, int failed, CancellationToken cancellationToken) =>
        db.Batches.Where(row => row.Id == batchId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.SentCount, row => row.SentCount - sent)
                .SetProperty(row => row.FailedCount, row => row.FailedCount - failed), cancellationToken);

    // Neighbours with the same fate share a statement: a batch that went well is one update. Between two neighbours may lie a row
    // that was not due and not read: by its due time it is told from those that were.
    private static async Task WriteResultsAsync(LiaisonDbContext db, ClaimedBatch batch, IReadOnlyList<DeliveryResult> results, DateTime now, CancellationToken cancellationToken)
    {
        for (int from = 0, to; from < results.Count; from = to)
        {
            for (to = from + 1; to < results.Count && SameFate(results[from], results[to]); to++) { }
            var (first, last) = (results[from].Delivery.Id, results[to - 1].Delivery.Id);
            var (next, repeated) = (results[from].Next, results[from].MayBeRepeated);
            var sentAt = next.State == DeliveryState.Sent ? now : (DateTime?)null;
            var code = next.Code.Length == 0 ? null : next.Code[..Math.Min(next.Code.Length, 40)];
            var attempt = results[from].Attempt;
            await db.Deliveries
                .Where(row => row.Id >= first && row.Id <= last && row.State < Delivery.FirstFinal && row.DueAt <= batch.ReadAt)
                .ExecuteUpdateAsync(set => set
                    .SetProperty(row => row.State, next.State).SetProperty(row => row.DueAt, next.DueAt)
                    .SetProperty(row => row.Attempt, attempt).SetProperty(row => row.SentAt, sentAt)
                    .SetProperty(row => row.Code, code).SetProperty(row => row.MayBeRepeated, row => row.MayBeRepeated || repeated), cancellationToken);
        }
    }

    private static bool SameFate(DeliveryResult one, DeliveryResult other) =>
        one.Next == other.Next && one.MayBeRepeated == other.MayBeRepeated && one.Attempt == other.Attempt;

    private static async Task WriteIntentsAsync(LiaisonDbContext db, ClaimedBatch batch, IReadOnlyList<PendingDelivery> intents, CancellationToken cancellationToken)
    {
        if (intents.Count == 0) return;
        var (first, last) = (intents[0].Id, intents[^1].Id);
        await db.Deliveries
            .Where(row => row.Id >= first && row.Id <= last && row.State == DeliveryState.Waiting && row.DueAt <= batch.ReadAt)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Unknown), cancellationToken);
    }

    private async Task RaiseSentAsync(LiaisonDbContext db, TallyChanges tallies, ClaimedBatch batch, List<DeliveryResult> told, DateTime now, CancellationToken cancellationToken)
    {
        if (told.Count == 0 || batch.Recipients != RecipientKind.Resident) return;
        var places = told.Where(result => result.Delivery.ListedHouseholdId is not null)
            .Select(result => new ListedPlace(result.Delivery.ListedHouseholdId!.Value, result.Delivery.DivisionId)).ToList();
        places.AddRange(await CarriedAsync(db, batch, told, cancellationToken));
        await HouseholdEvidence.RaiseAsync(db, tallies, places, Evidence.Sent, now, database.Dialect, cancellationToken);
    }

    private static async Task<List<ListedPlace>> CarriedAsync(LiaisonDbContext db, ClaimedBatch batch, List<DeliveryResult> results, CancellationToken cancellationToken)
    {
        var (first, last) = (results[0].Delivery.RecipientId, results[^1].Delivery.RecipientId);
        var carriers = results.Select(result => result.Delivery.RecipientId).ToHashSet();
        var carried = await db.Recipients
            .Where(row => row.CarrierId >= first && row.CarrierId <= last && row.ListedHouseholdId != null)
            .Select(row => new { Carrier = row.CarrierId!.Value, Listed = row.ListedHouseholdId!.Value, row.DivisionId }).ToListAsync(cancellationToken);
        return [.. carried.Where(row => carriers.Contains(row.Carrier)).Select(row => new ListedPlace(row.Listed, row.DivisionId))];
    }

    // A household has failed when every delivery that serves anybody in it has come to a bad end.
    private async Task RaiseFailedAsync(LiaisonDbContext db, TallyChanges tallies, ClaimedBatch batch, List<DeliveryResult> failed, DateTime now, CancellationToken cancellationToken)
    {
        if (failed.Count == 0 || batch.Recipients != RecipientKind.Resident) return;
        var places = failed.Where(result => result.Delivery.ListedHouseholdId is not null)
            .Select(result => new ListedPlace(result.Delivery.ListedHouseholdId!.Value, result.Delivery.DivisionId)).ToList();
        places.AddRange(await CarriedAsync(db, batch, failed, cancellationToken));
        await tallies.TakeAsync(places.Select(place => place.VillageId), cancellationToken);
        var lost = await HouseholdEvidence.WithoutPathAsync(db, batch.DispatchId, places, cancellationToken);
        await HouseholdEvidence.RaiseAsync(db, tallies, lost, Evidence.Failed, now, database.Dialect, cancellationToken);
    }

    // A batch that ended as a whole says all of itself; of another, what was recorded before counts too.
    private async Task CloseAsync(LiaisonDbContext db, ClaimedBatch batch, IReadOnlyList<DeliveryResult>? whole, CancellationToken cancellationToken)
    {
        // What a supplier put off for later is ended now where its dispatch was stopped meanwhile: the message that follows waits for it.
        var now = clock.UtcNow();
        if (whole is null && await db.DispatchRuns.AnyAsync(run => run.Id == batch.DispatchId && run.State == DispatchState.Stopped, cancellationToken))
            await OfBatch(db, batch).Where(row => row.State < Delivery.FirstFinal && row.DueAt > now)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.DueAt, now), cancellationToken);
        var next = whole is not null ? null : await OfBatch(db, batch).Where(row => row.State < Delivery.FirstFinal).MinAsync(row => row.DueAt, cancellationToken);
        var state = next is null ? BatchState.Done : BatchState.Open;
        var dueAt = next ?? now;
        // only where an outcome is unknown has the next try to go to the same supplier
        var isFree = state == BatchState.Open && !await OfBatch(db, batch).AnyAsync(row => row.State == DeliveryState.Unknown, cancellationToken);
        await db.Batches.Where(row => row.Id == batch.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, state).SetProperty(row => row.DueAt, dueAt)
                .SetProperty(row => row.EndpointId, row => isFree ? null : row.EndpointId)
                .SetProperty(row => row.LeaseUntil, (DateTime?)null).SetProperty(row => row.Owner, (string?)null), cancellationToken);
        if (state == BatchState.Done)
            await DigestAsync(db, batch, whole is not null ? [.. whole.Select(result => (result.Delivery.Id, result.Next.State))]
                : [.. (await OfBatch(db, batch).OrderBy(row => row.Id).Select(row => new { row.Id, row.State }).ToListAsync(cancellationToken)).Select(row => (row.Id, row.State))], cancellationToken);
    }

    private static bool IsWhole(ClaimedBatch batch, IReadOnlyList<DeliveryResult> results) =>
        results.Count == batch.LastDeliveryId - batch.FirstDeliveryId + 1 && results.All(result => result.Next.State >= Delivery.FirstFinal);

    private async Task DigestAsync(LiaisonDbContext db, ClaimedBatch batch, IReadOnlyList<(long Id, DeliveryState State)> outcomes, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (id, state) in outcomes)
        {
            hash.AppendData(BitConverter.GetBytes(id));
            hash.AppendData([(byte)state]);
        }
        await audit.RecordAsync(db, Actor.System("dispatch"), "BatchRecorded",
            new AuditSubject("batch", batch.Id.ToString(System.Globalization.CultureInfo.InvariantCulture), "/"),
            new { batch.DispatchId, batch.Channel, outcomes.Count, Digest = Convert.ToHexStringLower(hash.GetHashAndReset()) }, cancellationToken);
    }

    // The keys of a batch are consecutive, and a range of keys is the cheapest to find.
    private static IQueryable<Delivery> OfBatch(LiaisonDbContext db, ClaimedBatch batch) =>
        db.Deliveries.Where(row => row.Id >= batch.FirstDeliveryId && row.Id <= batch.LastDeliveryId);
}
