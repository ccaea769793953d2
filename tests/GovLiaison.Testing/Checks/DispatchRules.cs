using GovLiaison.Dispatch;

namespace GovLiaison.Testing.Checks;

/// <summary>What must be true of the rows of a dispatch at any moment, as queries that count what breaks it; {0} is the dispatch.</summary>
internal static class DispatchRules
{
    private const string Final = "\"State\" >= 10";

    public static readonly IReadOnlyList<(string Broken, string Sql)> All =
    [
        ("deliveries neither final nor with a due time, or with both", $"""
            SELECT COUNT(*) FROM "Deliveries" y WHERE y."DispatchId" = @dispatch AND (y.{Final}) = (y."DueAt" IS NOT NULL)
            """),
        // a due time that nobody looks at is none: only open batches are claimed
        ("unfinished deliveries in a batch that is not open", $"""
            SELECT COUNT(*) FROM "Deliveries" y LEFT JOIN "Batches" b ON b."Id" = y."BatchId"
            WHERE y."DispatchId" = @dispatch AND NOT y.{Final} AND (b."Id" IS NULL OR b."State" <> {(int)BatchState.Open})
            """),
        ("batches whose count of deliveries is not their rows", """
            SELECT COUNT(*) FROM "Batches" b WHERE b."DispatchId" = @dispatch AND b."Count" <> (SELECT COUNT(*) FROM "Deliveries" y WHERE y."BatchId" = b."Id")
            """),
        ("batches whose count of sent deliveries is not their rows", """
            SELECT COUNT(*) FROM "Batches" b WHERE b."DispatchId" = @dispatch
            AND b."SentCount" <> (SELECT COUNT(*) FROM "Deliveries" y WHERE y."BatchId" = b."Id" AND y."SentAt" IS NOT NULL)
            """),
        ("households listed twice", """
            SELECT COUNT(*) - COUNT(DISTINCT "HouseholdId") FROM "ListedHouseholds" WHERE "DispatchId" = @dispatch
            """),
        ("residents or persons listed twice", """
            SELECT COUNT(*) FROM (SELECT 1 FROM "Recipients" WHERE "DispatchId" = @dispatch
                                  GROUP BY "ResidentId", "PersonId", "DivisionId", "Kind" HAVING COUNT(*) > 1) twice
            """),
        ("villages whose list is not frozen", $"""
            SELECT COUNT(*) FROM "VillageTallies" WHERE "DispatchId" = @dispatch AND "Stage" <> {ExpansionStages.Frozen}
            """),
        // of a dispatch to everybody in an area
        ("households of listed villages that are not on the list", """
            SELECT COUNT(*) FROM "Households" h JOIN "VillageTallies" t ON t."VillageId" = h."VillageId" AND t."DispatchId" = @dispatch
            WHERE NOT EXISTS (SELECT 1 FROM "DispatchTags" g WHERE g."DispatchId" = @dispatch)
            AND NOT EXISTS (SELECT 1 FROM "ListedHouseholds" l WHERE l."DispatchId" = @dispatch AND l."VillageId" = h."VillageId" AND l."HouseholdId" = h."Id")
            """),
        ("residents of listed households that are no recipients", """
            SELECT COUNT(*) FROM "ListedHouseholds" l JOIN "Residents" x ON x."HouseholdId" = l."HouseholdId"
            WHERE l."DispatchId" = @dispatch AND NOT EXISTS (SELECT 1 FROM "Recipients" r
                WHERE r."DispatchId" = @dispatch AND r."DivisionId" = l."VillageId" AND r."ListedHouseholdId" = l."Id" AND r."ResidentId" = x."Id")
            """),
        ("recipients with a path and without a delivery", """
            SELECT COUNT(*) FROM "Recipients" r WHERE r."DispatchId" = @dispatch
            AND (r."PersonId" IS NOT NULL OR EXISTS (SELECT 1 FROM "ContactPoints" c WHERE c."ResidentId" = r."ResidentId"))
            AND NOT EXISTS (SELECT 1 FROM "Deliveries" y WHERE y."RecipientId" = COALESCE(r."CarrierId", r."Id"))
            """),
        ("recipients with two deliveries over one channel", """
            SELECT COUNT(*) FROM (SELECT 1 FROM "Deliveries" y JOIN "Batches" b ON b."Id" = y."BatchId"
                                  WHERE y."DispatchId" = @dispatch GROUP BY y."RecipientId", b."Channel" HAVING COUNT(*) > 1) twice
            """),
        ("households still pending though nothing is under way for them", $"""
            SELECT COUNT(*) FROM "ListedHouseholds" l WHERE l."DispatchId" = @dispatch AND l."Evidence" = {(int)Evidence.Pending}
            AND NOT EXISTS (SELECT 1 FROM "Recipients" r JOIN "Deliveries" y ON y."RecipientId" = COALESCE(r."CarrierId", r."Id")
                WHERE r."DispatchId" = @dispatch AND r."DivisionId" = l."VillageId" AND r."ListedHouseholdId" = l."Id" AND NOT y.{Final})
            """),
        ("households below sent though a delivery of theirs was accepted", $"""
            SELECT COUNT(*) FROM "ListedHouseholds" l WHERE l."DispatchId" = @dispatch AND l."Evidence" < {(int)Evidence.Sent}
            AND EXISTS (SELECT 1 FROM "Recipients" r JOIN "Deliveries" y ON y."RecipientId" = COALESCE(r."CarrierId", r."Id")
                WHERE r."DispatchId" = @dispatch AND r."DivisionId" = l."VillageId" AND r."ListedHouseholdId" = l."Id" AND y."SentAt" IS NOT NULL)
            """),
        ("villages whose tally is not the count of its rows", $"""
            SELECT COUNT(*) FROM "VillageTallies" t
            LEFT JOIN (SELECT l."VillageId", {string.Join(", ", Counted.Select(column => $"SUM(CASE WHEN {column.Condition} THEN 1 ELSE 0 END) AS \"{column.Name}\""))}
                       FROM "ListedHouseholds" l WHERE l."DispatchId" = @dispatch GROUP BY l."VillageId") n ON n."VillageId" = t."VillageId"
            WHERE t."DispatchId" = @dispatch AND ({string.Join(" OR ", Counted.Select(column => $"t.\"{column.Name}\" <> COALESCE(n.\"{column.Name}\", 0)"))})
            """),
        ("villages whose count of officers is not their rows", $"""
            SELECT COUNT(*) FROM "VillageTallies" t WHERE t."DispatchId" = @dispatch AND t."Officers" <> (SELECT COUNT(*) FROM "Recipients" r
                WHERE r."DispatchId" = @dispatch AND r."DivisionId" = t."VillageId" AND r."Kind" = {(int)RecipientKind.Officer})
            """),
        ("households between the sum of the tallies and the frozen list", $"""
            SELECT ABS((SELECT COALESCE(SUM({string.Join(" + ", TallyColumns.Evidence.Select(name => $"\"{name}\""))}), 0) FROM "VillageTallies" WHERE "DispatchId" = @dispatch)
                     - (SELECT COUNT(*) FROM "ListedHouseholds" WHERE "DispatchId" = @dispatch))
            """),
        ("villages without the ladder that watches their officers", $"""
            SELECT COUNT(*) FROM "VillageTallies" t WHERE t."DispatchId" = @dispatch AND EXISTS (SELECT 1 FROM "LadderRuns" a WHERE a."DispatchId" = @dispatch)
            AND NOT EXISTS (SELECT 1 FROM "LadderRuns" l WHERE l."DispatchId" = @dispatch AND l."VillageId" = t."VillageId" AND l."Watches" = 'officer')
            """),
    ];

    private static IEnumerable<(string Name, string Condition)> Counted =>
    [
        .. Enum.GetValues<Evidence>().Select(evidence => (evidence.ToString(), $"l.\"Evidence\" = {(int)evidence}")),
        ("Households", "1 = 1"), ("AtRisk", "l.\"IsAtRisk\""), ("MustWalk", "l.\"MustWalk\""),
        ("HelpWaiting", "l.\"HelpAskedAt\" IS NOT NULL AND l.\"HelpTakenAt\" IS NULL AND l.\"HelpClosedAt\" IS NULL"),
        ("HelpTaken", "l.\"HelpTakenAt\" IS NOT NULL AND l.\"HelpClosedAt\" IS NULL"),
    ];
}
