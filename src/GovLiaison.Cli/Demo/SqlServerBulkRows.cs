using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore.Metadata;

namespace GovLiaison.Cli.Demo;

/// <summary>SqlBulkCopy; indexes stay, for a rebuild by name would need rights that an application's login should not have.</summary>
public sealed class SqlServerBulkRows : BulkRows
{
    private readonly SqlConnection _connection;

    public SqlServerBulkRows(string connectionString, IModel model) : this(new SqlConnection(connectionString), model) { }

    private SqlServerBulkRows(SqlConnection connection, IModel model) : base(connection, model) => _connection = connection;

    protected override async Task WriteAsync(BulkTable table, IEnumerable<object> rows, CancellationToken cancellationToken)
    {
        using var data = new DataTable();
        using var copy = new SqlBulkCopy(_connection, SqlBulkCopyOptions.CheckConstraints, (SqlTransaction)Transaction) { DestinationTableName = $"[{table.Name}]", BulkCopyTimeout = 0 };
        foreach (var column in table.Columns)
        {
            data.Columns.Add(column.Name, column.ClrType);
            copy.ColumnMappings.Add(column.Name, column.Name);
        }
        foreach (var row in rows) data.Rows.Add([.. table.Columns.Select(column => column.Read(row) ?? DBNull.Value)]);
        await copy.WriteToServerAsync(data, cancellationToken);
    }

    protected override Task<IReadOnlyList<(string Name, string Sql)>> IndexesAsync(string table, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<(string Name, string Sql)>>([]);
}
