using GovLiaison.Common;
using GovLiaison.Divisions;
using GovLiaison.Posts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Posts;

public sealed class OfficerGapQueriesTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Gaps_BelowAPlace_AreVillagesWhereNobodyServesToday(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.County);
        await database.Data.OfficerAsync(TestTree.Village);
        var left = await database.Data.OfficerAsync(TestTree.OtherVillage);
        var township = await database.Data.DivisionIdAsync(TestTree.Township);
        var gaps = database.Get<OfficerGapQueries>();
        Assert.Equal(2, (await gaps.BelowAsync(viewer, township, CancellationToken.None)).Value.Total);

        await database.WriteAsync(db => db.Persons.Where(row => row.Id == left.PersonId).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsActive, false)));

        var found = (await gaps.BelowAsync(viewer, township, CancellationToken.None)).Value;
        Assert.Equal(3, found.Total);
        Assert.Equal("陕西省 延安市 洛川县 旧县镇 桐堤村委会", string.Join(' ', found.Villages[0].FullName));
        Assert.Equal(7, (await gaps.BelowAsync(viewer, await database.Data.DivisionIdAsync(TestTree.County), CancellationToken.None)).Value.Total);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Gaps_AmongRowsOfTheTree_StayInsideTheRange(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.County);
        await database.Data.OfficerAsync(TestTree.Village);
        var tree = await database.Get<DivisionTreeCache>().CurrentAsync(CancellationToken.None);
        DivisionNode[] rows = [.. new[] { TestTree.Township, TestTree.Village, TestTree.OtherVillage, TestTree.ForeignVillage }.Select(code => tree.ByCode(code)!)];

        var found = await database.Get<OfficerGapQueries>().AmongAsync(viewer, rows, CancellationToken.None);

        Assert.Equal(tree.ByCode(TestTree.OtherVillage)!.Id, Assert.Single(found));
    }

    [Fact]
    public async Task Gaps_OutsideTheRange_AreNotThere()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.County);

        Assert.Equal(Refusal.NotFound, (await database.Get<OfficerGapQueries>().BelowAsync(viewer, await database.Data.DivisionIdAsync(TestTree.OtherCounty), CancellationToken.None)).Refusal);
    }
}
