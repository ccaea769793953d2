using GovLiaison.Common;
using GovLiaison.Posts;
using GovLiaison.Residents;
using GovLiaison.Testing;

namespace GovLiaison.Tests.Residents;

public sealed class ResidentQueriesTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Households_ForSomebodyWhoMayOnlyView_AreMaskedAndWithoutSensitiveTags(string name)
    {
        await using var database = await VillageAsync(name);
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.County);

        var seen = (await OfVillageAsync(database, viewer)).Value;

        Assert.Equal(2, seen.Total);
        var head = seen.Households[0].Residents[0];
        Assert.Equal(("王*英", true, null), (head.Name, head.HasPhone, head.Phone));
        Assert.Equal("apple", Assert.Single(head.Tags));
        Assert.False(seen.Households[1].HasPhone);
        Assert.Empty(await database.ActsAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Households_ForSomebodyWhoMaySeePeople_ShowNamesAndLeaveATrace(string name)
    {
        await using var database = await VillageAsync(name);
        var duty = await database.Data.StaffAsync(Roles.DutyOfficer, TestTree.County);

        var seen = (await OfVillageAsync(database, duty)).Value;

        var head = seen.Households[0].Residents[0];
        Assert.Equal(("王秀英", null), (head.Name, head.Phone));
        Assert.Equal("apple living-alone", string.Join(' ', head.Tags));
        Assert.Equal("NamesSeen", Assert.Single(await database.ActsAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Households_OfTheOfficersOwnVillage_ShowNamesAndNumbers(string name)
    {
        await using var database = await VillageAsync(name);
        var officer = await database.Data.OfficerAsync(TestTree.Village);

        var seen = (await OfOfficerAsync(database, officer, TestTree.Village)).Value;

        Assert.Equal("王秀英 19900000001", $"{seen.Households[0].Residents[0].Name} {seen.Households[0].Residents[0].Phone}");
        Assert.Equal("PeopleSeen", Assert.Single(await database.ActsAsync()));
        Assert.Equal(Refusal.NotFound, (await OfOfficerAsync(database, officer, TestTree.OtherVillage)).Refusal);
        Assert.Equal(Refusal.NotPermitted, (await OfVillageAsync(database, officer)).Refusal);
    }

    [Fact]
    public async Task Households_OutsideTheRange_AreNotThere()
    {
        await using var database = await VillageAsync(Databases.Sqlite);
        var foreign = await database.Data.StaffAsync(Roles.DutyOfficer, TestTree.OtherCounty);

        Assert.Equal(Refusal.NotFound, (await OfVillageAsync(database, foreign)).Refusal);
        Assert.Equal(Refusal.NotFound, (await database.Get<ResidentQueries>().CountAsync(foreign, await database.Data.DivisionIdAsync(TestTree.County), CancellationToken.None)).Refusal);
        Assert.Empty(await database.ActsAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Households_OfALargeVillage_ComeInPages(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        for (var i = 0; i < ResidentQueries.PageSize + 3; i++)
            await database.Data.HouseholdAsync(TestTree.Village, h => h.WithResident());
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.County);

        var first = (await OfVillageAsync(database, viewer)).Value;
        var second = (await OfVillageAsync(database, viewer, ResidentQueries.PageSize)).Value;

        Assert.Equal((ResidentQueries.PageSize, 3), (first.Households.Count, second.Households.Count));
        Assert.Equal(first.Total, second.Total);
        Assert.All(first.Households.Concat(second.Households), household => Assert.Single(household.Residents));
        Assert.Equal(first.Total, first.Households.Concat(second.Households).Select(household => household.Id).Distinct().Count());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Count_OfASubtree_AddsUp(string name)
    {
        await using var database = await VillageAsync(name);
        await database.Data.OfficerAsync(TestTree.OtherVillage);
        await database.Data.HouseholdAsync(TestTree.OtherVillage, h => h.WithResident());
        await database.Data.HouseholdAsync(TestTree.ForeignVillage, h => h.WithResident());
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.Province);
        var queries = database.Get<ResidentQueries>();

        var county = await queries.CountAsync(viewer, await database.Data.DivisionIdAsync(TestTree.County), CancellationToken.None);
        var province = await queries.CountAsync(viewer, await database.Data.DivisionIdAsync(TestTree.Province), CancellationToken.None);

        Assert.Equal(new PeopleCounts(Households: 3, Residents: 4, WithoutPhone: 2, WithoutLink: 2), county.Value);
        Assert.Equal(4, province.Value.Households);
    }

    [Fact]
    public async Task Tags_AreThoseThatEveryInstallationStartsWith()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);

        var tags = await database.Get<ResidentQueries>().TagsAsync(CancellationToken.None);

        Assert.Equal(TagDefaults.All.Length, tags.Count);
    }

    // a household of two with one phone and one of none, nobody linked
    private static async Task<TestDatabase> VillageAsync(string name)
    {
        var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        await database.Data.HouseholdAsync(TestTree.Village, h => h
            .WithResident(r => r.Named("王秀英").WithPhone("19900000001").Tagged("living-alone", "apple"))
            .WithResident(r => r.Named("李强")));
        await database.Data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.Named("张伟")));
        return database;
    }

    private static async Task<Result<VillageHouseholds>> OfVillageAsync(TestDatabase database, Actor actor, int skip = 0) =>
        await database.Get<ResidentQueries>().OfVillageAsync(actor, await database.Data.DivisionIdAsync(TestTree.Village), skip, CancellationToken.None);

    private static async Task<Result<VillageHouseholds>> OfOfficerAsync(TestDatabase database, Actor actor, string code) =>
        await database.Get<ResidentQueries>().OfOfficerAsync(actor, await database.Data.DivisionIdAsync(code), CancellationToken.None);
}
