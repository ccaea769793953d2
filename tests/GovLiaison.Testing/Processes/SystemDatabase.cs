using System.Globalization;
using Microsoft.Data.Sqlite;

namespace GovLiaison.Testing.Processes;

/// <summary>Looks into the database of a running system from outside.</summary>
public static class SystemDatabase
{
    public static long Number(this RunningSystem system, string sql)
    {
        using var connection = Open(system, SqliteOpenMode.ReadOnly);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(command.ExecuteScalar() is { } value and not DBNull ? value : 0L, CultureInfo.InvariantCulture);
    }

    /// <summary>Changes a policy row for which the console has no page yet.</summary>
    public static void Execute(this RunningSystem system, string sql)
    {
        using var connection = Open(system, SqliteOpenMode.ReadWrite);
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>Deliveries that an alert to everybody in the province begins with: one SMS per phone, one card per officer and duty holder.</summary>
    public static int ExpectedDeliveries(this RunningSystem system) => (int)system.Number("""
        SELECT (SELECT COUNT(DISTINCT "ValueIndex") FROM "ContactPoints") + (SELECT COUNT(*) FROM "Divisions")
        """);

    /// <summary>Everything of the newest dispatch is frozen and final.</summary>
    public static bool IsSettled(this RunningSystem system) => system.Number("""
        SELECT EXISTS (SELECT 1 FROM "DispatchRuns" WHERE "ExpandedAt" IS NOT NULL)
            AND NOT EXISTS (SELECT 1 FROM "Batches" WHERE "State" = 0)
        """) == 1;

    private static SqliteConnection Open(RunningSystem system, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = system.DatabaseFile, Mode = mode, Pooling = false, DefaultTimeout = 30 }.ConnectionString);
        connection.Open();
        return connection;
    }
}
