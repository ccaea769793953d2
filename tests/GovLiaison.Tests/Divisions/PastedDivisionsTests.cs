using GovLiaison.Cli.Demo;
using GovLiaison.Common;
using GovLiaison.Divisions;
using GovLiaison.Posts;
using GovLiaison.Testing;

namespace GovLiaison.Tests.Divisions;

public sealed class PastedDivisionsTests
{
    [Theory]
    [InlineData("610629101200")]
    [InlineData("  姚苌村委会 ")]
    [InlineData("姚苌村")]
    [InlineData("姚苌")]
    [InlineData("洛川县旧县镇姚苌村")]
    [InlineData("陕西省 / 延安市 / 洛川县 / 旧县镇 / 姚苌村委会")]
    [InlineData("旧县镇，姚苌村\r")]
    public async Task Resolve_OfAPlaceThatIsClear_FindsIt(string line)
    {
        await using var database = await SmallAsync();

        var resolved = await ResolveAsync(database, Actor.System("test"), line);

        Assert.Equal(TestTree.Village, Assert.Single(resolved).Found?.Code);
    }

    [Fact]
    public async Task Resolve_NumbersTheLinesAndLeavesOutEmptyOnes()
    {
        await using var database = await SmallAsync();

        var resolved = await ResolveAsync(database, Actor.System("test"), "旧县镇\n\n没有这个村\n宜川县");

        Assert.Equal("1 610629101|3 |4 610630", string.Join('|', resolved.Select(line => $"{line.Line} {line.Found?.Code}")));
        Assert.True(resolved[1].IsUnknown);
    }

    [Fact]
    public async Task Resolve_OutsideTheRange_IsUnknown()
    {
        await using var database = await SmallAsync();
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.County);

        var resolved = await ResolveAsync(database, viewer, "秋林村\n610630101200\n延安市\n姚苌村");

        Assert.Equal([true, true, true, false], resolved.Select(line => line.IsUnknown));
    }

    [Fact]
    public async Task Resolve_OfANameThatManyShare_OffersFullPathsUntilAParentIsNamed()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        using var file = ShippedDivisions.Open();
        await database.Get<DivisionImport>().ImportAsync(Actor.Operator("test"), file, CancellationToken.None);

        var alone = Assert.Single(await ResolveAsync(database, Actor.System("test"), "东关社区居委会"));
        var below = Assert.Single(await ResolveAsync(database, Actor.System("test"), "洛川县东关社区居委会"));

        Assert.Null(alone.Found);
        Assert.InRange(alone.Choices.Count + alone.More, 2, 200);
        Assert.Contains("陕西省 延安市 洛川县 凤栖街道 东关社区居委会", alone.Choices.Select(choice => string.Join(' ', choice.FullName)), StringComparer.Ordinal);
        Assert.Equal("610629001003", below.Found?.Code);
    }

    [Fact]
    public async Task Resolve_OfTooMuch_IsRefused()
    {
        await using var database = await SmallAsync();

        var result = await database.Get<PastedDivisions>().ResolveAsync(Actor.System("test"), new string('\n', PastedDivisions.MostLines), CancellationToken.None);

        Assert.Equal("PasteTooLong", result.Refusal?.Code);
    }

    private static async Task<TestDatabase> SmallAsync()
    {
        var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        return database;
    }

    private static async Task<IReadOnlyList<PastedLine>> ResolveAsync(TestDatabase database, Actor actor, string pasted) =>
        (await database.Get<PastedDivisions>().ResolveAsync(actor, pasted, CancellationToken.None)).Value;
}
