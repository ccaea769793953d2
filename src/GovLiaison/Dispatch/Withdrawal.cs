using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>Takes back what a stopped dispatch still has waiting, and ends its households with it, inside the caller's transaction.</summary>
internal static class Withdrawal
{
    // A batch that was claimed once and never recorded may have reached the supplier: its deliveries are unresolved, not
    // withdrawn, so that a correction reaches whoever may have been told. On WeCom each request is noted first, and the note tells.
    public static async Task RunAsync(LiaisonDbContext db, IStoreDialect dialect, long dispatchId, DateTime now, CancellationToken cancellationToken)
    {
        await db.RunAsync($$"""
            UPDATE "Batches" SET "State" = 2 WHERE "DispatchId" = {0} AND "State" = 0 AND ("LeaseUntil" IS NULL OR "LeaseUntil" < {{dialect.NowSql}})
            """, [dispatchId], cancellationToken);
        // One in hand is due at once, so that it is closed even when its worker is gone: the next message of the matter waits for it.
        await db.Batches.Where(batch => batch.DispatchId == dispatchId && batch.State == BatchState.Open && batch.DueAt > now)
            .ExecuteUpdateAsync(set => set.SetProperty(batch => batch.DueAt, now), cancellationToken);
        var withdrawn = await db.Batches.Where(batch => batch.DispatchId == dispatchId && batch.State == BatchState.Withdrawn).OrderBy(batch => batch.FirstDeliveryId)
            .Select(batch => new KeyRange(batch.FirstDeliveryId, batch.LastDeliveryId, batch.Crashes > 0 && batch.Channel != DispatchChannels.WeCom)).ToListAsync(cancellationToken);
        foreach (var range in Joined(withdrawn))
        {
            var unfinished = db.Deliveries.Where(delivery => delivery.Id >= range.First && delivery.Id <= range.Last && delivery.State < Delivery.FirstFinal);
            await unfinished.Where(delivery => range.MayBeWritten || delivery.State == DeliveryState.Unknown)
                .ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.State, DeliveryState.Unresolved)
                    .SetProperty(delivery => delivery.DueAt, (DateTime?)null), cancellationToken);
            await unfinished.ExecuteUpdateAsync(set => set.SetProperty(delivery => delivery.State, DeliveryState.Withdrawn)
                .SetProperty(delivery => delivery.DueAt, (DateTime?)null), cancellationToken);
        }
        await EndHouseholdsAsync(db, dialect, dispatchId, now, cancellationToken);
    }

    // As the recorder does it batch by batch, for all at once: told where a delivery may have arrived, failed where none can any
    // more. What a worker still has in hand keeps its household under way until he records it.
    private static async Task EndHouseholdsAsync(LiaisonDbContext db, IStoreDialect dialect, long dispatchId, DateTime now, CancellationToken cancellationToken)
    {
        if (!dialect.HasSingleWriter)
            await db.VillageTallies.Where(row => row.DispatchId == dispatchId && row.Pending > 0)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Stage, row => row.Stage), cancellationToken);
        var pending = db.ListedHouseholds.Where(row => row.DispatchId == dispatchId && row.Evidence == Evidence.Pending);
        var told = await pending.Where(row => db.Recipients.Any(recipient => recipient.DispatchId == dispatchId && recipient.DivisionId == row.VillageId
                && recipient.ListedHouseholdId == row.Id && db.Deliveries.Any(delivery => delivery.RecipientId == (recipient.CarrierId ?? recipient.Id)
                    && delivery.State >= Delivery.FirstFinal && delivery.State < DeliveryState.Failed)))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Evidence, Evidence.Sent).SetProperty(row => row.EvidenceAt, now), cancellationToken);
        var lost = await pending.Where(row => !db.Recipients.Any(recipient => recipient.DispatchId == dispatchId && recipient.DivisionId == row.VillageId
                && recipient.ListedHouseholdId == row.Id && db.Deliveries.Any(delivery => delivery.RecipientId == (recipient.CarrierId ?? recipient.Id)
                    && delivery.State < DeliveryState.Failed)))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Evidence, Evidence.Failed).SetProperty(row => row.EvidenceAt, now)
                .SetProperty(row => row.MustWalk, true), cancellationToken);
        if (told + lost == 0) return;
        // Only villages with households under way can have changed, and their other counts did not.
        var households = db.ListedHouseholds.Where(row => row.DispatchId == dispatchId);
        await db.VillageTallies.Where(row => row.DispatchId == dispatchId && row.Pending > 0)
            .ExecuteUpdateAsync(set => set
                .SetProperty(row => row.Sent, row => households.Count(listed => listed.VillageId == row.VillageId && listed.Evidence == Evidence.Sent))
                .SetProperty(row => row.Failed, row => households.Count(listed => listed.VillageId == row.VillageId && listed.Evidence == Evidence.Failed))
                .SetProperty(row => row.MustWalk, row => households.Count(listed => listed.VillageId == row.VillageId && listed.MustWalk))
                .SetProperty(row => row.Pending, row => households.Count(listed => listed.VillageId == row.VillageId && listed.Evidence == Evidence.Pending)), cancellationToken);
    }

    // Batches that were listed together have consecutive keys: a thousand of them are a few statements.
    private static List<KeyRange> Joined(List<KeyRange> batches)
    {
        var ranges = new List<KeyRange>();
        foreach (var batch in batches)
            if (ranges.Count > 0 && ranges[^1] is var last && last.Last + 1 == batch.First && last.MayBeWritten == batch.MayBeWritten) ranges[^1] = last with { Last = batch.Last };
            else ranges.Add(batch);
        return ranges;
    }

    private sealed record KeyRange(long First, long Last, bool MayBeWritten);
}
