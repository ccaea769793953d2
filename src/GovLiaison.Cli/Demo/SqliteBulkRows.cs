using System.Data.Common;
using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Metadata;

namespace GovLiaison.Cli.Demo;

/// <summary>
/// One prepared statement per table. Under a rollback journal new pages of a growing file are written once, while the
/// write-ahead log would hold the whole province a second time.
/// </summary>
public sealed class SqliteBulkRows(string connectionString, IModel model) : BulkRows(Open(connectionString), model)
{
    private const int Busy = 5, Locked = 6;

    private readonly Dictionary<BulkTable, DbCommand> _commands = [];

    protected override async Task BeginAsync(CancellationToken cancellationToken)
    {
        SqliteConnection.ClearAllPools();
        try
        {
            await SetJournalAsync(cancellationToken);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode is Busy or Locked)
        {
            throw new StoreRefusedException(new Refusal("StoreInUse"));
        }
        await base.BeginAsync(cancellationToken);
    }

    // back to the log at once: the next connection may be one that only reads and cannot switch
    public override async Task CommitAsync(CancellationToken cancellationToken)
    {
        await base.CommitAsync(cancellationToken);
        foreach (var prepared in _commands.Values) await prepared.DisposeAsync();
        _commands.Clear();
        await using var command = Command("PRAGMA journal_mode=WAL");
        command.Transaction = null;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    // in the thread that calls: this driver has no asynchronous work, and an await per row would cost more than the row
    protected override Task WriteAsync(BulkTable table, IEnumerable<object> rows, CancellationToken cancellationToken)
    {
        if (!_commands.TryGetValue(table, out var command)) command = _commands[table] = Prepare(table);
        foreach (var row in rows)
        {
            for (var i = 0; i < table.Columns.Count; i++) command.Parameters[i].Value = table.Columns[i].Read(row) ?? DBNull.Value;
            command.ExecuteNonQuery();
        }
        return Task.CompletedTask;
    }

    protected override Task<IReadOnlyList<(string Name, string Sql)>> IndexesAsync(string table, CancellationToken cancellationToken) =>
        PairsAsync("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = @table AND sql IS NOT NULL", table, cancellationToken);

    private async Task SetJournalAsync(CancellationToken cancellationToken)
    {
        await using var command = Command("PRAGMA busy_timeout=2000; PRAGMA cache_size=-65536; PRAGMA temp_store=FILE; PRAGMA journal_mode=DELETE;");
        await command.Connection!.OpenAsync(cancellationToken);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private DbCommand Prepare(BulkTable table)
    {
        var command = Command(table.InsertSql(i => $"$p{i}"));
        for (var i = 0; i < table.Columns.Count; i++)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = $"$p{i}";
            command.Parameters.Add(parameter);
        }
        command.Prepare();
        return command;
    }

    private static SqliteConnection Open(string connectionString) =>
        new(new SqliteConnectionStringBuilder(connectionString) { Pooling = false, ForeignKeys = true, DefaultTimeout = 2 }.ConnectionString);
}
