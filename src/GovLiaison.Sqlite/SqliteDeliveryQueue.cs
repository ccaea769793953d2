using GovLiaison.Data;
using GovLiaison.Dispatch;

namespace GovLiaison.Sqlite;

public sealed class SqliteDeliveryQueue(IStoreDialect dialect) : IDeliveryQueue
{
    public Task<ClaimedBatch?> ClaimAsync(LiaisonDbContext db, string channel, EndpointOffer offer, string owner, TimeSpan lease, DateTime now, CancellationToken cancellationToken) =>
        BatchClaim.RunAsync(db, $"""
            UPDATE "Batches" SET "Owner" = @owner, "EndpointId" = {BatchClaim.EndpointOf("\"Batches\"")}, "Token" = "Token" + 1, "Crashes" = "Crashes" + 1,
                "LeaseUntil" = {dialect.NowPlusSql((long)lease.TotalMilliseconds)}
            WHERE "Id" = (SELECT b."Id" FROM "Batches" b WHERE {BatchClaim.Condition(dialect)}
                          ORDER BY b."Lane", b."Turn", b."Id" LIMIT 1)
            RETURNING {BatchClaim.Columns}
            """, channel, offer, owner, dialect.TimeValue(now), cancellationToken);
}
