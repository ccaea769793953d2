using GovLiaison.Cli.Demo;
using GovLiaison.Common;
using GovLiaison.Divisions;
using GovLiaison.Posts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Divisions;

public sealed class DivisionImportTests
{
    private const string Head = DivisionImport.Header + "\n";
    private static readonly Actor Operator = Actor.Operator("test");

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Import_OfTheShippedFile_StoresShaanxiInTreeOrder(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        using var file = ShippedDivisions.Open();

        var result = await database.Get<DivisionImport>().ImportAsync(Operator, file, CancellationToken.None);

        Assert.Equal(21_809, result.Value);
        var levels = await database.ReadAsync(db => db.Divisions.GroupBy(row => row.Level).Select(group => new { group.Key, Count = group.Count() }).OrderBy(row => row.Key).ToListAsync());
        Assert.Equal([1, 10, 107, 1335, 20_356], levels.Select(level => level.Count));
        Assert.Equal(20_356, await database.ReadAsync(db => db.Divisions.CountAsync(row => row.IsVillage)));
        var byNumber = await database.ReadAsync(db => db.Divisions.OrderBy(row => row.Id).Select(row => row.Path).ToListAsync());
        Assert.True(byNumber.SequenceEqual(byNumber.Order(StringComparer.Ordinal), StringComparer.Ordinal));
        var village = await database.Data.DivisionAsync(TestTree.Village);
        Assert.Equal(("姚苌村委会", "/61/6106/610629/610629101/610629101200/", "yccwh"), (village.Name, village.Path, village.Initials));
        Assert.Equal("DivisionsImported", Assert.Single(await database.ActsAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Import_IntoATreeThatIsThere_IsRefused(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await ImportAsync(database, TestTree.Csv());

        var again = await ImportAsync(database, TestTree.Csv());

        Assert.Equal("DivisionsAlreadyThere", again.Refusal?.Code);
    }

    [Theory]
    [InlineData("code;name\n61;陕西省", "DivisionsFileHeader", DivisionImport.Header)]
    [InlineData(Head, "DivisionsFileEmpty", "")]
    [InlineData(Head + "61,陕西省,1,\n6106,延安市,2,61\n6106,延安市,2,61", "DivisionRowsDuplicate", "4")]
    [InlineData(Head + "61,陕西省,1,\n610629,洛川县,3,6106\n\n6107,汉中市,2,62", "DivisionRowsOrphan", "3, 5")]
    [InlineData(Head + "61,陕西省,1,6106\n6106,延安市,2,61", "DivisionRowsOrphan", "2")]
    [InlineData(Head + "61,陕西省\nA1,延安市,2,61\n6107,,2,61\n6108,榆林市,0,61\n1234567890123,某村,5,61", "DivisionRowsBroken", "2, 3, 4, 5, 6")]
    public async Task Import_OfABrokenFile_NamesTheRowsAndStoresNothing(string csv, string code, string arguments)
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);

        var result = await ImportAsync(database, csv);

        Assert.Equal(code, result.Refusal?.Code);
        Assert.Equal(arguments, string.Concat(result.Refusal!.Arguments));
        Assert.Equal(0, await database.ReadAsync(db => db.Divisions.CountAsync()));
        Assert.Empty(await database.ActsAsync());
    }

    [Fact]
    public async Task Import_OfATreeOfOtherDepth_MarksItsLeavesAsVillages()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);

        var result = await ImportAsync(database, "\uFEFF" + Head + "50,重庆市,1,\r\n500101,万州区,3,50\r\n500101001,高笋塘街道,4,500101\r\n500102,涪陵区,3,50\r\n");

        Assert.Equal(4, result.Value);
        var villages = await database.ReadAsync(db => db.Divisions.Where(row => row.IsVillage).OrderBy(row => row.Id).Select(row => row.Path).ToListAsync());
        Assert.Equal("/50/500101/500101001/ /50/500102/", string.Join(' ', villages));
    }

    [Fact]
    public async Task Import_BySomebodyWithoutTheRight_IsRefused()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        var leader = await database.Data.StaffAsync(Roles.DutyLeader, TestTree.Province);

        var result = await database.Get<DivisionImport>().ImportAsync(leader, new StringReader(TestTree.Csv()), CancellationToken.None);

        Assert.Equal(Refusal.NotFound, result.Refusal);
    }

    private static Task<Result<int>> ImportAsync(TestDatabase database, string csv) =>
        database.Get<DivisionImport>().ImportAsync(Operator, new StringReader(csv), CancellationToken.None);
}
