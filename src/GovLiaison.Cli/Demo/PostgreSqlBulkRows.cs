using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace GovLiaison.Cli.Demo;

/// <summary>COPY in binary form.</summary>
public sealed class PostgreSqlBulkRows : BulkRows
{
    private readonly NpgsqlConnection _connection;

    public PostgreSqlBulkRows(string connectionString, IModel model) : this(new NpgsqlConnection(connectionString), model) { }

    private PostgreSqlBulkRows(NpgsqlConnection connection, IModel model) : base(connection, model) => _connection = connection;

    protected override async Task WriteAsync(BulkTable table, IEnumerable<object> rows, CancellationToken cancellationToken)
    {
        var columns = string.Join(", ", table.Columns.Select(column => $"\"{column.Name}\""));
        await using var copy = await _connection.BeginBinaryImportAsync($"COPY \"{table.Name}\" ({columns}) FROM STDIN (FORMAT BINARY)", cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            foreach (var column in table.Columns)
                if (column.Read(row) is { } value) await copy.WriteAsync(value, column.StoreType, cancellationToken);
                else await copy.WriteNullAsync(cancellationToken);
        }
        await copy.CompleteAsync(cancellationToken);
    }

    protected override Task<IReadOnlyList<(string Name, string Sql)>> IndexesAsync(string table, CancellationToken cancellationToken) => PairsAsync(
        """
        SELECT c.relname, pg_get_indexdef(i.indexrelid) FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
        WHERE i.indrelid = format('%I', @table::text)::regclass AND NOT i.indisprimary
          AND NOT EXISTS (SELECT 1 FROM pg_constraint k WHERE k.conindid = i.indexrelid)
        """, table, cancellationToken);
}
