using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

// The statements for households and residents.
internal sealed partial class ExpansionStatements
{
    /// <summary>Households, their residents, one SMS per phone and text, and the tallies of the villages.</summary>
    public async Task ListHouseholdsAsync(int firstOrder, int lastOrder, CancellationToken cancellationToken)
    {
        var households = await (from tally in db.VillageTallies
                                where tally.DispatchId == run.Id && tally.Order >= firstOrder && tally.Order <= lastOrder
                                join household in db.Households on tally.VillageId equals household.VillageId
                                select household.Id).CountAsync(cancellationToken);
        if (households > 0)
        {
            var firstListed = await db.AllotAsync("listed", households, cancellationToken);
            var listed = await InsertListedAsync(firstListed, firstOrder, lastOrder, cancellationToken);
            var residents = await (from household in db.ListedHouseholds
                                   where household.Id >= firstListed && household.Id < firstListed + listed
                                   join resident in db.Residents on household.HouseholdId equals resident.HouseholdId
                                   select resident.Id).CountAsync(cancellationToken);
            if (residents > 0)
            {
                var firstRecipient = await db.AllotAsync("recipient", residents, cancellationToken);
                var recipients = await InsertResidentsAsync(firstRecipient, firstListed, listed, cancellationToken);
                await ShareNumbersAsync(firstRecipient, recipients, cancellationToken);
                await SendSmsAsync(firstRecipient, recipients, cancellationToken);
                await new CarriedHouseholds(db, dialect, run, now).TakeOverAsync(firstRecipient, firstRecipient + recipients, cancellationToken);
            }
        }
        await CountAsync(firstOrder, lastOrder, cancellationToken);
    }

    private async Task<int> InsertListedAsync(long firstListed, int firstOrder, int lastOrder, CancellationToken cancellationToken)
    {
        const string Reachable = """EXISTS (SELECT 1 FROM "Residents" r JOIN "ContactPoints" c ON c."ResidentId" = r."Id" WHERE r."HouseholdId" = h."Id")""";
        const string Risk = """
            EXISTS (SELECT 1 FROM "Residents" r JOIN "ResidentTags" x ON x."ResidentId" = r."Id" JOIN "Tags" g ON g."Id" = x."TagId"
                    WHERE r."HouseholdId" = h."Id" AND g."CallWhenSilent" = {4})
            """;
        return await db.RunAsync($$"""
            INSERT INTO "ListedHouseholds" ("Id", "DispatchId", "VillageId", "HouseholdId", "Evidence", "IsAtRisk", "MustWalk")
            SELECT {0} + ROW_NUMBER() OVER (ORDER BY n."Order", n."Id") - 1, {1}, n."VillageId", n."Id",
                   CASE WHEN n."IsReachable" = {4} THEN {{(int)Evidence.Pending}} ELSE {{(int)Evidence.NoPath}} END, n."IsAtRisk",
                   {{dialect.TruthSql("""n."IsReachable" <> {4}""")}}
            FROM (SELECT t."Order", h."VillageId", h."Id", {{dialect.TruthSql(Reachable)}} AS "IsReachable", {{dialect.TruthSql(Risk)}} AS "IsAtRisk"
                  FROM "VillageTallies" t JOIN "Households" h ON h."VillageId" = t."VillageId"
                  WHERE t."DispatchId" = {1} AND t."Order" BETWEEN {2} AND {3} AND {{await ListedConditionAsync(cancellationToken)}}) n
            """, [firstListed, run.Id, firstOrder, lastOrder, true, run.MatterId], cancellationToken);
    }

    // Every village with a tally lies in the area of a first message; of a later one also those who were told before.
    private async Task<string> ListedConditionAsync(CancellationToken cancellationToken)
    {
        const string InArea = """
            EXISTS (SELECT 1 FROM "DispatchAreas" a WHERE a."DispatchId" = {1} AND t."Path" >= a."Path" AND t."Path" < a."PathEnd")
            """;
        const string Tagged = """
            EXISTS (SELECT 1 FROM "Residents" r JOIN "ResidentTags" x ON x."ResidentId" = r."Id"
                    JOIN "DispatchTags" g ON g."TagId" = x."TagId" AND g."DispatchId" = {1} WHERE r."HouseholdId" = h."Id")
            """;
        var told = $$"""
            EXISTS (SELECT 1 FROM "ListedHouseholds" e JOIN "DispatchRuns" p ON p."Id" = e."DispatchId"
                    WHERE p."MatterId" = {5} AND p."Id" <> {1} AND e."VillageId" = h."VillageId" AND e."HouseholdId" = h."Id"
                      AND (e."Evidence" IN ({{MarkedByPeople}})
                           OR EXISTS (SELECT 1 FROM "Recipients" r WHERE r."DispatchId" = e."DispatchId" AND r."DivisionId" = e."VillageId"
                                      AND r."ListedHouseholdId" = e."Id" AND {{Told}})))
            """;
        var tagged = await db.DispatchTags.AnyAsync(row => row.DispatchId == run.Id, cancellationToken) ? Tagged : "1 = 1";
        return run.Audience switch
        {
            Audience.Area => tagged,
            Audience.Told => told,
            _ => $"(({InArea} AND {tagged}) OR {told})",
        };
    }

    private async Task<int> InsertResidentsAsync(long firstRecipient, long firstListed, int listed, CancellationToken cancellationToken)
    {
        var text = await TextNumberAsync(TextAudiences.Resident, cancellationToken);
        var left = await db.DispatchTexts.Where(row => row.DispatchId == run.Id && row.Audience == TextAudiences.ResidentLeft)
            .Select(row => (int?)row.Number).FirstOrDefaultAsync(cancellationToken) ?? text;
        // Everybody on the list of a first message lives in its area.
        const string InArea = """
            CASE WHEN EXISTS (SELECT 1 FROM "DispatchAreas" a JOIN "VillageTallies" t ON t."DispatchId" = {1} AND t."VillageId" = l."VillageId"
                              WHERE a."DispatchId" = {1} AND t."Path" >= a."Path" AND t."Path" < a."PathEnd") THEN {4} ELSE {5} END
            """;
        return await db.RunAsync($$"""
            INSERT INTO "Recipients" ("Id", "DispatchId", "Kind", "DivisionId", "ListedHouseholdId", "ResidentId", "ContactPointId", "TextNumber")
            SELECT {0} + ROW_NUMBER() OVER (ORDER BY l."Id", x."Id") - 1, {1}, {{(int)RecipientKind.Resident}}, l."VillageId", l."Id", x."Id",
                   (SELECT MIN(m."Id") FROM "ContactPoints" m WHERE m."ResidentId" = x."Id" AND m."Kind" = 'phone'),
                   {{(run.Audience == Audience.Area || left == text ? "{4}" : InArea)}}
            FROM "ListedHouseholds" l JOIN "Residents" x ON x."HouseholdId" = l."HouseholdId"
            WHERE l."Id" >= {2} AND l."Id" < {3}{{OnlyTold("{6}", """r."ResidentId" = x."Id" """, Marked)}}
            """, [firstRecipient, run.Id, firstListed, firstListed + listed, text, left, run.MatterId], cancellationToken);
    }

    // One SMS per phone and text: the first resident on the list carries the others who share the number.
    private async Task ShareNumbersAsync(long firstRecipient, int recipients, CancellationToken cancellationToken)
    {
        var shared = from recipient in db.Recipients
                     where recipient.Id >= firstRecipient && recipient.Id < firstRecipient + recipients
                     join contact in db.ContactPoints on recipient.ContactPointId equals contact.Id
                     where contact.IsShared
                     select recipient.Id;
        if (!await shared.AnyAsync(cancellationToken)) return;
        await db.RunAsync($$"""
            INSERT INTO "SharedNumbers" ("DispatchId", "ValueIndex", "TextNumber", "RecipientId")
            SELECT {0}, c."ValueIndex", r."TextNumber", MIN(r."Id")
            FROM "Recipients" r JOIN "ContactPoints" c ON c."Id" = r."ContactPointId"
            WHERE r."Id" >= {1} AND r."Id" < {2} AND c."IsShared" = {3}
              AND NOT EXISTS (SELECT 1 FROM "SharedNumbers" s WHERE s."DispatchId" = {0} AND s."ValueIndex" = c."ValueIndex" AND s."TextNumber" = r."TextNumber")
            GROUP BY c."ValueIndex", r."TextNumber"
            """, [run.Id, firstRecipient, firstRecipient + recipients, true], cancellationToken);
        const string Carrier = """
            FROM "ContactPoints" c JOIN "SharedNumbers" s ON s."ValueIndex" = c."ValueIndex"
            WHERE c."Id" = "Recipients"."ContactPointId" AND c."IsShared" = {3} AND s."DispatchId" = {0} AND s."TextNumber" = "Recipients"."TextNumber"
            """;
        await db.RunAsync($$"""
            UPDATE "Recipients" SET "CarrierId" = (SELECT s."RecipientId" {{Carrier}})
            WHERE "Id" >= {1} AND "Id" < {2} AND EXISTS (SELECT 1 {{Carrier}} AND s."RecipientId" <> "Recipients"."Id")
            """, [run.Id, firstRecipient, firstRecipient + recipients, true], cancellationToken);
    }

    private async Task SendSmsAsync(long firstRecipient, int recipients, CancellationToken cancellationToken)
    {
        var first = await db.AllotAsync("delivery", recipients, cancellationToken);
        var batch = await db.AllotAsync("batch", (recipients + Batch.MaxSize - 1) / Batch.MaxSize, cancellationToken);
        var inserted = await db.RunAsync($$"""
            INSERT INTO "Deliveries" ("Id", "DispatchId", "BatchId", "RecipientId", "ContactPointId", "State", "Attempt", "DueAt", "MayBeRepeated")
            SELECT {0} + n."Row" - 1, {1}, {2} + (n."Row" - 1) / {{Batch.MaxSize}}, n."RecipientId", n."ContactPointId", 0, 0, {3}, {4}
            FROM (SELECT ROW_NUMBER() OVER (ORDER BY r."Id") AS "Row", r."Id" AS "RecipientId", r."ContactPointId"
                  FROM "Recipients" r
                  WHERE r."Id" >= {5} AND r."Id" < {6} AND r."ContactPointId" IS NOT NULL AND r."CarrierId" IS NULL) n
            """, [first, run.Id, batch, _now, false, firstRecipient, firstRecipient + recipients], cancellationToken);
        await AddBatchesAsync(batch, first, inserted, DispatchChannels.Sms, RecipientKind.Resident, cancellationToken);
    }

    private Task<int> CountAsync(int firstOrder, int lastOrder, CancellationToken cancellationToken) =>
        db.RunAsync($$"""
            UPDATE "VillageTallies" SET
                "Households" = (SELECT COUNT(*) {{Listed}}), "AtRisk" = (SELECT COUNT(*) {{Listed}} AND l."IsAtRisk" = {3}),
                "NoPath" = (SELECT COUNT(*) {{Listed}} AND l."Evidence" = 0), "Pending" = (SELECT COUNT(*) {{Listed}} AND l."Evidence" = 1),
                "Failed" = (SELECT COUNT(*) {{Listed}} AND l."Evidence" = 2), "Sent" = (SELECT COUNT(*) {{Listed}} AND l."Evidence" = 3),
                "MustWalk" = (SELECT COUNT(*) {{Listed}} AND l."MustWalk" = {3})
            WHERE "DispatchId" = {0} AND "Order" BETWEEN {1} AND {2}
            """, [run.Id, firstOrder, lastOrder, true], cancellationToken);

    private string Marked => $$"""
        EXISTS (SELECT 1 FROM "ListedHouseholds" e JOIN "DispatchRuns" p ON p."Id" = e."DispatchId"
                WHERE p."MatterId" = {matter} AND p."Id" <> {{run.Id}} AND e."VillageId" = l."VillageId" AND e."HouseholdId" = l."HouseholdId"
                  AND e."Evidence" IN ({{MarkedByPeople}}))
        """;

    private const string Listed = """FROM "ListedHouseholds" l WHERE l."DispatchId" = {0} AND l."VillageId" = "VillageTallies"."VillageId" """;
}
