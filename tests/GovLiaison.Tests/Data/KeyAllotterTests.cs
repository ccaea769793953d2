using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Testing;

namespace GovLiaison.Tests.Data;

public sealed class KeyAllotterTests
{
    private const long FirstOfInstallation1 = (1L << 48) + 1;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Allot_FirstBlocks_CarryTheInstallationAndFollowEachOther(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);

        var first = await AllotAsync(database, 1000);
        var second = await AllotAsync(database, 1);

        Assert.Equal(FirstOfInstallation1, first);
        Assert.Equal(FirstOfInstallation1 + 1000, second);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Allot_ByManyWritersAtOnce_GivesDisjointBlocks(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);

        var blocks = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => Task.Run(() => AllotAsync(database, 10))));

        Assert.Equal(Enumerable.Range(0, 12).Select(i => FirstOfInstallation1 + i * 10L), blocks.Order());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Allot_InAWriteThatIsRefused_LeavesTheBlockFree(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await AllotAsync(database, 5);

        await database.Database.WriteAsync<long>(WritePriority.Console, async db =>
        {
            await db.AllotAsync("things", 100, CancellationToken.None);
            return Refusal.NotPermitted;
        }, CancellationToken.None);

        Assert.Equal(FirstOfInstallation1 + 5, await AllotAsync(database, 1));
    }

    private static async Task<long> AllotAsync(TestDatabase database, long count)
    {
        var result = await database.Database.WriteAsync<long>(WritePriority.Console,
            async db => await db.AllotAsync("things", count, CancellationToken.None), CancellationToken.None);
        return result.Value;
    }
}
