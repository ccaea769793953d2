using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Storage;

namespace GovLiaison.Web.Data;

public enum DatabaseState
{
    /// <summary>No table is there.</summary>
    New,

    /// <summary>Sound, but made by an earlier version.</summary>
    Behind,

    Current,

    /// <summary>Made by a later version than this program.</summary>
    Newer,

    /// <summary>A migration stopped half-way, or somebody changed tables by hand.</summary>
    Torn,
}

/// <summary>Says how far a database is and brings it to this version, one migration after another.</summary>
public sealed class DatabaseMigration(IDbContextFactory<LiaisonDbContext> contexts, TimeProvider clock)
{
    private const string LockTable = "__EFMigrationsLock";

    /// <summary>The state, and the migrations that are still to come.</summary>
    public async Task<(DatabaseState State, IReadOnlyList<string> Pending)> LookAsync(CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        var creator = db.GetService<IRelationalDatabaseCreator>();
        var known = db.Database.GetMigrations().ToList();
        if (!await creator.ExistsAsync(cancellationToken) || !await creator.HasTablesAsync(cancellationToken)) return (DatabaseState.New, known);
        var applied = (await db.Database.GetAppliedMigrationsAsync(cancellationToken)).ToList();
        if (applied.Except(known, StringComparer.Ordinal).Any()) return (DatabaseState.Newer, []);
        var pending = known.Skip(applied.Count).ToList();
        if (!known.Take(applied.Count).SequenceEqual(applied, StringComparer.Ordinal) || applied.Count == 0) return (DatabaseState.Torn, pending);
        if (pending.Count > 0) return (DatabaseState.Behind, pending);
        return (await HasEveryTableAsync(db, cancellationToken) ? DatabaseState.Current : DatabaseState.Torn, []);
    }

    /// <summary>Applies what is pending and gives a new database the row that says what it is; refuses a torn or newer one. Reports each migration's name before it is applied.</summary>
    public async Task<Result<int>> MigrateAsync(Action<string, int, int>? starting, CancellationToken cancellationToken)
    {
        var (state, pending) = await LookAsync(cancellationToken);
        if (Refused(state) is { } refusal && state != DatabaseState.Behind && state != DatabaseState.New) return refusal;
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        if (pending.Count > 0 && await IsLockedAsync(db, cancellationToken)) return new Refusal("MigrationRunning");
        for (var i = 0; i < pending.Count; i++)
        {
            starting?.Invoke(pending[i], i + 1, pending.Count);
            await db.GetService<IMigrator>().MigrateAsync(pending[i], cancellationToken);
        }
        await MarkAsync(db, cancellationToken);
        return pending.Count;
    }

    private async Task MarkAsync(LiaisonDbContext db, CancellationToken cancellationToken)
    {
        if (await db.Installations.AnyAsync(cancellationToken)) return;
        db.Installations.Add(new Installation { Number = 0, IsDemo = false, CreatedAt = clock.UtcNow() });
        await db.SaveChangesAsync(cancellationToken);
    }

    /// <summary>Why a program that needs the database as this version knows it may not go on; null when it may.</summary>
    public static Refusal? Refused(DatabaseState state) => state switch
    {
        DatabaseState.New => new Refusal("DatabaseNew"),
        DatabaseState.Behind => new Refusal("DatabaseBehind"),
        DatabaseState.Newer => new Refusal("DatabaseNewer"),
        DatabaseState.Torn => new Refusal("DatabaseTorn"),
        _ => null,
    };

    private static async Task<bool> HasEveryTableAsync(LiaisonDbContext db, CancellationToken cancellationToken)
    {
        var wanted = db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.Select(table => table.Name);
        var there = await db.Database.SqlQueryRaw<string>(TablesSql(db)).ToListAsync(cancellationToken);
        return !wanted.Except(there, StringComparer.OrdinalIgnoreCase).Any();
    }

    // On SQLite a process that died while migrating leaves its lock behind, and the next one would wait for it without end.
    private static async Task<bool> IsLockedAsync(LiaisonDbContext db, CancellationToken cancellationToken)
    {
        if (!db.Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal)) return false;
        var tables = await db.Database.SqlQueryRaw<string>(TablesSql(db)).ToListAsync(cancellationToken);
        return tables.Contains(LockTable, StringComparer.Ordinal)
            && await db.Database.SqlQueryRaw<int>($"SELECT count(*) AS \"Value\" FROM \"{LockTable}\"").SingleAsync(cancellationToken) > 0;
    }

    private static string TablesSql(LiaisonDbContext db) => db.Database.ProviderName!.EndsWith("Sqlite", StringComparison.Ordinal)
        ? "SELECT name AS \"Value\" FROM sqlite_master WHERE type = 'table'"
        : "SELECT table_name AS \"Value\" FROM information_schema.tables";
}
