using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>
/// The set-based statements of one chunk, run inside its transaction. The same SQL for the three databases: rows are numbered
/// with ROW_NUMBER from a block of keys, in village order. Here those for officers and duty rooms.
/// </summary>
internal sealed partial class ExpansionStatements(LiaisonDbContext db, IStoreDialect dialect, DispatchRun run, DateTime now)
{
    private readonly object _now = dialect.TimeValue(now);

    /// <summary>The main officer of each village, or the first deputy where the main post is empty.</summary>
    public async Task ListOfficersAsync(int firstOrder, int lastOrder, CancellationToken cancellationToken)
    {
        var first = await db.AllotAsync("recipient", lastOrder - firstOrder + 1, cancellationToken);
        var today = DateOnly.FromDateTime(now.AddHours(8));
        var listed = await db.RunAsync($$"""
            INSERT INTO "Recipients" ("Id", "DispatchId", "Kind", "DivisionId", "PersonId", "TextNumber")
            SELECT {0} + ROW_NUMBER() OVER (ORDER BY o."Order") - 1, {1}, {{(int)RecipientKind.Officer}}, o."DivisionId", o."PersonId", {2}
            FROM (SELECT t."Order", q."DivisionId", q."PersonId", ROW_NUMBER() OVER (PARTITION BY q."DivisionId" ORDER BY q."Rank", q."Id") AS "Place"
                  FROM "VillageTallies" t JOIN "Posts" q ON q."DivisionId" = t."VillageId" JOIN "Persons" n ON n."Id" = q."PersonId"
                  WHERE t."DispatchId" = {1} AND t."Order" BETWEEN {3} AND {4} AND q."Role" = {5} AND n."IsActive" = {6}
                    AND q."From" <= {7} AND (q."Until" IS NULL OR q."Until" > {7})) o
            WHERE o."Place" = 1{{OnlyTold("{8}", """r."PersonId" = o."PersonId" """)}}
            """, [first, run.Id, await TextNumberAsync(TextAudiences.Officer, cancellationToken), firstOrder, lastOrder, VillageOfficer, true, today, run.MatterId], cancellationToken);
        await db.VillageTallies.Where(row => row.DispatchId == run.Id && row.Order >= firstOrder && row.Order <= lastOrder)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Officers, row => db.Recipients.Count(recipient =>
                recipient.DispatchId == run.Id && recipient.DivisionId == row.VillageId && recipient.Kind == RecipientKind.Officer)), cancellationToken);
        await SendToPersonsAsync(first, first + listed - 1, RecipientKind.Officer, cancellationToken);
    }

    /// <summary>Whoever holds the duty phone of a division above a listed village.</summary>
    public async Task ListDutyAsync(CancellationToken cancellationToken)
    {
        var upper = await db.Divisions.CountAsync(row => !row.IsVillage, cancellationToken);
        if (upper == 0) return;
        var first = await db.AllotAsync("recipient", upper, cancellationToken);
        var listed = await db.RunAsync($$"""
            INSERT INTO "Recipients" ("Id", "DispatchId", "Kind", "DivisionId", "PersonId", "TextNumber")
            SELECT {0} + ROW_NUMBER() OVER (ORDER BY o."Path") - 1, {1}, {{(int)RecipientKind.Duty}}, o."DivisionId", o."PersonId", {2}
            FROM (SELECT d."Path", q."DivisionId", q."PersonId", ROW_NUMBER() OVER (PARTITION BY q."DivisionId" ORDER BY q."From" DESC, q."Id") AS "Place"
                  FROM "Divisions" d JOIN "Duties" q ON q."DivisionId" = d."Id"
                  WHERE d."IsVillage" = {3} AND q."From" <= {4} AND (q."Until" IS NULL OR q."Until" > {4})
                    AND EXISTS (SELECT 1 FROM "VillageTallies" t WHERE t."DispatchId" = {1}
                                AND t."Path" >= d."Path" AND t."Path" < {{PathEnd("""d."Path" """)}})) o
            WHERE o."Place" = 1{{OnlyTold("{5}", """r."PersonId" = o."PersonId" """)}}
            """, [first, run.Id, await TextNumberAsync(TextAudiences.Duty, cancellationToken), false, _now, run.MatterId], cancellationToken);
        await SendToPersonsAsync(first, first + listed - 1, RecipientKind.Duty, cancellationToken);
    }

    /// <summary>People with a WeCom account get a card, all others an SMS.</summary>
    public async Task SendToPersonsAsync(long firstRecipient, long lastRecipient, RecipientKind kind, CancellationToken cancellationToken)
    {
        foreach (var (channel, condition) in new[]
                 {
                     (DispatchChannels.WeCom, """n."WeComUserId" IS NOT NULL"""),
                     (DispatchChannels.Sms, """n."WeComUserId" IS NULL AND n."PhoneCipher" IS NOT NULL"""),
                 })
            await SendToPersonsAsync(channel, condition, firstRecipient, lastRecipient, kind, cancellationToken);
    }

    public async Task<int> SendToPersonsAsync(string channel, string condition, long firstRecipient, long lastRecipient, RecipientKind kind, CancellationToken cancellationToken)
    {
        var most = (int)(lastRecipient - firstRecipient + 1);
        if (most <= 0) return 0;
        var first = await db.AllotAsync("delivery", most, cancellationToken);
        var batch = await db.AllotAsync("batch", (most + Batch.MaxSize - 1) / Batch.MaxSize, cancellationToken);
        var inserted = await db.RunAsync($$"""
            INSERT INTO "Deliveries" ("Id", "DispatchId", "BatchId", "RecipientId", "State", "Attempt", "DueAt", "MayBeRepeated")
            SELECT {0} + n."Row" - 1, {1}, {2} + (n."Row" - 1) / {{Batch.MaxSize}}, n."RecipientId", 0, 0, {3}, {4}
            FROM (SELECT ROW_NUMBER() OVER (ORDER BY r."Id") AS "Row", r."Id" AS "RecipientId"
                  FROM "Recipients" r JOIN "Persons" n ON n."Id" = r."PersonId"
                  WHERE r."Id" BETWEEN {5} AND {6} AND {{condition}}) n
            """, [first, run.Id, batch, _now, false, firstRecipient, lastRecipient], cancellationToken);
        AddBatches(batch, first, inserted, channel, kind);
        return inserted;
    }

    private void AddBatches(long batch, long firstDelivery, int count, string channel, RecipientKind kind)
    {
        for (var from = 0; from < count; from += Batch.MaxSize)
            db.Batches.Add(new Batch
            {
                Id = batch + from / Batch.MaxSize,
                DispatchId = run.Id,
                Lane = run.Lane,
                Channel = channel,
                Recipients = kind,
                IsTraining = run.IsTraining,
                FirstDeliveryId = firstDelivery + from,
                LastDeliveryId = firstDelivery + Math.Min(from + Batch.MaxSize, count) - 1,
                Count = Math.Min(Batch.MaxSize, count - from),
                State = BatchState.Open,
                DueAt = now,
            });
    }

    private async Task<int> TextNumberAsync(string audience, CancellationToken cancellationToken)
    {
        var numbers = await db.DispatchTexts.Where(row => row.DispatchId == run.Id).OrderBy(row => row.Number)
            .Select(row => new { row.Number, row.Audience }).ToListAsync(cancellationToken);
        return numbers.Find(row => string.Equals(row.Audience, audience, StringComparison.Ordinal))?.Number ?? numbers[0].Number;
    }

    // A lift, a cancel or a correction goes to whoever was told by an earlier dispatch of the matter, and to nobody else.
    private string OnlyTold(string matter, string same, string or = "1 = 0") => run.Audience != Audience.Told ? "" : $"""
         AND (EXISTS (SELECT 1 FROM "Recipients" r JOIN "DispatchRuns" p ON p."Id" = r."DispatchId"
                      WHERE p."MatterId" = {matter} AND p."Id" <> {run.Id} AND {same} AND {Told})
              OR {or.Replace("{matter}", matter, StringComparison.Ordinal)})
        """;

    private string PathEnd(string path) => string.Equals(dialect.Name, "sqlserver", StringComparison.Ordinal)
        ? $"LEFT({path}, LEN({path}) - 1) + '0'"
        : $"SUBSTR({path}, 1, LENGTH({path}) - 1) || '0'";

    private const string VillageOfficer = "village-officer";

    // Told in person, by the officer, by the buddy or self-declared: evidence that no delivery of ours explains.
    private static readonly string MarkedByPeople =
        string.Join(", ", new[] { Evidence.Told, Evidence.SelfDeclared, Evidence.Relayed, Evidence.Visited }.Select(evidence => (int)evidence));

    // Told = accepted, outcome unknown, page opened or answered; by the delivery of whoever carries a shared phone.
    private static readonly string Told = $"""
        (r."OpenedAt" IS NOT NULL OR r."AnsweredAt" IS NOT NULL
         OR EXISTS (SELECT 1 FROM "Deliveries" y WHERE y."RecipientId" = COALESCE(r."CarrierId", r."Id")
                    AND y."State" IN ({(int)DeliveryState.Unknown}, {(int)DeliveryState.Sent}, {(int)DeliveryState.Arrived}, {(int)DeliveryState.Unresolved})))
        """;
}
