using GovLiaison.Data;
using GovLiaison.Dispatch;

namespace GovLiaison.PostgreSql;

public sealed class PostgreSqlDeliveryQueue(IStoreDialect dialect) : IDeliveryQueue
{
    // SKIP LOCKED is for speed; the condition repeated on the updated row is what makes a second claimer get nothing.
    public Task<ClaimedBatch?> ClaimAsync(LiaisonDbContext db, string channel, EndpointOffer offer, string owner, TimeSpan lease, DateTime now, CancellationToken cancellationToken) =>
        BatchClaim.RunAsync(db, $"""
            UPDATE "Batches" b SET "Owner" = @owner, "EndpointId" = {BatchClaim.EndpointOf("b")}, "Token" = b."Token" + 1, "Crashes" = b."Crashes" + 1,
                "LeaseUntil" = {dialect.NowPlusSql((long)lease.TotalMilliseconds)}
            WHERE b."Id" = (SELECT b."Id" FROM "Batches" b WHERE {BatchClaim.Condition(dialect)}
                            ORDER BY b."Lane", b."Turn", b."Id" LIMIT 1 FOR UPDATE OF b SKIP LOCKED)
              AND b."State" = 0 AND (b."LeaseUntil" IS NULL OR b."LeaseUntil" < {dialect.NowSql})
            RETURNING {BatchClaim.Columns}
            """, channel, offer, owner, dialect.TimeValue(now), cancellationToken);
}
