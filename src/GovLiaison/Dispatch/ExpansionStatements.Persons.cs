using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

// The statements for officers and duty rooms.
internal sealed partial class ExpansionStatements
{
    private const string VillageOfficer = "village-officer";

    /// <summary>
    /// The main officer of each village, or the first deputy where the main post is empty; of a later message also, or only, the
    /// officers and deputies who were told before, whether they still hold the post or not.
    /// </summary>
    public async Task ListOfficersAsync(int firstOrder, int lastOrder, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.AddHours(8));
        const string Post = $$"""
            SELECT f."Place", f."DivisionId", f."PersonId", f."Kind"
            FROM (SELECT t."Order" AS "Place", q."DivisionId", q."PersonId", 2 AS "Kind",
                         ROW_NUMBER() OVER (PARTITION BY q."DivisionId" ORDER BY q."Rank", q."Id") AS "Turn"
                  FROM "VillageTallies" t JOIN "Posts" q ON q."DivisionId" = t."VillageId" JOIN "Persons" n ON n."Id" = q."PersonId"
                  WHERE t."DispatchId" = {1} AND t."Order" BETWEEN {5} AND {6} AND q."Role" = '{{VillageOfficer}}' AND n."IsActive" = {7}
                    AND q."From" <= {8} AND (q."Until" IS NULL OR q."Until" > {8})) f
            WHERE f."Turn" = 1
            """;
        // Where the ladder runs it calls today's officer; the others who were told have the place of deputies.
        var told = $$"""
            SELECT t."Order" AS "Place", r."DivisionId", r."PersonId", {{(run.Audience == Audience.Told ? "r.\"Kind\"" : "3")}} AS "Kind"
            FROM "VillageTallies" t JOIN "Recipients" r ON r."DivisionId" = t."VillageId" JOIN "DispatchRuns" p ON p."Id" = r."DispatchId"
            WHERE t."DispatchId" = {1} AND t."Order" BETWEEN {5} AND {6} AND p."MatterId" = {3} AND p."Id" <> {1} AND r."Kind" IN (2, 3) AND {{Told}}
            """;
        var earlier = EarlierPersons.Where(row => (row.Kind == RecipientKind.Officer || row.Kind == RecipientKind.Deputy)
            && db.VillageTallies.Any(tally => tally.DispatchId == run.Id && tally.Order >= firstOrder && tally.Order <= lastOrder && tally.VillageId == row.DivisionId));
        await ListPersonsAsync(Post, told, lastOrder - firstOrder + 1, earlier, RecipientKind.Officer, TextAudiences.Officer, [firstOrder, lastOrder, true, today], cancellationToken);
        await db.VillageTallies.Where(row => row.DispatchId == run.Id && row.Order >= firstOrder && row.Order <= lastOrder)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Officers, row => db.Recipients.Count(recipient =>
                recipient.DispatchId == run.Id && recipient.DivisionId == row.VillageId && recipient.Kind == RecipientKind.Officer)), cancellationToken);
    }

    /// <summary>Whoever holds the duty phone of a division above a listed village; of a later message also, or only, whoever held it when told.</summary>
    public async Task ListDutyAsync(CancellationToken cancellationToken)
    {
        var upper = await db.Divisions.CountAsync(row => !row.IsVillage, cancellationToken);
        if (upper == 0) return;
        var holders = $$"""
            SELECT f."Place", f."DivisionId", f."PersonId", 4 AS "Kind"
            FROM (SELECT d."Path" AS "Place", q."DivisionId", q."PersonId", ROW_NUMBER() OVER (PARTITION BY q."DivisionId" ORDER BY q."From" DESC, q."Id") AS "Turn"
                  FROM "Divisions" d JOIN "Duties" q ON q."DivisionId" = d."Id" JOIN "Persons" n ON n."Id" = q."PersonId"
                  WHERE d."IsVillage" = {5} AND n."IsActive" = {6} AND q."From" <= {7} AND (q."Until" IS NULL OR q."Until" > {7})
                    AND EXISTS (SELECT 1 FROM "VillageTallies" t WHERE t."DispatchId" = {1}
                                AND t."Path" >= d."Path" AND t."Path" < {{PathEnd("""d."Path" """)}})) f
            WHERE f."Turn" = 1
            """;
        var told = $$"""
            SELECT d."Path" AS "Place", r."DivisionId", r."PersonId", 4 AS "Kind"
            FROM "DispatchRuns" p JOIN "Recipients" r ON r."DispatchId" = p."Id" JOIN "Divisions" d ON d."Id" = r."DivisionId"
            WHERE d."IsVillage" = {5} AND p."MatterId" = {3} AND p."Id" <> {1} AND r."Kind" = 4 AND {{Told}}
            """;
        await ListPersonsAsync(holders, told, upper, EarlierPersons.Where(row => row.Kind == RecipientKind.Duty),
            RecipientKind.Duty, TextAudiences.Duty, [false, true, _now], cancellationToken);
    }

    private IQueryable<Recipient> EarlierPersons => db.Recipients.Where(row => row.PersonId != null
        && db.DispatchRuns.Any(earlier => earlier.Id == row.DispatchId && earlier.MatterId == run.MatterId && earlier.Id != run.Id));

    // Both sources answer Place (the order), DivisionId, PersonId and Kind; their own values begin at {5}.
    private async Task ListPersonsAsync(string today, string told, int mostToday, IQueryable<Recipient> earlier, RecipientKind kind, string audience, object[] values, CancellationToken cancellationToken)
    {
        var most = (run.Audience == Audience.Told ? 0 : mostToday) + (run.Audience == Audience.Area ? 0 : await earlier.CountAsync(cancellationToken));
        if (most == 0) return;
        var source = run.Audience switch
        {
            Audience.Area => today,
            Audience.Told => told,
            _ => $"{today} UNION ALL {told}",
        };
        var first = await db.AllotAsync("recipient", most, cancellationToken);
        var listed = await db.RunAsync($$"""
            INSERT INTO "Recipients" ("Id", "DispatchId", "Kind", "DivisionId", "PersonId", "TextNumber")
            SELECT {0} + n."Row" - 1, {1}, n."Kind", n."DivisionId", n."PersonId", {2}
            FROM (SELECT ROW_NUMBER() OVER (ORDER BY o."Place", MIN(o."Kind"), o."PersonId") AS "Row", MIN(o."Kind") AS "Kind", o."DivisionId", o."PersonId"
                  FROM ({{source}}) o GROUP BY o."Place", o."DivisionId", o."PersonId") n
            WHERE n."Row" <= {4}
            """, [first, run.Id, await TextNumberAsync(audience, cancellationToken), run.MatterId, most, .. values], cancellationToken);
        await CarriedPersons.TieAsync(db, run.Id, first, first + listed - 1, cancellationToken);
        await SendToPersonsAsync(first, first + listed - 1, kind, cancellationToken);
    }

    // People with a WeCom account get a card, all others an SMS. No ladder follows a message that asks for no answer: who was told
    // by another path than an accepted card gets the SMS as well.
    private async Task SendToPersonsAsync(long firstRecipient, long lastRecipient, RecipientKind kind, CancellationToken cancellationToken)
    {
        var byOtherPaths = run.Audience == Audience.Area || run.AsksForAnswer ? "" : $$"""
             OR EXISTS (SELECT 1 FROM "Recipients" e JOIN "DispatchRuns" p ON p."Id" = e."DispatchId"
                        WHERE e."PersonId" = r."PersonId" AND p."MatterId" = {7} AND p."Id" <> {1}
                          AND (NOT EXISTS ({{Accepted}} AND b."Channel" = '{{DispatchChannels.WeCom}}' AND y."State" IN (10, 11))
                               OR EXISTS ({{Accepted}} AND b."Channel" <> '{{DispatchChannels.WeCom}}' AND y."State" IN ({{ToldStates}}))))
            """;
        await SendToPersonsAsync(DispatchChannels.WeCom, """n."WeComUserId" IS NOT NULL""", firstRecipient, lastRecipient, kind, cancellationToken);
        await SendToPersonsAsync(DispatchChannels.Sms, $"""n."PhoneCipher" IS NOT NULL AND (n."WeComUserId" IS NULL{byOtherPaths})""", firstRecipient, lastRecipient, kind, cancellationToken);
    }

    private async Task SendToPersonsAsync(string channel, string condition, long firstRecipient, long lastRecipient, RecipientKind kind, CancellationToken cancellationToken)
    {
        var most = (int)(lastRecipient - firstRecipient + 1);
        if (most <= 0) return;
        var first = await db.AllotAsync("delivery", most, cancellationToken);
        var batch = await db.AllotAsync("batch", (most + Batch.MaxSize - 1) / Batch.MaxSize, cancellationToken);
        var inserted = await db.RunAsync($$"""
            INSERT INTO "Deliveries" ("Id", "DispatchId", "BatchId", "RecipientId", "State", "Attempt", "DueAt", "MayBeRepeated")
            SELECT {0} + n."Row" - 1, {1}, {2} + (n."Row" - 1) / {{Batch.MaxSize}}, n."RecipientId", 0, 0, {3}, {4}
            FROM (SELECT ROW_NUMBER() OVER (ORDER BY r."Id") AS "Row", r."Id" AS "RecipientId"
                  FROM "Recipients" r JOIN "Persons" n ON n."Id" = r."PersonId"
                  WHERE r."Id" BETWEEN {5} AND {6} AND r."CarrierId" IS NULL AND {{condition}}) n
            """, [first, run.Id, batch, _now, false, firstRecipient, lastRecipient, run.MatterId], cancellationToken);
        await AddBatchesAsync(batch, first, inserted, channel, kind, cancellationToken);
    }

    private const string Accepted = """
        SELECT 1 FROM "Deliveries" y JOIN "Batches" b ON b."Id" = y."BatchId" WHERE y."RecipientId" = COALESCE(e."CarrierId", e."Id")
        """;
}
