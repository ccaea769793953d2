using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Data;

public sealed class VersionInterceptorTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Save_OfAChange_RaisesTheVersion(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        var id = await EndpointAsync(database);

        await RenameAsync(database, id, version: 1, "second");

        Assert.Equal(2, await database.ReadAsync(db => db.Endpoints.Where(row => row.Id == id).Select(row => row.Version).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Save_MadeOnAnOlderVersion_IsRefusedAsStaleAndChangesNothing(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        var id = await EndpointAsync(database);
        await RenameAsync(database, id, version: 1, "theirs");

        var result = await RenameAsync(database, id, version: 1, "mine");

        Assert.Equal(new Refusal("Stale").Code, result.Refusal?.Code);
        Assert.Equal("theirs", await database.ReadAsync(db => db.Endpoints.Where(row => row.Id == id).Select(row => row.Name).SingleAsync()));
    }

    private static async Task<Guid> EndpointAsync(TestDatabase database)
    {
        var id = Guid.CreateVersion7();
        await database.WriteAsync(db =>
        {
            db.Endpoints.Add(new Endpoint { Id = id, Name = "first", Channel = "sms", IsTraining = true, BaseAddress = "http://127.0.0.1", Account = "a", SecretCipher = [1] });
            return Task.CompletedTask;
        });
        return id;
    }

    // as a page does it: the row as it was shown, with the version it was shown in
    private static Task<Result<Done>> RenameAsync(TestDatabase database, Guid id, long version, string to) =>
        database.Database.WriteAsync<Done>(WritePriority.Console, async db =>
        {
            var row = await db.Endpoints.SingleAsync(row => row.Id == id);
            db.Entry(row).Property(shown => shown.Version).OriginalValue = version;
            row.Name = to;
            return default(Done);
        }, CancellationToken.None);
}
