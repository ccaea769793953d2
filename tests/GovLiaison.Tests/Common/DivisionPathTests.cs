using GovLiaison.Common;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Common;

public sealed class DivisionPathTests
{
    [Fact]
    public void Contains_TakesInItselfAndWhatIsBelow_AndNothingBeside()
    {
        var county = new DivisionPath("/61/6106/610629/");

        Assert.True(county.Contains("/61/6106/610629/"));
        Assert.True(county.Contains("/61/6106/610629/610629101/"));
        Assert.False(county.Contains("/61/6106/"));
        Assert.False(county.Contains("/61/6106/6106290/"));
        Assert.True(DivisionPath.Everything.Contains(county));
    }

    [Theory]
    [InlineData("")]
    [InlineData("61/")]
    [InlineData("/61")]
    public void Path_NotBetweenSlashes_IsADefect(string value) => Assert.IsType<ArgumentException>(Record.Exception(() => new DivisionPath(value)));

    [Theory]
    [InlineData("/", "")]
    [InlineData("/61/", "61")]
    [InlineData("/61/6106/610629/610629101/", "610629")]
    public void CountyCode_IsTheThirdOrTheLast(string path, string expected) => Assert.Equal(expected, new DivisionPath(path).CountyCode);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Range_InTheDatabase_IsExactlyTheSubtree(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        var tree = await database.Data.TreeAsync();

        foreach (var node in tree)
        {
            var range = new DivisionPath(node.Path);
            var (from, end) = (range.Value, range.End);

            var found = await database.ReadAsync(db => db.Divisions
                .Where(row => row.Path.CompareTo(from) >= 0 && row.Path.CompareTo(end) < 0).Select(row => row.Code).ToListAsync());

            Assert.Equal(tree.Where(row => row.Code.StartsWith(node.Code, StringComparison.Ordinal)).Select(row => row.Code).Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        }
    }
}
