using System.Data.Common;
using System.Runtime.CompilerServices;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Sqlite;

public static class SqliteSetup
{
    public static IServiceCollection AddSqliteStore(this IServiceCollection services, string connectionString) => services
        .AddSingleton<IStoreDialect, SqliteDialect>()
        .AddSingleton<IDeliveryQueue, SqliteDeliveryQueue>()
        .AddPooledDbContextFactory<LiaisonDbContext>(options => options.UseSqliteStore(connectionString));

    public static DbContextOptionsBuilder UseSqliteStore(this DbContextOptionsBuilder options, string connectionString) => options
        .UseSqlite(WithPooling(connectionString), sqlite => sqlite.MigrationsAssembly(typeof(SqliteSetup).Assembly).CommandTimeout(60))
        .AddInterceptors(new VersionInterceptor(), new SqlitePragmas());

    private static string WithPooling(string connectionString) => new SqliteConnectionStringBuilder(connectionString)
    {
        Pooling = true,
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ConnectionString;
}

// WAL keeps readers free of the writer; FULL makes a committed row survive a power cut.
public sealed class SqlitePragmas : DbConnectionInterceptor
{
    // The log is folded back at its default of 1,000 pages on purpose: whoever reads a page walks past all its newer versions in the
    // log, and with 8,000 pages of small commits that walk took half of all processor time.
    private const string Sql = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA busy_timeout=30000; PRAGMA temp_store=MEMORY; PRAGMA cache_size=-65536; PRAGMA mmap_size=268435456;";

    // A connection from the pool keeps what was set on its handle; setting it again at each of thousands of openings a second is not free.
    private static readonly ConditionalWeakTable<object, object> Set = [];

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Apply(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Apply(connection);
        return Task.CompletedTask;
    }

    private static void Apply(DbConnection connection)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        if (Set.TryGetValue(handle, out _)) return;
        using var command = connection.CreateCommand();
        command.CommandText = Sql;
        command.ExecuteNonQuery();
        Set.Add(handle, handle);
    }
}

public sealed class SqliteDesignTimeFactory : IDesignTimeDbContextFactory<LiaisonDbContext>
{
    public LiaisonDbContext CreateDbContext(string[] args) =>
        new((DbContextOptions<LiaisonDbContext>)new DbContextOptionsBuilder<LiaisonDbContext>().UseSqliteStore("Data Source=design.db").Options);
}
