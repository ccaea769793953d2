using System.ComponentModel.DataAnnotations;
using GovLiaison.Audit;
using GovLiaison.Data;
using GovLiaison.PostgreSql;
using GovLiaison.Sqlite;
using GovLiaison.SqlServer;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GovLiaison.Web.Data;

/// <summary>Chooses the provider. The command line compiles the same file: both ways in open the same database alike.</summary>
public static class DatabaseSetup
{
    /// <summary>The database by the settings <c>Database:*</c>, with the door, the lane and the audit trail.</summary>
    /// <exception cref="ValidationException">A setting is missing or has no such value; the message names its key.</exception>
    public static IServiceCollection AddLiaisonStore(this IServiceCollection services, IConfiguration configuration)
    {
        var options = Read<DatabaseOptions>(configuration, DatabaseOptions.Section);
        services.TryAddSingleton(TimeProvider.System);
        services.AddLiaisonData().AddAudit().AddSingleton<DatabaseMigration>();
        return options.Provider.ToLowerInvariant() switch
        {
            "sqlite" => services.AddSqliteStore(WithFolder(options.ConnectionString)),
            "sqlserver" => services.AddSqlServerStore(options.ConnectionString),
            _ => services.AddPostgreSqlStore(options.ConnectionString),
        };
    }

    public static string KeyFolder(IConfiguration configuration) => Read<KeyOptions>(configuration, KeyOptions.Section).Folder;

    /// <summary>A section that is needed before there are services.</summary>
    /// <exception cref="ValidationException">A setting is missing or has no such value; the message names its key.</exception>
    public static T Read<T>(IConfiguration configuration, string section) where T : new()
    {
        var options = configuration.GetSection(section).Get<T>() ?? new T();
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        return options;
    }

    // SQLite makes the file but not the folder, and says "unable to open database file" of both
    private static string WithFolder(string connectionString)
    {
        var file = new SqliteConnectionStringBuilder(connectionString).DataSource;
        if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder && !file.StartsWith(':')) Directory.CreateDirectory(folder);
        return connectionString;
    }
}
