using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>The claim's condition, the same words in all three databases; the providers add their row limit and hints.</summary>
public static class BatchClaim
{
    /// <summary>
    /// Which batches may be claimed. {0} is now as a due time. Written as SQL because the lease is judged by the database's
    /// own clock inside the statement that takes it.
    /// </summary>
    public static string Condition(IStoreDialect dialect) => $"""
        b."Channel" = @channel AND b."State" = 0 AND b."DueAt" <= @now AND (b."LeaseUntil" IS NULL OR b."LeaseUntil" < {dialect.NowSql})
        AND NOT EXISTS (SELECT 1 FROM "DispatchRuns" d JOIN "DispatchRuns" p ON p."MatterId" = d."MatterId" AND p."Id" < d."Id"
                        JOIN "Batches" e ON e."DispatchId" = p."Id" AND e."State" = 0 WHERE d."Id" = b."DispatchId" AND d."AfterId" IS NOT NULL)
        """;

    /// <summary>The new value of the claimed row's endpoint: whom it is bound to, else whom the offer names for its kind.</summary>
    public static string EndpointOf(string row) => $"""COALESCE({row}."EndpointId", CASE WHEN {row}."IsTraining" = @yes THEN @training ELSE @live END)""";

    public const string Columns = """
        "Id", "DispatchId", "Lane", "Channel", "Recipients", "IsTraining", "Token", "Crashes", "FirstDeliveryId", "LastDeliveryId", "EndpointId"
        """;

    /// <summary>Runs a claim that returns the columns above, or nothing. <c>@channel</c>, <c>@owner</c>, <c>@now</c> and the offer are given.</summary>
    public static async Task<ClaimedBatch?> RunAsync(LiaisonDbContext db, string sql, string channel, EndpointOffer offer, string owner, object now, CancellationToken cancellationToken)
    {
        await db.Database.OpenConnectionAsync(cancellationToken);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 30;
        command.Transaction = db.Database.CurrentTransaction is { } transaction
            ? Microsoft.EntityFrameworkCore.Storage.DbContextTransactionExtensions.GetDbTransaction(transaction)
            : null;
        foreach (var (name, value) in new (string, object)[] { ("@channel", channel), ("@owner", owner), ("@now", now), ("@yes", true), ("@training", offer.Training), ("@live", offer.Live) })
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value;
            command.Parameters.Add(parameter);
        }
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        if (!await reader.ReadAsync(cancellationToken)) return null;
        return new ClaimedBatch(reader.GetInt64(0), reader.GetInt64(1), reader.GetInt32(2), reader.GetString(3),
            (RecipientKind)reader.GetByte(4), reader.GetBoolean(5), reader.GetInt64(6), reader.GetInt32(7), reader.GetInt64(8), reader.GetInt64(9), reader.GetGuid(10));
    }
}
