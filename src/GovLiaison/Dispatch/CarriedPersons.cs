using GovLiaison.Data;

namespace GovLiaison.Dispatch;

/// <summary>
/// Ties those who were just listed to the recipient of the same person and text whose deliveries serve them: an officer of
/// several villages is asked once by each path. One who was there before carries, whatever his key; among new ones the smallest does.
/// </summary>
internal static class CarriedPersons
{
    /// <summary>The recipients of <paramref name="dispatchId"/> with keys from first to last, inside the transaction that listed them.</summary>
    public static Task TieAsync(LiaisonDbContext db, long dispatchId, long firstRecipient, long lastRecipient, CancellationToken cancellationToken) => db.RunAsync($$"""
        UPDATE "Recipients" SET "CarrierId" = COALESCE(
            (SELECT MIN(o."Id") {{Same}} AND (o."Id" < {1} OR o."Id" > {2})), (SELECT MIN(o."Id") {{Same}} AND o."Id" BETWEEN {1} AND {2}))
        WHERE "DispatchId" = {0} AND "Id" BETWEEN {1} AND {2} AND "PersonId" IS NOT NULL AND "CarrierId" IS NULL
          AND EXISTS (SELECT 1 {{Same}} AND (o."Id" < {1} OR o."Id" > {2} OR o."Id" < "Recipients"."Id"))
        """, [dispatchId, firstRecipient, lastRecipient], cancellationToken);

    // Who has answered already was not asked about what the ladder lists him for now: he is asked again.
    private const string Same = """
        FROM "Recipients" o WHERE o."DispatchId" = {0} AND o."PersonId" = "Recipients"."PersonId" AND o."TextNumber" = "Recipients"."TextNumber"
            AND o."CarrierId" IS NULL AND o."AnsweredAt" IS NULL
        """;
}
