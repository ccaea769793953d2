using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Posts;
using GovLiaison.Testing;

namespace GovLiaison.Tests.Posts;

public sealed class AuditReaderQueriesTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Page_NamesStaffInFullOfficersMaskedAndThePlace(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var auditor = await database.Data.StaffAsync(Roles.AuditAdministrator, TestTree.Province);
        var leader = await database.Data.StaffAsync(Roles.DutyLeader, TestTree.County);
        var officer = await database.Data.OfficerAsync(TestTree.Village);
        await RecordAsync(database, leader, "AlertSigned", TestTree.County);
        await RecordAsync(database, officer, "PeopleSeen", TestTree.Village);
        var queries = database.Get<AuditReaderQueries>();

        var page = (await queries.PageAsync(auditor, new AuditFilter(), CancellationToken.None)).Value;

        Assert.Equal(["PeopleSeen", "AlertSigned"], page.Lines.Select(line => line.Entry.Act));
        Assert.Contains('*', page.Lines[0].ActorName!);
        Assert.DoesNotContain('*', page.Lines[1].ActorName!);
        Assert.Equal("陕西省 延安市 洛川县", string.Join(' ', page.Lines[1].PlaceName));
        Assert.Equal(TestTree.Village, page.Lines[0].PlaceCode);
        Assert.Equal(page.Lines[1].ActorName, (await queries.NameAsync(auditor, leader.PersonId!.Value, CancellationToken.None)).Value);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Page_OfAPlaceAndSomeActs_HoldsOnlyThose(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var auditor = await database.Data.StaffAsync(Roles.AuditAdministrator, TestTree.County);
        var leader = await database.Data.StaffAsync(Roles.DutyLeader, TestTree.County);
        foreach (var code in new[] { TestTree.County, TestTree.Village, TestTree.OtherTownship })
            foreach (var act in new[] { "NamesSeen", "AlertSigned" }) await RecordAsync(database, leader, act, code);
        var queries = database.Get<AuditReaderQueries>();
        var township = new DivisionPath(await database.Data.PathAsync(TestTree.Township));

        var page = (await queries.PageAsync(auditor, new AuditFilter(Acts: ["NamesSeen", "PeopleSeen"], Within: township), CancellationToken.None)).Value;

        var line = Assert.Single(page.Lines);
        Assert.Equal(("NamesSeen", TestTree.Village), (line.Entry.Act, line.PlaceCode));
        var outside = new DivisionPath(await database.Data.PathAsync(TestTree.OtherCounty));
        Assert.Equal(Refusal.NotFound, (await queries.PageAsync(auditor, new AuditFilter(Within: outside), CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task Places_ByNameOrCode_LieInTheReadersRange()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        var auditor = await database.Data.StaffAsync(Roles.AuditAdministrator, TestTree.County);
        var queries = database.Get<AuditReaderQueries>();

        Assert.Equal(TestTree.Township, Assert.Single(await queries.PlacesAsync(auditor, "旧县镇", CancellationToken.None)).Node.Code);
        Assert.Equal(TestTree.Village, Assert.Single(await queries.PlacesAsync(auditor, TestTree.Village, CancellationToken.None)).Node.Code);
        Assert.Empty(await queries.PlacesAsync(auditor, "宜川县", CancellationToken.None));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Chain_SaysHowFarItIsSealed(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var auditor = await database.Data.StaffAsync(Roles.AuditAdministrator, TestTree.Province);
        var queries = database.Get<AuditQueries>();
        for (var i = 0; i < 3; i++) await RecordAsync(database, auditor, "Tested", TestTree.County);
        Assert.Equal(new AuditChainState(0, 3), (await queries.ChainAsync(auditor, CancellationToken.None)).Value);

        await database.Get<AuditSealer>().SealAsync(CancellationToken.None);

        Assert.Equal(new AuditChainState(3, 0), (await queries.ChainAsync(auditor, CancellationToken.None)).Value);
        Assert.Equal(Refusal.NotPermitted, (await queries.ChainAsync(await database.Data.StaffAsync(Roles.DutyLeader, TestTree.Province), CancellationToken.None)).Refusal);
    }

    private static async Task RecordAsync(TestDatabase database, Actor actor, string act, string code)
    {
        var path = await database.Data.PathAsync(code);
        await database.WriteAsync(db => database.Audit.RecordAsync(db, actor, act, new AuditSubject("Test", "1", path), null, CancellationToken.None));
    }
}
