using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>
/// The set-based statements of one chunk, run inside its transaction. The same SQL for the three databases: rows are numbered
/// with ROW_NUMBER from a block of keys, in village order.
/// </summary>
internal sealed class ExpansionStatements(LiaisonDbContext db, IStoreDialect dialect, DispatchRun run, DateTime now)
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

    /// <summary>Households, their residents, one SMS per phone and text, and the tallies of the villages.</summary>
    public async Task ListHouseholdsAsync(int firstOrder, int lastOrder, CancellationToken cancellationToken)
    {
        var households = await db.Households.CountAsync(row => db.VillageTallies.Any(tally => tally.DispatchId == run.Id
            && tally.Order >= firstOrder && tally.Order <= lastOrder && tally.VillageId == row.VillageId), cancellationToken);
        if (households > 0)
        {
            var firstListed = await db.AllotAsync("listed", households, cancellationToken);
            var listed = await InsertListedAsync(firstListed, firstOrder, lastOrder, cancellationToken);
            var residents = await db.Residents.CountAsync(row => db.ListedHouseholds.Any(household =>
                household.Id >= firstListed && household.Id < firstListed + listed && household.HouseholdId == row.HouseholdId), cancellationToken);
            if (residents > 0)
            {
                var firstRecipient = await db.AllotAsync("recipient", residents, cancellationToken);
                var recipients = await InsertResidentsAsync(firstRecipient, firstListed, listed, cancellationToken);
                await ShareNumbersAsync(firstRecipient, recipients, cancellationToken);
                await SendSmsAsync(firstRecipient, recipients, cancellationToken);
            }
        }
        await CountAsync(firstOrder, lastOrder, cancellationToken);
    }

    private Task<int> InsertListedAsync(long firstListed, int firstOrder, int lastOrder, CancellationToken cancellationToken)
    {
        const string Reachable = """EXISTS (SELECT 1 FROM "Residents" r JOIN "ContactPoints" c ON c."ResidentId" = r."Id" WHERE r."HouseholdId" = h."Id")""";
        const string Risk = """
            EXISTS (SELECT 1 FROM "Residents" r JOIN "ResidentTags" x ON x."ResidentId" = r."Id" JOIN "Tags" g ON g."Id" = x."TagId"
                    WHERE r."HouseholdId" = h."Id" AND g."CallWhenSilent" = {4})
            """;
        var inArea = """
            EXISTS (SELECT 1 FROM "DispatchAreas" a WHERE a."DispatchId" = {1} AND t."Path" >= a."Path" AND t."Path" < a."PathEnd")
            AND (NOT EXISTS (SELECT 1 FROM "DispatchTags" g WHERE g."DispatchId" = {1})
                 OR EXISTS (SELECT 1 FROM "Residents" r JOIN "ResidentTags" x ON x."ResidentId" = r."Id"
                            JOIN "DispatchTags" g ON g."TagId" = x."TagId" AND g."DispatchId" = {1} WHERE r."HouseholdId" = h."Id"))
            """;
        var told = $$"""
            EXISTS (SELECT 1 FROM "ListedHouseholds" e JOIN "DispatchRuns" p ON p."Id" = e."DispatchId"
                    WHERE p."MatterId" = {5} AND p."Id" <> {1} AND e."VillageId" = h."VillageId" AND e."HouseholdId" = h."Id"
                      AND (e."Evidence" IN ({{MarkedByPeople}})
                           OR EXISTS (SELECT 1 FROM "Recipients" r WHERE r."DispatchId" = e."DispatchId" AND r."DivisionId" = e."VillageId"
                                      AND r."ListedHouseholdId" = e."Id" AND {{Told}})))
            """;
        var condition = run.Audience switch
        {
            Audience.Area => inArea,
            Audience.Told => told,
            _ => $"(({inArea}) OR {told})",
        };
        return db.RunAsync($$"""
            INSERT INTO "ListedHouseholds" ("Id", "DispatchId", "VillageId", "HouseholdId", "Evidence", "IsAtRisk", "MustWalk")
            SELECT {0} + ROW_NUMBER() OVER (ORDER BY t."Order", h."Id") - 1, {1}, h."VillageId", h."Id",
                   CASE WHEN {{Reachable}} THEN {{(int)Evidence.Pending}} ELSE {{(int)Evidence.NoPath}} END,
                   {{dialect.TruthSql(Risk)}}, {{dialect.TruthSql("NOT " + Reachable)}}
            FROM "VillageTallies" t JOIN "Households" h ON h."VillageId" = t."VillageId"
            WHERE t."DispatchId" = {1} AND t."Order" BETWEEN {2} AND {3} AND {{condition}}
            """, [firstListed, run.Id, firstOrder, lastOrder, true, run.MatterId], cancellationToken);
    }

    private async Task<int> InsertResidentsAsync(long firstRecipient, long firstListed, int listed, CancellationToken cancellationToken)
    {
        var text = await TextNumberAsync(TextAudiences.Resident, cancellationToken);
        var left = await db.DispatchTexts.Where(row => row.DispatchId == run.Id && row.Audience == TextAudiences.ResidentLeft)
            .Select(row => (int?)row.Number).FirstOrDefaultAsync(cancellationToken) ?? text;
        return await db.RunAsync($$"""
            INSERT INTO "Recipients" ("Id", "DispatchId", "Kind", "DivisionId", "ListedHouseholdId", "ResidentId", "TextNumber")
            SELECT {0} + ROW_NUMBER() OVER (ORDER BY l."Id", x."Rank", x."Id") - 1, {1}, {{(int)RecipientKind.Resident}}, l."VillageId", l."Id", x."Id",
                   CASE WHEN EXISTS (SELECT 1 FROM "DispatchAreas" a JOIN "VillageTallies" t ON t."DispatchId" = {1} AND t."VillageId" = l."VillageId"
                                     WHERE a."DispatchId" = {1} AND t."Path" >= a."Path" AND t."Path" < a."PathEnd") THEN {4} ELSE {5} END
            FROM "ListedHouseholds" l JOIN "Residents" x ON x."HouseholdId" = l."HouseholdId"
            WHERE l."Id" >= {2} AND l."Id" < {3}{{OnlyTold("{6}", """r."ResidentId" = x."Id" """, Marked)}}
            """, [firstRecipient, run.Id, firstListed, firstListed + listed, text, left, run.MatterId], cancellationToken);
    }

    // One SMS per phone and text: the first resident on the list carries the others who share the number.
    private async Task ShareNumbersAsync(long firstRecipient, int recipients, CancellationToken cancellationToken)
    {
        await db.RunAsync($$"""
            INSERT INTO "SharedNumbers" ("DispatchId", "ValueIndex", "TextNumber", "RecipientId")
            SELECT {0}, c."ValueIndex", r."TextNumber", MIN(r."Id")
            FROM "Recipients" r JOIN "ContactPoints" c ON c."Id" = {{FirstContact}}
            WHERE r."Id" >= {1} AND r."Id" < {2} AND c."IsShared" = {3}
              AND NOT EXISTS (SELECT 1 FROM "SharedNumbers" s WHERE s."DispatchId" = {0} AND s."ValueIndex" = c."ValueIndex" AND s."TextNumber" = r."TextNumber")
            GROUP BY c."ValueIndex", r."TextNumber"
            """, [run.Id, firstRecipient, firstRecipient + recipients, true], cancellationToken);
        await db.RunAsync($$"""
            UPDATE "Recipients" SET "CarrierId" = (
                SELECT s."RecipientId" FROM "ContactPoints" c JOIN "SharedNumbers" s ON s."ValueIndex" = c."ValueIndex"
                WHERE c."Id" = {{FirstContact.Replace("r.", "\"Recipients\".", StringComparison.Ordinal)}} AND s."DispatchId" = {0} AND s."TextNumber" = "Recipients"."TextNumber")
            WHERE "Id" >= {1} AND "Id" < {2} AND EXISTS (
                SELECT 1 FROM "ContactPoints" c JOIN "SharedNumbers" s ON s."ValueIndex" = c."ValueIndex"
                WHERE c."Id" = {{FirstContact.Replace("r.", "\"Recipients\".", StringComparison.Ordinal)}} AND c."IsShared" = {3}
                  AND s."DispatchId" = {0} AND s."TextNumber" = "Recipients"."TextNumber" AND s."RecipientId" <> "Recipients"."Id")
            """, [run.Id, firstRecipient, firstRecipient + recipients, true], cancellationToken);
    }

    private async Task SendSmsAsync(long firstRecipient, int recipients, CancellationToken cancellationToken)
    {
        var first = await db.AllotAsync("delivery", recipients, cancellationToken);
        var batch = await db.AllotAsync("batch", (recipients + Batch.MaxSize - 1) / Batch.MaxSize, cancellationToken);
        var inserted = await db.RunAsync($$"""
            INSERT INTO "Deliveries" ("Id", "DispatchId", "BatchId", "RecipientId", "ContactPointId", "State", "Attempt", "DueAt", "MayBeRepeated")
            SELECT {0} + n."Row" - 1, {1}, {2} + (n."Row" - 1) / {{Batch.MaxSize}}, n."RecipientId", n."ContactPointId", 0, 0, {3}, {4}
            FROM (SELECT ROW_NUMBER() OVER (ORDER BY r."Id") AS "Row", r."Id" AS "RecipientId", c."Id" AS "ContactPointId"
                  FROM "Recipients" r JOIN "ContactPoints" c ON c."Id" = {{FirstContact}}
                  WHERE r."Id" >= {5} AND r."Id" < {6} AND r."CarrierId" IS NULL) n
            """, [first, run.Id, batch, _now, false, firstRecipient, firstRecipient + recipients], cancellationToken);
        AddBatches(batch, first, inserted, DispatchChannels.Sms, RecipientKind.Resident);
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

    private Task<int> CountAsync(int firstOrder, int lastOrder, CancellationToken cancellationToken) =>
        db.RunAsync($$"""
            UPDATE "VillageTallies" SET
                "Households" = (SELECT COUNT(*) {{Listed}}), "AtRisk" = (SELECT COUNT(*) {{Listed}} AND l."IsAtRisk" = {3}),
                "NoPath" = (SELECT COUNT(*) {{Listed}} AND l."Evidence" = 0), "Pending" = (SELECT COUNT(*) {{Listed}} AND l."Evidence" = 1),
                "MustWalk" = (SELECT COUNT(*) {{Listed}} AND l."MustWalk" = {3})
            WHERE "DispatchId" = {0} AND "Order" BETWEEN {1} AND {2}
            """, [run.Id, firstOrder, lastOrder, true], cancellationToken);

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

    private string Marked => $$"""
        EXISTS (SELECT 1 FROM "ListedHouseholds" e JOIN "DispatchRuns" p ON p."Id" = e."DispatchId"
                WHERE p."MatterId" = {matter} AND p."Id" <> {{run.Id}} AND e."VillageId" = l."VillageId" AND e."HouseholdId" = l."HouseholdId"
                  AND e."Evidence" IN ({{MarkedByPeople}}))
        """;

    private string PathEnd(string path) => string.Equals(dialect.Name, "sqlserver", StringComparison.Ordinal)
        ? $"LEFT({path}, LEN({path}) - 1) + '0'"
        : $"SUBSTR({path}, 1, LENGTH({path}) - 1) || '0'";

    private const string Listed = """FROM "ListedHouseholds" l WHERE l."DispatchId" = {0} AND l."VillageId" = "VillageTallies"."VillageId" """;

    private const string FirstContact = """(SELECT MIN(m."Id") FROM "ContactPoints" m WHERE m."ResidentId" = r."ResidentId" AND m."Kind" = 'phone')""";

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
