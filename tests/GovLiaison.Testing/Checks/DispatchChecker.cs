using System.Globalization;
using GovLiaison.Dispatch;
using GovLiaison.Testing.Processes;
using Microsoft.Data.Sqlite;

namespace GovLiaison.Testing.Checks;

/// <summary>Counts what became of a dispatch, reading nothing but the database and the ledger: it shares no code with the engine that it checks.</summary>
public sealed class DispatchChecker(string databaseFile, LedgerFile ledger)
{
    /// <summary>Of the newest dispatch. The rows are read first: a line may stand in the ledger before its row says so, never the other way round.</summary>
    public DispatchAccount Check()
    {
        using var connection = Open();
        using var moment = connection.BeginTransaction(deferred: true);
        var dispatch = One(connection, """SELECT MAX("Id") FROM "DispatchRuns" """, 0);
        var broken = DispatchRules.All.Select(rule => (rule.Broken, Count: One(connection, rule.Sql, dispatch)))
            .Where(rule => rule.Count != 0).Select(rule => $"{rule.Count} {rule.Broken}").ToList();
        var deliveries = Deliveries(connection, dispatch);
        var households = (int)One(connection, """SELECT COUNT(*) FROM "ListedHouseholds" WHERE "DispatchId" = @dispatch""", dispatch);
        return Compare(new Rows(dispatch, At("StartedAt"), At("ExpandedAt"), households, deliveries), ledger.Lines(), broken);

        DateTime At(string column) => DateTime.UnixEpoch.AddMilliseconds(One(connection, $"""SELECT COALESCE("{column}", 0) FROM "DispatchRuns" WHERE "Id" = @dispatch""", dispatch));
    }

    private static DispatchAccount Compare(Rows rows, IReadOnlyList<LedgerLine> lines, List<string> broken)
    {
        var lineCount = lines.GroupBy(IdentityOf).ToDictionary(group => group.Key, group => group.Count());
        var delivered = rows.Deliveries.ToDictionary(delivery => delivery.Identity);
        Note(broken, "deliveries recorded as sent that the ledger does not know", rows.Deliveries.Count(row => row.IsSent && !lineCount.ContainsKey(row.Identity)));
        Note(broken, "accepted items that belong to no delivery", lineCount.Keys.Count(identity => !delivered.ContainsKey(identity)));
        Note(broken, "accepted items whose delivery says they were not", lineCount.Keys.Count(identity =>
            delivered.TryGetValue(identity, out var row) && row is { IsFinal: true, IsSent: false, State: not DeliveryState.Unresolved }));
        var repeated = lineCount.Where(pair => pair.Value > 1).ToList();
        var cards = repeated.FindAll(pair => pair.Key.Channel == DispatchChannels.WeCom);
        return new DispatchAccount
        {
            DispatchId = rows.DispatchId,
            StartedAt = rows.StartedAt,
            ExpandedAt = rows.ExpandedAt,
            Households = rows.Households,
            DeliveriesByChannel = rows.Deliveries.CountBy(row => row.Identity.Channel).ToDictionary(),
            DeliveriesByState = rows.Deliveries.CountBy(row => row.State.ToString()).ToDictionary(),
            LinesByChannel = lines.CountBy(line => line.Channel).ToDictionary(),
            Lost = rows.Deliveries.Count(row => row.IsFinal && !lineCount.ContainsKey(row.Identity)),
            KeysAcceptedTwice = repeated.Count - cards.Count,
            CardsRepeated = cards.Sum(pair => pair.Value - 1),
            CardsRepeatedUnseen = cards.Where(pair => delivered.TryGetValue(pair.Key, out var row) && !row.MayBeRepeated).Sum(pair => pair.Value - 1),
            ShownAsRepeated = rows.Deliveries.Count(row => row.MayBeRepeated),
            Broken = broken,
        };
    }

    private static void Note(List<string> broken, string what, int count)
    {
        if (count > 0) broken.Add($"{count} {what}");
    }

    // WeCom knows no keys: there a delivery is known by whom it was for, and nobody gets two cards of one dispatch.
    private static Identity IdentityOf(LedgerLine line) => new(line.Channel, line.Channel == DispatchChannels.WeCom ? line.To : line.Key);

    private static List<Row> Deliveries(SqliteConnection connection, long dispatch)
    {
        using var command = connection.CreateCommand();
        command.CommandText = """
            SELECT y."Id", b."Channel", n."WeComUserId", y."State", y."SentAt" IS NOT NULL, y."MayBeRepeated"
            FROM "Deliveries" y JOIN "Batches" b ON b."Id" = y."BatchId" JOIN "Recipients" r ON r."Id" = y."RecipientId" LEFT JOIN "Persons" n ON n."Id" = r."PersonId"
            WHERE y."DispatchId" = @dispatch
            """;
        command.Parameters.AddWithValue("@dispatch", dispatch);
        using var reader = command.ExecuteReader();
        var rows = new List<Row>();
        while (reader.Read())
        {
            var channel = reader.GetString(1);
            var key = channel == DispatchChannels.WeCom ? reader.GetString(2) : "gl" + reader.GetInt64(0).ToString("x", CultureInfo.InvariantCulture);
            rows.Add(new Row(new Identity(channel, key), (DeliveryState)reader.GetByte(3), reader.GetBoolean(4), reader.GetBoolean(5)));
        }
        return rows;
    }

    private SqliteConnection Open()
    {
        // shared cache off and no pooling: a reader that leaves nothing open in a folder that is deleted afterwards
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = databaseFile, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        connection.Open();
        return connection;
    }

    private static long One(SqliteConnection connection, string sql, long dispatch)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 300;
        command.Parameters.AddWithValue("@dispatch", dispatch);
        return Convert.ToInt64(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    private sealed record Rows(long DispatchId, DateTime StartedAt, DateTime ExpandedAt, int Households, List<Row> Deliveries);

    private sealed record Row(Identity Identity, DeliveryState State, bool IsSent, bool MayBeRepeated)
    {
        public bool IsFinal => State >= Delivery.FirstFinal;
    }

    private readonly record struct Identity(string Channel, string Key);
}
