using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Posts;
using GovLiaison.Testing;

namespace GovLiaison.Tests.Audit;

public sealed class AuditQueriesTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Page_ForAnAuditAdministrator_HoldsWhatLiesInHisRange(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        foreach (var place in new[] { "/", "/61/", "/61/6106/610629/", "/61/6106/610629/610629101/", "/61/6106/610630/" }) await RecordAsync(database, "Tested", place);
        var province = await database.Data.StaffAsync(Roles.AuditAdministrator, TestTree.Province);
        var county = await database.Data.StaffAsync(Roles.AuditAdministrator, TestTree.County);

        Assert.Equal(5, (await PageAsync(database, province, new AuditFilter())).Value.Rows.Count);
        var seen = (await PageAsync(database, county, new AuditFilter())).Value.Rows.Select(row => row.Path);
        Assert.Equal("/61/6106/610629/610629101/ /61/6106/610629/", string.Join(' ', seen));
    }

    [Fact]
    public async Task Page_ForSomebodyWithoutTheRight_IsRefused()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();

        foreach (var role in Roles.All.Where(role => !Roles.PermissionsOf(role).Contains(Permissions.ReadAudit) && role != Roles.VillageOfficer))
            Assert.Equal(Refusal.NotPermitted, (await PageAsync(database, await database.Data.StaffAsync(role, TestTree.Province), new AuditFilter())).Refusal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Page_ByPage_ShowsEveryRowOnceNewestFirst(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        for (var i = 0; i < AuditQueries.PageSize + 5; i++) await RecordAsync(database, "Tested", "/61/");
        var reader = Actor.Operator("test");

        var first = (await PageAsync(database, reader, new AuditFilter())).Value;
        var second = (await PageAsync(database, reader, new AuditFilter(Before: first.Next))).Value;

        Assert.Equal((AuditQueries.PageSize, 5), (first.Rows.Count, second.Rows.Count));
        Assert.Null(second.Next);
        var ids = first.Rows.Concat(second.Rows).Select(row => row.Id).ToList();
        Assert.Equal(ids.Distinct().OrderDescending(), ids);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Page_OfOneActAndTime_HoldsOnlyThose(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await RecordAsync(database, "Tested", "/61/");
        await RecordAsync(database, "Signed", "/61/");
        database.Clock.Advance(TimeSpan.FromHours(1));
        await RecordAsync(database, "Signed", "/61/");

        var now = database.Clock.GetUtcNow().UtcDateTime;
        var page = (await PageAsync(database, Actor.Operator("test"), new AuditFilter(Act: "Signed", From: now, Until: now.AddHours(1)))).Value;

        Assert.Equal(now, Assert.Single(page.Rows).At);
    }

    private static Task RecordAsync(TestDatabase database, string act, string path) => database.WriteAsync(db =>
        database.Audit.RecordAsync(db, Actor.System("test"), act, new AuditSubject("Test", "1", path), null, CancellationToken.None));

    private static Task<Result<AuditPage>> PageAsync(TestDatabase database, Actor actor, AuditFilter filter) =>
        database.Get<AuditQueries>().PageAsync(actor, filter, CancellationToken.None);
}
