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
    public long? ListedHouseholdId { get; init; }
    public long? ContactPointId { get; init; }
    public byte[]? ContactCipher { get; init; }
    public Guid? PersonId { get; init; }
    public byte[]? PhoneCipher { get; init; }
    public string? WeComUserId { get; init; }

    /// <summary>What is unfinished of a batch and due, in the order of the keys.</summary>
    public static Task<List<PendingDelivery>> LoadAsync(LiaisonDbContext db, IStoreDialect dialect, ClaimedBatch batch, CancellationToken cancellationToken) =>
        batch.Recipients == RecipientKind.Resident ? OfResidentsAsync(db, dialect, batch, cancellationToken) : OfPersonsAsync(db, batch, cancellationToken);

    // By hand, because a province has a million of them and a reader costs a third of what mapping does.
    private static async Task<List<PendingDelivery>> OfResidentsAsync(LiaisonDbContext db, IStoreDialect dialect, ClaimedBatch batch, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = """
            SELECT d."Id", d."RecipientId", d."State", d."Attempt", r."TextNumber", r."DivisionId", r."ListedHouseholdId", d."ContactPointId", c."ValueCipher"
            FROM "Deliveries" d JOIN "Recipients" r ON r."Id" = d."RecipientId" LEFT JOIN "ContactPoints" c ON c."Id" = d."ContactPointId"
            WHERE d."Id" BETWEEN @first AND @last AND d."State" < 10 AND d."DueAt" <= @now ORDER BY d."Id"
            """;
        command.CommandTimeout = 60;
        foreach (var (name, value) in new[] { ("@first", batch.FirstDeliveryId), ("@last", batch.LastDeliveryId), ("@now", dialect.TimeValue(batch.ReadAt)) })
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        var pending = new List<PendingDelivery>(Batch.MaxSize);
        await using var row = await command.ExecuteReaderAsync(cancellationToken);
        while (await row.ReadAsync(cancellationToken))
            pending.Add(new PendingDelivery
            {
                Id = row.GetInt64(0),
                RecipientId = row.GetInt64(1),
                State = (DeliveryState)row.GetByte(2),
                Attempt = row.GetInt32(3),
                TextNumber = row.GetInt32(4),
                Kind = RecipientKind.Resident,
                DivisionId = row.GetInt32(5),
                ListedHouseholdId = row.GetInt64(6),
                ContactPointId = await row.IsDBNullAsync(7, cancellationToken) ? null : row.GetInt64(7),
                ContactCipher = await row.IsDBNullAsync(8, cancellationToken) ? null : row.GetFieldValue<byte[]>(8),
            });
        return pending;
    }

    private static Task<List<PendingDelivery>> OfPersonsAsync(LiaisonDbContext db, ClaimedBatch batch, CancellationToken cancellationToken) => (
        from delivery in db.Deliveries
        where delivery.Id >= batch.FirstDeliveryId && delivery.Id <= batch.LastDeliveryId && delivery.State < Delivery.FirstFinal && delivery.DueAt <= batch.ReadAt
        join recipient in db.Recipients on delivery.RecipientId equals recipient.Id
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
            PersonId = recipient.PersonId,
            PhoneCipher = person.PhoneCipher,
            WeComUserId = person.WeComUserId,
        }).Take(Batch.MaxSize).ToListAsync(cancellationToken);
}

/// <summary>What became of a delivery in one try.</summary>
internal sealed record DeliveryResult(PendingDelivery Delivery, NextStep Next, int Attempt, bool MayBeRepeated);
