using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>A supplier's word on a delivery: arrived, or failed after all.</summary>
public sealed record DeliveryReceipt(string Key, bool Arrived, string Code);

/// <summary>What a voice call came to.</summary>
/// <param name="SecondsListened">Of <paramref name="SecondsTotal"/>; a full listen is evidence.</param>
/// <param name="KeyPressed">1 confirms, 2 asks for help.</param>
public sealed record CallResult(string Key, bool Answered, int SecondsListened, int SecondsTotal, string? KeyPressed);

/// <summary>
/// Takes what suppliers report. Repeats, late ones, ones in disorder, ones for unknown keys and ones from the wrong kind of
/// endpoint do no harm: a drill's endpoint speaks of drills only, a live one of live messages; null is one that cannot be told.
/// </summary>
public sealed class ChannelReceiptService(LiaisonDatabase database, ReceiptService receipts, TimeProvider clock)
{
    private const double FullListen = 0.9;

    /// <summary>How many of the receipts changed anything.</summary>
    public async Task<Result<int>> RecordDeliveriesAsync(IReadOnlyList<DeliveryReceipt> reported, bool? isTraining, CancellationToken cancellationToken)
    {
        var known = reported.Select(receipt => (Id: DeliveryKey.Parse(receipt.Key), Receipt: receipt)).Where(pair => pair.Id is not null)
            .GroupBy(pair => pair.Id!.Value, pair => pair.Receipt).OrderBy(group => group.Key)
            .Select(group => (group.Key, group.FirstOrDefault(receipt => receipt.Arrived) ?? group.Last())).ToList();
        return await database.WriteAsync<int>(WritePriority.Background, async db =>
        {
            var changed = 0;
            foreach (var (id, receipt) in known)
                changed += receipt.Arrived ? await ArriveAsync(db, id, isTraining, cancellationToken) : await FailAsync(db, id, isTraining, receipt.Code, cancellationToken);
            return changed;
        }, cancellationToken);
    }

    public async Task<Result<Done>> RecordCallAsync(CallResult call, bool? isTraining, CancellationToken cancellationToken)
    {
        if (!call.Answered || DeliveryKey.Parse(call.Key) is not { } id) return default(Done);
        // On a shared phone the one who was called answers: the resident of the contact, not the one whose delivery carries it.
        var recipient = await database.ReadAsync(db => (
            from delivery in OfKind(db, id, isTraining)
            from recipient in db.Recipients
            where recipient.Id == delivery.RecipientId || (recipient.CarrierId == delivery.RecipientId
                && db.ContactPoints.Any(contact => contact.Id == delivery.ContactPointId && contact.ResidentId == recipient.ResidentId))
            orderby recipient.CarrierId == null, recipient.Id
            select recipient).FirstOrDefaultAsync(cancellationToken), cancellationToken);
        if (recipient is null) return default(Done);
        var kind = call.KeyPressed switch
        {
            "1" => ReceiptKinds.Confirmed,
            "2" => ReceiptKinds.Help,
            _ when call.SecondsTotal > 0 && call.SecondsListened >= call.SecondsTotal * FullListen => ReceiptKinds.Listened,
            _ => null,
        };
        if (kind is null) return default(Done);
        var recorded = await receipts.RecordAsync(new RecordReceipt(recipient.DispatchId, recipient.Id, null, null, kind, "voice"), cancellationToken);
        return recorded.Refusal is { } refusal ? refusal : default(Done);
    }

    /// <summary>
    /// An SMS that was answered: goes to the newest dispatch in force of the kind that was sent to the number. Help is taken for a
    /// while after the message ran out. False when there is none.
    /// </summary>
    public async Task<Result<bool>> RecordReplyAsync(long phoneIndex, string text, bool? isTraining, CancellationToken cancellationToken)
    {
        if (ReplyPolicy.Read(text) is not { } reply) return true;
        var asked = await database.ReadAsync(db => AskedAsync(db, phoneIndex, reply.Kind, isTraining, cancellationToken), cancellationToken);
        foreach (var recipient in asked)
        {
            var recorded = await receipts.RecordAsync(new RecordReceipt(recipient.DispatchId, recipient.Id, null, null, reply.Kind, "sms", Note: reply.Note), cancellationToken);
            if (recorded.Refusal is { } refusal) return refusal;
        }
        return asked.Count > 0;
    }

    private async Task<IReadOnlyList<Recipient>> AskedAsync(LiaisonDbContext db, long phoneIndex, string kind, bool? isTraining, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var runs = db.DispatchRuns.Where(run => isTraining == null || run.IsTraining == isTraining);
        var asked = await AskedRecipients.OfNumberAsync(db, runs.InForce(db, now).Where(run => run.AsksForAnswer), phoneIndex, cancellationToken);
        if (asked.Count > 0 || kind != ReceiptKinds.Help) return asked;
        // Whoever calls for help is heard as his page would hear him: a message that is over still says where he is.
        var oldest = now - ReplyPolicy.HelpGrace;
        return await AskedRecipients.OfNumberAsync(db, runs.Where(run => run.ExpiresAt > oldest), phoneIndex, cancellationToken);
    }

    private static IQueryable<Delivery> OfKind(LiaisonDbContext db, long id, bool? isTraining) => db.Deliveries.Where(row => row.Id == id
        && (isTraining == null || db.Batches.Any(batch => batch.Id == row.BatchId && batch.IsTraining == isTraining)));

    // A receipt may overtake our own record of the sending: then it counts for both.
    private async Task<int> ArriveAsync(LiaisonDbContext db, long id, bool? isTraining, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var early = await OfKind(db, id, isTraining).Where(row => row.State < Delivery.FirstFinal)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Arrived).SetProperty(row => row.ArrivedAt, now)
                .SetProperty(row => row.SentAt, now).SetProperty(row => row.DueAt, (DateTime?)null), cancellationToken);
        var arrived = early + await OfKind(db, id, isTraining).Where(row => row.State == DeliveryState.Sent || row.State == DeliveryState.Unresolved)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Arrived).SetProperty(row => row.ArrivedAt, now), cancellationToken);
        // The phone came on after all, or the two reports were in the wrong order: whoever has the message must get its correction.
        var wasRefused = await OfKind(db, id, isTraining).AnyAsync(row => row.State == DeliveryState.Failed && row.SentAt == null, cancellationToken) ? 1 : 0;
        var late = arrived > 0 ? 0 : await OfKind(db, id, isTraining).Where(row => row.State == DeliveryState.Failed)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Arrived).SetProperty(row => row.ArrivedAt, now)
                .SetProperty(row => row.SentAt, row => row.SentAt ?? now), cancellationToken);
        if (arrived + late == 0) return 0;
        await db.Batches.Where(batch => db.Deliveries.Any(row => row.Id == id && row.BatchId == batch.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(batch => batch.ArrivedCount, batch => batch.ArrivedCount + 1)
                .SetProperty(batch => batch.SentCount, batch => batch.SentCount + early + late * wasRefused)
                .SetProperty(batch => batch.FailedCount, batch => batch.FailedCount - late), cancellationToken);
        if (early + late == 1) await RaiseAsync(db, id, Evidence.Sent, cancellationToken);
        return 1;
    }

    private async Task<int> FailAsync(LiaisonDbContext db, long id, bool? isTraining, string code, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        var shortCode = code[..Math.Min(code.Length, 40)];
        var early = await OfKind(db, id, isTraining).Where(row => row.State < Delivery.FirstFinal)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Failed).SetProperty(row => row.Code, shortCode)
                .SetProperty(row => row.SentAt, now).SetProperty(row => row.DueAt, (DateTime?)null), cancellationToken);
        var failed = early > 0 ? early : await OfKind(db, id, isTraining).Where(row => row.State == DeliveryState.Sent || row.State == DeliveryState.Unresolved)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Failed).SetProperty(row => row.Code, shortCode), cancellationToken);
        if (failed == 0) return 0;
        await db.Batches.Where(batch => db.Deliveries.Any(row => row.Id == id && row.BatchId == batch.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(batch => batch.FailedCount, batch => batch.FailedCount + 1)
                .SetProperty(batch => batch.SentCount, batch => batch.SentCount + early), cancellationToken);
        await WalkAsync(db, id, now, cancellationToken);
        return 1;
    }

    // What was claimed stays claimed, but a door behind a number that failed has to be knocked on.
    private async Task WalkAsync(LiaisonDbContext db, long deliveryId, DateTime now, CancellationToken cancellationToken)
    {
        var (dispatchId, places) = await PlacesAsync(db, deliveryId, cancellationToken);
        if (places.Count == 0) return;
        var tallies = new TallyChanges(db, database.Dialect, dispatchId);
        await tallies.TakeAsync(places.Select(place => place.VillageId), cancellationToken);
        var lost = await HouseholdEvidence.WithoutPathAsync(db, dispatchId, places, cancellationToken);
        await HouseholdEvidence.RaiseAsync(db, tallies, lost, Evidence.Failed, now, database.Dialect, cancellationToken);
        foreach (var part in lost.Select(place => place.ListedHouseholdId).Chunk(500))
            await HouseholdEvidence.MustWalkAsync(db.ListedHouseholds.Where(row => part.Contains(row.Id)), tallies, cancellationToken);
        await tallies.WriteAsync(cancellationToken);
    }

    private async Task RaiseAsync(LiaisonDbContext db, long deliveryId, Evidence to, CancellationToken cancellationToken)
    {
        var (dispatchId, places) = await PlacesAsync(db, deliveryId, cancellationToken);
        if (places.Count == 0) return;
        var tallies = new TallyChanges(db, database.Dialect, dispatchId);
        await HouseholdEvidence.RaiseAsync(db, tallies, places, to, clock.UtcNow(), database.Dialect, cancellationToken);
        await tallies.WriteAsync(cancellationToken);
    }

    // The household the number belongs to, and all others that share it.
    private static async Task<(long DispatchId, List<ListedPlace> Places)> PlacesAsync(LiaisonDbContext db, long deliveryId, CancellationToken cancellationToken)
    {
        var delivery = await db.Deliveries.Where(row => row.Id == deliveryId).Select(row => new { row.DispatchId, row.RecipientId }).SingleAsync(cancellationToken);
        var places = await db.Recipients.Where(row => row.ListedHouseholdId != null && row.DispatchId == delivery.DispatchId
                && (row.Id == delivery.RecipientId || row.CarrierId == delivery.RecipientId))
            .Select(row => new ListedPlace(row.ListedHouseholdId!.Value, row.DivisionId)).ToListAsync(cancellationToken);
        return (delivery.DispatchId, [.. places.DistinctBy(place => place.ListedHouseholdId).OrderBy(place => place.ListedHouseholdId)]);
    }
}
