using System.Collections.Concurrent;
using GovLiaison.Data;
using GovLiaison.PostgreSql;
using GovLiaison.Sqlite;
using GovLiaison.SqlServer;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace GovLiaison.Testing;

/// <summary>
/// Fresh migrated databases. Migrations run once per process and database; every test gets a copy of that template
/// (SQL Server knows no templates: there each test migrates).
/// </summary>
internal static class TestStore
{
    private static readonly ConcurrentDictionary<string, Lazy<Task<string>>> Templates = new(StringComparer.Ordinal);

    public static string Folder { get; } = Directory.CreateTempSubdirectory("govliaison-test-").FullName;

    static TestStore() => AppDomain.CurrentDomain.ProcessExit += (_, _) => RemoveTemplates();

    public static async Task<string> CreateAsync(string name)
    {
        var fresh = $"gl_{Guid.NewGuid():N}";
        switch (name)
        {
            case Databases.Sqlite:
                File.Copy(SqliteFile(await TemplateAsync(name)), Path.Combine(Folder, fresh + ".db"));
                return ConnectionString(name, fresh);
            case Databases.PostgreSql:
                await OnServerAsync($"CREATE DATABASE {fresh} TEMPLATE {new NpgsqlConnectionStringBuilder(await TemplateAsync(name)).Database}");
                return ConnectionString(name, fresh);
            default:
                return await MigrateAsync(name, fresh);
        }
    }

    public static async Task DropAsync(string name, string connectionString)
    {
        if (string.Equals(name, Databases.Sqlite, StringComparison.Ordinal))
        {
            await using (var connection = new SqliteConnection(connectionString)) SqliteConnection.ClearPool(connection);
            foreach (var file in Directory.GetFiles(Folder, Path.GetFileName(SqliteFile(connectionString)) + "*")) File.Delete(file);
            return;
        }
        if (string.Equals(name, Databases.PostgreSql, StringComparison.Ordinal))
        {
            await using (var connection = new NpgsqlConnection(connectionString)) NpgsqlConnection.ClearPool(connection);
            await OnServerAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");
            return;
        }
        await using var db = Context(name, connectionString);
        await db.Database.EnsureDeletedAsync();
    }

    public static IServiceCollection AddStore(this IServiceCollection services, string name, string connectionString) => name switch
    {
        Databases.Sqlite => services.AddSqliteStore(connectionString),
        Databases.PostgreSql => services.AddPostgreSqlStore(connectionString),
        Databases.SqlServer => services.AddSqlServerStore(connectionString),
        _ => throw new ArgumentException($"No such database: {name}", nameof(name)),
    };

    private static Task<string> TemplateAsync(string name) =>
        Templates.GetOrAdd(name, key => new Lazy<Task<string>>(() => MigrateAsync(key, $"gl_template_{Guid.NewGuid():N}"))).Value;

    private static async Task<string> MigrateAsync(string name, string fresh)
    {
        var connectionString = ConnectionString(name, fresh);
        await using (var db = Context(name, connectionString))
        {
            await db.Database.MigrateAsync();
            db.Installations.Add(new Installation { Number = 1, IsDemo = false, CreatedAt = TestDatabase.Start.UtcDateTime });
            await db.SaveChangesAsync();
        }
        // a template that somebody is still connected to can be neither copied nor cloned
        if (string.Equals(name, Databases.Sqlite, StringComparison.Ordinal)) SqliteConnection.ClearAllPools();
        if (string.Equals(name, Databases.PostgreSql, StringComparison.Ordinal))
            await using (var connection = new NpgsqlConnection(connectionString)) NpgsqlConnection.ClearPool(connection);
        return connectionString;
    }

    private static LiaisonDbContext Context(string name, string connectionString)
    {
        var options = new DbContextOptionsBuilder<LiaisonDbContext>();
        _ = name switch
        {
            Databases.Sqlite => options.UseSqliteStore(connectionString),
            Databases.PostgreSql => options.UsePostgreSqlStore(connectionString),
            _ => options.UseSqlServerStore(connectionString),
        };
        return new LiaisonDbContext(options.Options);
    }

    private static string ConnectionString(string name, string database) => name switch
    {
        Databases.Sqlite => $"Data Source={Path.Combine(Folder, database + ".db")}",
        Databases.PostgreSql => new NpgsqlConnectionStringBuilder(Databases.ServerOf(name)) { Database = database, MaxPoolSize = 20 }.ConnectionString,
        _ => new SqlConnectionStringBuilder(Databases.ServerOf(name)) { InitialCatalog = database }.ConnectionString,
    };

    private static string SqliteFile(string connectionString) => new SqliteConnectionStringBuilder(connectionString).DataSource;

    private static async Task OnServerAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Databases.ServerOf(Databases.PostgreSql));
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }

    private static void RemoveTemplates()
    {
        foreach (var (name, template) in Templates)
            if (string.Equals(name, Databases.PostgreSql, StringComparison.Ordinal) && template.Value.IsCompletedSuccessfully)
                DropAsync(name, template.Value.Result).GetAwaiter().GetResult();
        Directory.Delete(Folder, recursive: true);
    }
}
