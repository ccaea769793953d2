using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>
/// Households of a chunk whose phone is served by a delivery that an earlier chunk has made: they begin where that delivery stands.
/// From the commit on they follow it as all others do who share the phone.
/// </summary>
internal sealed class CarriedHouseholds(LiaisonDbContext db, IStoreDialect dialect, DispatchRun run, DateTime now)
{
    private const int MostPerQuery = 500;

    /// <summary>Recipients of the chunk, its end excluded.</summary>
    public async Task TakeOverAsync(long firstRecipient, long endRecipient, CancellationToken cancellationToken)
    {
        var carried = await db.Recipients
            .Where(row => row.Id >= firstRecipient && row.Id < endRecipient && (row.CarrierId < firstRecipient || row.CarrierId >= endRecipient))
            .Select(row => new { Place = new ListedPlace(row.ListedHouseholdId!.Value, row.DivisionId), Carrier = row.CarrierId!.Value }).ToListAsync(cancellationToken);
        if (carried.Count == 0) return;
        var carriers = carried.Select(row => row.Carrier).Distinct().Order().ToList();
        await HoldAsync(carriers, cancellationToken);

        var told = new HashSet<long>();
        foreach (var part in carriers.Chunk(MostPerQuery))
            told.UnionWith(await db.Deliveries.Where(row => part.Contains(row.RecipientId) && row.State >= Delivery.FirstFinal && row.State < DeliveryState.Failed)
                .Select(row => row.RecipientId).ToListAsync(cancellationToken));
        var sent = carried.Where(row => told.Contains(row.Carrier)).Select(row => row.Place.ListedHouseholdId).ToHashSet();
        var lost = await HouseholdEvidence.WithoutPathAsync(db, run.Id, carried.Select(row => row.Place), cancellationToken);
        foreach (var part in sent.Order().Chunk(MostPerQuery))
            await db.ListedHouseholds.Where(row => part.Contains(row.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Evidence, Evidence.Sent).SetProperty(row => row.EvidenceAt, now), cancellationToken);
        foreach (var part in lost.Select(place => place.ListedHouseholdId).Chunk(MostPerQuery))
            await db.ListedHouseholds.Where(row => part.Contains(row.Id))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Evidence, Evidence.Failed).SetProperty(row => row.EvidenceAt, now)
                    .SetProperty(row => row.MustWalk, true), cancellationToken);
    }

    // Whoever changes a delivery takes its batch first and looks for those it carries afterwards: he either sees these
    // households or has committed before their delivery is read here.
    private async Task HoldAsync(List<long> carriers, CancellationToken cancellationToken)
    {
        if (dialect.HasSingleWriter) return;
        var batches = new SortedSet<long>();
        foreach (var part in carriers.Chunk(MostPerQuery))
            batches.UnionWith(await db.Deliveries.Where(row => part.Contains(row.RecipientId)).Select(row => row.BatchId).Distinct().ToListAsync(cancellationToken));
        foreach (var batchId in batches)
            await db.Batches.Where(row => row.Id == batchId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Token, row => row.Token), cancellationToken);
    }
}
