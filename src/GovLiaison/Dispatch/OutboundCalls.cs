using GovLiaison.Data;

namespace GovLiaison.Dispatch;

/// <summary>One more delivery to somebody who is on the list already.</summary>
/// <param name="ContactPointId">Residents: where to; null for people whose phone stands with the person.</param>
public sealed record OutboundCall(long RecipientId, long? ContactPointId);

/// <summary>Adds deliveries and their batches beside those of the expansion, inside the caller's transaction.</summary>
public static class OutboundCalls
{
    public static async Task AddAsync(LiaisonDbContext db, DispatchRun run, string channel, RecipientKind kind, IReadOnlyList<OutboundCall> calls, DateTime now, CancellationToken cancellationToken)
    {
        if (calls.Count == 0) return;
        var first = await db.AllotAsync("delivery", calls.Count, cancellationToken);
        var batch = await db.AllotAsync("batch", (calls.Count + Batch.MaxSize - 1) / Batch.MaxSize, cancellationToken);
        for (var from = 0; from < calls.Count; from += Batch.MaxSize)
        {
            var count = Math.Min(Batch.MaxSize, calls.Count - from);
            var batchId = batch + from / Batch.MaxSize;
            db.Batches.Add(new Batch
            {
                Id = batchId,
                DispatchId = run.Id,
                Lane = run.Lane,
                Channel = channel,
                Recipients = kind,
                IsTraining = run.IsTraining,
                FirstDeliveryId = first + from,
                LastDeliveryId = first + from + count - 1,
                Count = count,
                Turn = 0,
                State = BatchState.Open,
                DueAt = now,
            });
            for (var i = from; i < from + count; i++)
                db.Deliveries.Add(new Delivery
                {
                    Id = first + i,
                    DispatchId = run.Id,
                    BatchId = batchId,
                    RecipientId = calls[i].RecipientId,
                    ContactPointId = calls[i].ContactPointId,
                    State = DeliveryState.Waiting,
                    DueAt = now,
                });
        }
        await db.SaveChangesAsync(cancellationToken);
    }
}
