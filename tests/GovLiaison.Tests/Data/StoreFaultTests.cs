using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Sqlite;
using GovLiaison.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Tests.Data;

/// <summary>What a write meets when the store can take none.</summary>
public sealed class StoreFaultTests
{
    [Fact]
    public async Task Write_ToAReadOnlyDatabase_IsRefusedWithItsSentenceAndLeavesNothing()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await using var services = new ServiceCollection()
            .AddSingleton(TimeProvider.System)
            .AddSqliteStore(database.ConnectionString + ";Mode=ReadOnly")
            .AddLiaisonData()
            .BuildServiceProvider();

        var written = await services.GetRequiredService<LiaisonDatabase>().WriteAsync<Done>(WritePriority.Console, async db =>
        {
            await db.AllotAsync("audit", 1, CancellationToken.None);
            return default(Done);
        }, CancellationToken.None);

        Assert.Equal("StoreReadOnly", written.Refusal?.Code);
    }

    [Fact]
    public async Task Write_ToAFullDisk_IsRefusedAndLeavesNothing()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.WriteAsync(db => db.Database.ExecuteSqlRawAsync("CREATE TABLE Filling (Bytes BLOB)"));

        var written = await database.Database.WriteAsync<Done>(WritePriority.Console, async db =>
        {
            // the number of pages it has is the most it may have: the disk is full from here on, for this connection
            await db.Database.ExecuteSqlRawAsync("PRAGMA max_page_count = 1");
            await db.Database.ExecuteSqlRawAsync("INSERT INTO Filling VALUES (zeroblob(1000000))");
            return default(Done);
        }, CancellationToken.None);

        SqliteConnection.ClearAllPools();
        Assert.Equal("StoreFull", written.Refusal?.Code);
        Assert.Equal(0, await database.ReadAsync(db => db.Database.SqlQueryRaw<int>("SELECT count(*) AS \"Value\" FROM Filling").SingleAsync()));
    }
}
