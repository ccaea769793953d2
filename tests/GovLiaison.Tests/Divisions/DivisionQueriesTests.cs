using GovLiaison.Common;
using GovLiaison.Divisions;
using GovLiaison.Posts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Divisions;

public sealed class DivisionQueriesTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tree_OfACountysViewer_BeginsAtTheCountyAndOpensLevelByLevel(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.County);
        var queries = database.Get<DivisionQueries>();

        var root = Assert.Single(await queries.RootsAsync(viewer, CancellationToken.None));
        var townships = await queries.ChildrenAsync(viewer, root.Id, CancellationToken.None);

        Assert.Equal((TestTree.County, 2, 8), (root.Code, root.Children, root.Villages));
        Assert.Equal("旧县镇 交口河镇", string.Join(' ', townships.Value.Select(node => node.Name)));
    }

    [Fact]
    public async Task Tree_OutsideTheRange_IsNotThere()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.County);
        var queries = database.Get<DivisionQueries>();

        foreach (var code in new[] { TestTree.Province, TestTree.City, TestTree.OtherCounty, TestTree.ForeignVillage })
        {
            var id = await database.Data.DivisionIdAsync(code);
            Assert.Equal(Refusal.NotFound, (await queries.ChildrenAsync(viewer, id, CancellationToken.None)).Refusal);
            Assert.Equal(Refusal.NotFound, (await queries.FindAsync(viewer, id, CancellationToken.None)).Refusal);
            Assert.Equal(Refusal.NotFound, (await queries.FindAsync(viewer, code, CancellationToken.None)).Refusal);
        }
        Assert.Equal(Refusal.NotFound, (await queries.FindAsync(viewer, 999_999, CancellationToken.None)).Refusal);
        Assert.Empty((await queries.FilterAsync(viewer, "秋林", 50, CancellationToken.None)).Rows);
        Assert.Empty(await queries.RootsAsync(new Actor("staff", Guid.NewGuid(), "s", []), CancellationToken.None));
    }

    [Fact]
    public async Task Find_GivesTheFullPathOfNames()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.County);

        var found = await database.Get<DivisionQueries>().FindAsync(viewer, TestTree.Village, CancellationToken.None);

        Assert.Equal("陕西省 延安市 洛川县 旧县镇 姚苌村委会", string.Join(' ', found.Value.FullName));
    }

    [Theory]
    [InlineData("姚苌", "洛川县 旧县镇 *姚苌村委会")]
    [InlineData("6106291012", "洛川县 旧县镇 *姚苌村委会 *桐堤村委会 *安东村委会 *西武村委会")]
    [InlineData("yccwh", "洛川县 旧县镇 *姚苌村委会")]
    [InlineData("JKHC", "洛川县 交口河镇 *交口河村委会")]
    [InlineData("交口河 桐", "洛川县 交口河镇 *桐树底居委会")]
    [InlineData("jiaokouhe", "洛川县 *交口河镇 *交口河村委会")]
    [InlineData("yaochang", "洛川县 旧县镇 *姚苌村委会")]
    [InlineData("luochuan yaochang", "洛川县 旧县镇 *姚苌村委会")]
    [InlineData("jkh t", "洛川县 交口河镇 *桐树底居委会")]
    [InlineData("没有这个村", "")]
    [InlineData("   ", "")]
    public async Task Filter_ByNameCodeOrInitials_KeepsTheAncestorsInRange(string text, string expected)
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.County);

        var matches = await database.Get<DivisionQueries>().FilterAsync(viewer, text, 50, CancellationToken.None);

        Assert.Equal(expected, string.Join(' ', matches.Rows.Select(row => (row.IsMatch ? "*" : "") + row.Node.Name)));
        Assert.Equal(0, matches.More);
    }

    [Theory]
    [InlineData("lc")]
    [InlineData("luochuan")]
    [InlineData("luo'chuan")]
    [InlineData("洛川")]
    public async Task Filter_WithABetterMatchFurtherDownTheTree_ShowsItsBranchFirst(string text)
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        await database.WriteAsync(async db =>
        {
            // stands before the county in the tree
            db.Divisions.Add(new Division { Id = 900, Code = "610600", Name = "洛川路街道", Level = 4, ParentId = (await db.Divisions.SingleAsync(row => row.Code == TestTree.City)).Id, Path = "/61/6106/610600/", Initials = "lcljd", IsVillage = false });
            await DivisionTreeCache.CountChangeAsync(db, CancellationToken.None);
        });
        database.Get<DivisionTreeCache>().Forget();
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.Province);

        var matches = await database.Get<DivisionQueries>().FilterAsync(viewer, text, 50, CancellationToken.None);

        Assert.Equal("洛川县 洛川路街道", string.Join(' ', matches.Rows.Where(row => row.IsMatch && row.Node.Level < 5).Select(row => row.Node.Name)));
    }

    [Fact]
    public async Task Filter_WithMoreThanTheLimit_SaysHowManyMore()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.Province);

        var matches = await database.Get<DivisionQueries>().FilterAsync(viewer, "村委会", 3, CancellationToken.None);

        Assert.Equal(3, matches.Rows.Count(row => row.IsMatch));
        Assert.Equal(12, matches.More);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tree_ChangedByAnotherProcess_IsNoticedAfterAFewSeconds(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var queries = database.Get<DivisionQueries>();
        var system = Actor.System("test");
        await queries.FindAsync(system, TestTree.Village, CancellationToken.None);
        await database.WriteAsync(async db =>
        {
            await db.Divisions.Where(row => row.Code == TestTree.Village).ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, "姚苌社区"));
            await DivisionTreeCache.CountChangeAsync(db, CancellationToken.None);
        });

        var before = await queries.FindAsync(system, TestTree.Village, CancellationToken.None);
        database.Clock.Advance(DivisionTreeCache.CheckEvery);
        var after = await queries.FindAsync(system, TestTree.Village, CancellationToken.None);

        Assert.Equal("姚苌村委会", before.Value.Node.Name);
        Assert.Equal("姚苌社区", after.Value.Node.Name);
    }
}
