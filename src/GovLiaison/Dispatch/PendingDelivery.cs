using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>What a worker needs to send one delivery; the address is still encrypted.</summary>
internal sealed record PendingDelivery
{
    public required long Id { get; init; }
    public required long RecipientId { get; init; }
    public required DeliveryState State { get; init; }
    public required int Attempt { get; init; }
    public required int TextNumber { get; init; }
    public required RecipientKind Kind { get; init; }
    public required int DivisionId { get; init; }
    public required long? ListedHouseholdId { get; init; }
    public required long? ContactPointId { get; init; }
    public required byte[]? ContactCipher { get; init; }
    public required Guid? PersonId { get; init; }
    public required byte[]? PhoneCipher { get; init; }
    public required string? WeComUserId { get; init; }

    public static Task<List<PendingDelivery>> LoadAsync(LiaisonDbContext db, long batchId, DateTime now, CancellationToken cancellationToken) => (
        from delivery in db.Deliveries
        where delivery.BatchId == batchId && delivery.State < Delivery.FirstFinal && delivery.DueAt <= now
        join recipient in db.Recipients on delivery.RecipientId equals recipient.Id
        join contact in db.ContactPoints on delivery.ContactPointId equals (long?)contact.Id into contacts
        from contact in contacts.DefaultIfEmpty()
        join person in db.Persons on recipient.PersonId equals (Guid?)person.Id into persons
        from person in persons.DefaultIfEmpty()
        orderby delivery.Id
        select new PendingDelivery
        {
            Id = delivery.Id,
            RecipientId = recipient.Id,
            State = delivery.State,
            Attempt = delivery.Attempt,
            TextNumber = recipient.TextNumber,
            Kind = recipient.Kind,
            DivisionId = recipient.DivisionId,
            ListedHouseholdId = recipient.ListedHouseholdId,
            ContactPointId = delivery.ContactPointId,
            ContactCipher = contact.ValueCipher,
            PersonId = recipient.PersonId,
            PhoneCipher = person.PhoneCipher,
            WeComUserId = person.WeComUserId,
        }).Take(Batch.MaxSize).ToListAsync(cancellationToken);
}

/// <summary>What became of a delivery in one try.</summary>
internal sealed record DeliveryResult(PendingDelivery Delivery, NextStep Next, int Attempt, bool MayBeRepeated);
