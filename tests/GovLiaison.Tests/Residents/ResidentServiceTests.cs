using GovLiaison.Common;
using GovLiaison.Posts;
using GovLiaison.Residents;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Residents;

public sealed class ResidentServiceTests
{
    private static readonly AddResident Wang = new("王秀英", "19900000001", ["living-alone"]);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task AddHousehold_StoresPeopleEncryptedAndLinksThemToTheMainOfficer(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var officer = await database.Data.OfficerAsync(TestTree.Village);

        var id = (await AddAsync(database, officer, Wang, new AddResident("李强", null, []))).Value;

        var residents = await database.ReadAsync(db => db.Residents.Where(row => row.HouseholdId == id).OrderBy(row => row.Rank).ToListAsync());
        Assert.Equal("王秀英 李强", string.Join(' ', residents.Select(row => database.Crypto.Decrypt(row.NameCipher, PersonalFields.ResidentName(row.Id)))));
        Assert.Equal(database.Crypto.NameIndex(TestTree.County, "王秀英"), residents[0].NameIndex);
        var point = await database.ReadAsync(db => db.ContactPoints.SingleAsync());
        Assert.Equal("19900000001", database.Crypto.Decrypt(point.ValueCipher, PersonalFields.ContactValue(point.Id)));
        Assert.Equal(database.Crypto.TailIndex(TestTree.County, "18800000001"), point.TailIndex);
        Assert.False(point.IsShared);
        Assert.Equal(2, await database.ReadAsync(db => db.Links.CountAsync(link => link.OfficerId == officer.PersonId && link.Until == null)));
        Assert.Equal("HouseholdAdded", Assert.Single(await database.ActsAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task AddHousehold_WithANumberThatIsKnown_MarksAllWhoShareIt(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var officer = await database.Data.OfficerAsync(TestTree.Village);
        await AddAsync(database, officer, Wang);
        await AddAsync(database, officer, new AddResident("李强", "19900000002", []));

        await AddAsync(database, officer, new AddResident("张伟", "19900000001", []), new AddResident("张敏", "19900000001", []));

        var points = await database.ReadAsync(db => db.ContactPoints.OrderBy(row => row.Id).Select(row => row.IsShared).ToListAsync());
        Assert.Equal([true, false, true, true], points);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task AddHousehold_WithTheSameNumberByTwoAtOnce_MarksBoth(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var officer = await database.Data.OfficerAsync(TestTree.Village);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => AddAsync(database, officer, Wang))));

        Assert.Equal(4, await database.ReadAsync(db => db.ContactPoints.CountAsync(row => row.IsShared)));
    }

    [Fact]
    public async Task AddHousehold_ThatIsNotRight_IsRefusedAndStoresNothing()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        var officer = await database.Data.OfficerAsync(TestTree.Village);

        Assert.Equal("HouseholdEmpty", (await AddAsync(database, officer)).Refusal?.Code);
        Assert.Equal("NameInvalid", (await AddAsync(database, officer, Wang with { Name = "" })).Refusal?.Code);
        Assert.Equal("PhoneInvalid", (await AddAsync(database, officer, Wang, Wang with { Phone = "none" })).Refusal?.Code);
        var tag = (await AddAsync(database, officer, Wang with { Tags = ["apple", "no-such-tag"] })).Refusal!;
        Assert.Equal(("TagUnknown", "no-such-tag"), (tag.Code, (string)tag.Arguments[0]));
        Assert.Equal(0, await database.ReadAsync(db => db.Households.CountAsync()));
        Assert.Empty(await database.ActsAsync());
    }

    [Fact]
    public async Task AddHousehold_ElsewhereThanInTheOfficersVillage_IsRefused()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        var officer = await database.Data.OfficerAsync(TestTree.Village);
        var duty = await database.Data.StaffAsync(Roles.DutyOfficer, TestTree.County);
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.County);

        Assert.Equal(Refusal.NotFound, (await AddAtAsync(database, officer, TestTree.OtherVillage, "1 组", Wang)).Refusal);
        Assert.Equal(Refusal.NotPermitted, (await AddAtAsync(database, viewer, TestTree.Village, "1 组", Wang)).Refusal);
        Assert.Equal("HouseholdOutsideVillage", (await AddAtAsync(database, duty, TestTree.Township, "1 组", Wang)).Refusal?.Code);
        Assert.Equal("GroupInvalid", (await AddAtAsync(database, duty, TestTree.Village, " ", Wang)).Refusal?.Code);
        Assert.Null((await AddAtAsync(database, duty, TestTree.Village, "1 组", Wang)).Refusal);
    }

    private static Task<Result<long>> AddAsync(TestDatabase database, Actor actor, params AddResident[] residents) =>
        AddAtAsync(database, actor, TestTree.Village, "3 组", residents);

    private static async Task<Result<long>> AddAtAsync(TestDatabase database, Actor actor, string code, string group, params AddResident[] residents) =>
        await database.Get<ResidentService>().AddHouseholdAsync(actor, new AddHousehold(await database.Data.DivisionIdAsync(code), group, "村口第二排", residents), CancellationToken.None);
}
