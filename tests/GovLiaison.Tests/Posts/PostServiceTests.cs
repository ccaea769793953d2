using GovLiaison.Common;
using GovLiaison.Posts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Posts;

public sealed class PostServiceTests
{
    private static readonly DateOnly Today = new(2026, 4, 9);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Appoint_ToASecondAdministratorsRole_IsRefused(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();

        foreach (var first in Roles.Administrators)
        {
            var person = (await database.Data.StaffAsync(first, TestTree.Province)).PersonId!.Value;
            foreach (var second in Roles.Administrators.Where(role => !string.Equals(role, first, StringComparison.Ordinal)))
                Assert.Equal("AdministratorsExclude", (await AppointAsync(database, person, TestTree.City, second)).Refusal?.Code);
            Assert.Null((await AppointAsync(database, person, TestTree.City, first)).Refusal);
            Assert.Null((await AppointAsync(database, person, TestTree.City, Roles.Viewer)).Refusal);
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Appoint_ToTwoAdministratorsRolesAtOnce_GivesOne(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var person = (await database.Data.StaffAsync(Roles.Viewer, TestTree.Province)).PersonId!.Value;

        var results = await Task.WhenAll(Roles.Administrators.Select(role => Task.Run(() => AppointAsync(database, person, TestTree.Province, role))));

        Assert.Equal(1, results.Count(result => !result.IsRefused));
    }

    [Fact]
    public async Task Appoint_AfterTheOtherAdministratorsPostEnded_IsAllowed()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        var person = (await database.Data.StaffAsync(Roles.SystemAdministrator, TestTree.Province)).PersonId!.Value;
        var post = await database.ReadAsync(db => db.Posts.Select(row => row.Id).SingleAsync());

        await database.Get<PostService>().EndAsync(Actor.Operator("test"), post, CancellationToken.None);

        Assert.Null((await AppointAsync(database, person, TestTree.Province, Roles.AuditAdministrator)).Refusal);
    }

    [Theory]
    [InlineData(TestTree.County, "no-such-role", 0, 0, "RoleUnknown")]
    [InlineData(TestTree.County, Roles.VillageOfficer, 0, 0, "RoleOutOfPlace")]
    [InlineData(TestTree.Village, Roles.DutyOfficer, 0, 0, "RoleOutOfPlace")]
    [InlineData(TestTree.Village, Roles.VillageOfficer, -1, 0, "RoleOutOfPlace")]
    [InlineData(TestTree.Village, Roles.VillageOfficer, 0, -1, "PostDaysWrong")]
    [InlineData(TestTree.Village, Roles.VillageOfficer, 0, 0, "PostTaken")]
    [InlineData(TestTree.Village, Roles.VillageOfficer, 1, 0, null)]
    public async Task Appoint_WhereItDoesNotFit_IsRefused(string code, string role, int rank, int days, string? refusal)
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        await database.Data.OfficerAsync(TestTree.Village);
        var person = (await database.Data.OfficerAsync(TestTree.OtherVillage)).PersonId!.Value;

        var result = await AppointAsync(database, person, code, role, rank, days == 0 ? null : Today.AddDays(days));

        Assert.Equal(refusal, result.Refusal?.Code);
    }

    [Fact]
    public async Task Appoint_OutsideTheRangeOrOfOneself_IsRefused()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        var security = await database.Data.StaffAsync(Roles.SecurityAdministrator, TestTree.County);
        var leader = await database.Data.StaffAsync(Roles.DutyLeader, TestTree.County);
        var person = leader.PersonId!.Value;

        Assert.Equal(Refusal.NotFound, (await AppointAsync(database, person, TestTree.OtherCounty, Roles.Viewer, by: security)).Refusal);
        Assert.Equal(Refusal.NotPermitted, (await AppointAsync(database, person, TestTree.County, Roles.Viewer, by: leader)).Refusal);
        Assert.Equal("OwnPost", (await AppointAsync(database, security.PersonId!.Value, TestTree.County, Roles.DutyLeader, by: security)).Refusal?.Code);
        Assert.Null((await AppointAsync(database, person, TestTree.Township, Roles.Viewer, by: security)).Refusal);
        Assert.Equal("PostGiven", Assert.Single(await database.ActsAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task End_TakesTheRightsAtOnceAndOnlyOnce(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var leader = await database.Data.StaffAsync(Roles.DutyLeader, TestTree.County);
        var post = await database.ReadAsync(db => db.Posts.Select(row => row.Id).SingleAsync());
        var posts = database.Get<PostService>();

        var first = await posts.EndAsync(Actor.Operator("test"), post, CancellationToken.None);
        var second = await posts.EndAsync(Actor.Operator("test"), post, CancellationToken.None);

        Assert.Null(first.Refusal);
        Assert.Equal("PostEndedAlready", second.Refusal?.Code);
        Assert.Empty((await database.Data.ActorOfAsync(leader.PersonId!.Value)).Grants);
        Assert.Equal("PostEnded", Assert.Single(await database.ActsAsync()));
    }

    private static async Task<Result<Guid>> AppointAsync(
        TestDatabase database, Guid personId, string code, string role, int rank = 0, DateOnly? until = null, Actor? by = null) =>
        await database.Get<PostService>().AppointAsync(by ?? Actor.Operator("test"),
            new AppointPerson(personId, await database.Data.DivisionIdAsync(code), role, rank, Today, until), CancellationToken.None);
}
