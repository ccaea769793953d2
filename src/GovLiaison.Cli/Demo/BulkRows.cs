using System.Data.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace GovLiaison.Cli.Demo;

/// <summary>
/// Fills the tables of an empty database in one transaction, by the fastest way each database has: all of it is there at the
/// end, or nothing. It goes past the one door to the database because nobody else may write meanwhile.
/// </summary>
public abstract class BulkRows(DbConnection connection, IModel model) : IAsyncDisposable
{
    private readonly Dictionary<Type, BulkTable> _tables = [];
    private List<string> _indexes = [];

    protected DbTransaction Transaction { get; private set; } = null!;

    /// <exception cref="StoreRefusedException">Somebody else has the database open.</exception>
    public static async Task<BulkRows> OpenAsync(LiaisonDbContext db, CancellationToken cancellationToken)
    {
        var connectionString = db.Database.GetConnectionString()!;
        BulkRows rows = db.Database.ProviderName!.Split('.')[^1] switch
        {
            "Sqlite" => new SqliteBulkRows(connectionString, db.Model),
            "SqlServer" => new SqlServerBulkRows(connectionString, db.Model),
            _ => new PostgreSqlBulkRows(connectionString, db.Model),
        };
        await rows.BeginAsync(cancellationToken);
        return rows;
    }

    public Task WriteAsync<T>(IEnumerable<T> rows, CancellationToken cancellationToken) where T : class =>
        WriteAsync(Table(typeof(T)), rows, cancellationToken);

    /// <summary>Takes the plain indexes of the tables away until the rows are in: one sort is far cheaper than a million insertions at random places.</summary>
    public async Task SuspendIndexesAsync(IEnumerable<Type> rows, CancellationToken cancellationToken)
    {
        _indexes = [];
        foreach (var row in rows)
            foreach (var (name, sql) in await IndexesAsync(Table(row).Name, cancellationToken))
            {
                _indexes.Add(sql);
                await ExecuteAsync($"DROP INDEX \"{name}\"", cancellationToken);
            }
    }

    /// <summary>Builds the suspended indexes; reports how many of how many are done.</summary>
    public async Task ResumeIndexesAsync(Action<int, int> done, CancellationToken cancellationToken)
    {
        if (_indexes.Count > 0) done(0, _indexes.Count);
        for (var i = 0; i < _indexes.Count; i++)
        {
            await ExecuteAsync(_indexes[i], cancellationToken);
            done(i + 1, _indexes.Count);
        }
    }

    public virtual async Task CommitAsync(CancellationToken cancellationToken) => await Transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        if (Transaction is not null) await Transaction.DisposeAsync();
        await connection.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (connection.State != System.Data.ConnectionState.Open) await connection.OpenAsync(cancellationToken);
        Transaction = await connection.BeginTransactionAsync(cancellationToken);
    }

    protected abstract Task WriteAsync(BulkTable table, IEnumerable<object> rows, CancellationToken cancellationToken);

    /// <summary>Name and CREATE statement of every index that is no key; none where the database keeps no such statement.</summary>
    protected abstract Task<IReadOnlyList<(string Name, string Sql)>> IndexesAsync(string table, CancellationToken cancellationToken);

    public async Task ExecuteAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    protected async Task<IReadOnlyList<(string Name, string Sql)>> PairsAsync(string sql, string table, CancellationToken cancellationToken)
    {
        await using var command = Command(sql);
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = ("@table", table);
        command.Parameters.Add(parameter);
        var pairs = new List<(string Name, string Sql)>();
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken)) pairs.Add((reader.GetString(0), reader.GetString(1)));
        return pairs;
    }

    protected DbCommand Command(string sql)
    {
        const int OneHour = 3600;
        var command = connection.CreateCommand();
        (command.CommandText, command.Transaction, command.CommandTimeout) = (sql, Transaction, OneHour);
        return command;
    }

    private BulkTable Table(Type row) => _tables.TryGetValue(row, out var table) ? table : _tables[row] = BulkTable.Of(model, row);
}
