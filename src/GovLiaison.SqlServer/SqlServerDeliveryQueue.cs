using GovLiaison.Data;
using GovLiaison.Dispatch;

namespace GovLiaison.SqlServer;

public sealed class SqlServerDeliveryQueue(IStoreDialect dialect) : IDeliveryQueue
{
    // The hints are for speed and some servers ignore them: the condition repeated on the updated row decides. After OUTPUT
    // the affected-rows count may be 0, so the returned row is what counts.
    public Task<ClaimedBatch?> ClaimAsync(LiaisonDbContext db, string channel, EndpointOffer offer, string owner, TimeSpan lease, DateTime now, CancellationToken cancellationToken) =>
        BatchClaim.RunAsync(db, $"""
            UPDATE c SET "Owner" = @owner, "EndpointId" = {BatchClaim.EndpointOf("c")}, "Token" = c."Token" + 1, "Crashes" = c."Crashes" + 1,
                "LeaseUntil" = {dialect.NowPlusSql((long)lease.TotalMilliseconds)}
            OUTPUT inserted."Id", inserted."DispatchId", inserted."Lane", inserted."Channel", inserted."Recipients", inserted."IsTraining", inserted."Token", inserted."Crashes",
                   inserted."FirstDeliveryId", inserted."LastDeliveryId", inserted."EndpointId"
            FROM "Batches" c
            WHERE c."Id" = (SELECT TOP (1) b."Id" FROM "Batches" b WITH (READPAST, UPDLOCK, ROWLOCK) WHERE {BatchClaim.Condition(dialect)}
                            ORDER BY b."Lane", b."Turn", b."Id")
              AND c."State" = 0 AND (c."LeaseUntil" IS NULL OR c."LeaseUntil" < {dialect.NowSql});
            """, channel, offer, owner, dialect.TimeValue(now), cancellationToken);
}
