using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Audit;

public sealed class AuditChainTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Seal_InSeveralPasses_MakesOneWholeChain(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await RecordAsync(database, 3);
        await SealAsync(database);
        await RecordAsync(database, 450);

        var sealedNow = await SealAsync(database);
        var nothingLeft = await SealAsync(database);
        var verdict = await VerifyAsync(database);

        Assert.Equal((450, 0), (sealedNow, nothingLeft));
        Assert.Equal(new AuditVerdict(453, 0, null, null), verdict);
        var inOrder = await database.ReadAsync(db => db.AuditEntries.OrderBy(row => row.Id).Select(row => row.Sequence!.Value).ToListAsync());
        Assert.Equal(Enumerable.Range(1, 453).Select(place => (long)place), inOrder);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Seal_BySeveralAtOnceWhileActsGoOn_StillMakesOneWholeChain(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await RecordAsync(database, 100);

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(async () =>
        {
            if (i % 2 == 0) await SealAsync(database);
            else await RecordAsync(database, 20);
        })));
        await SealAsync(database);

        Assert.Equal(new AuditVerdict(160, 0, null, null), await VerifyAsync(database));
    }

    [Fact]
    public async Task Verify_OfAnEmptyTrail_IsWhole()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);

        Assert.Equal(new AuditVerdict(0, 0, null, null), await VerifyAsync(database));
    }

    [Fact]
    public async Task Verify_CountsWhatWaitsForTheSealer()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await RecordAsync(database, 2);

        Assert.Equal(new AuditVerdict(0, 2, null, null), await VerifyAsync(database));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Verify_OfAnAlteredRow_NamesItsPlace(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await RecordAsync(database, 10);
        await SealAsync(database);

        await database.WriteAsync(db => db.AuditEntries.Where(row => row.Sequence == 4).ExecuteUpdateAsync(set => set.SetProperty(row => row.Detail, "{}")));

        Assert.Equal(new AuditVerdict(3, 0, 4, AuditBreak.Altered), await VerifyAsync(database));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Verify_OfAMissingRow_NamesItsPlace(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await RecordAsync(database, 10);
        await SealAsync(database);

        await database.WriteAsync(db => db.AuditEntries.Where(row => row.Sequence == 7).ExecuteDeleteAsync());

        Assert.Equal(new AuditVerdict(6, 0, 7, AuditBreak.Missing), await VerifyAsync(database));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Verify_OfAChainCutShort_SaysSo(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await RecordAsync(database, 10);
        await SealAsync(database);

        await database.WriteAsync(db => db.AuditEntries.Where(row => row.Sequence > 8).ExecuteDeleteAsync());

        Assert.Equal(new AuditVerdict(8, 0, 9, AuditBreak.CutOff), await VerifyAsync(database));
    }

    private static Task RecordAsync(TestDatabase database, int count) => database.WriteAsync(async db =>
    {
        for (var i = 0; i < count; i++)
            await database.Audit.RecordAsync(db, Actor.System("test"), "Tested", new AuditSubject("Test", "1", "/61/"), new { i }, CancellationToken.None);
    });

    private static Task<int> SealAsync(TestDatabase database) => database.Get<AuditSealer>().SealAsync(CancellationToken.None);

    private static Task<AuditVerdict> VerifyAsync(TestDatabase database) => database.Get<AuditVerifier>().VerifyAsync(null, CancellationToken.None);
}
