using GovLiaison.Common;
using GovLiaison.Posts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Posts;

public sealed class GrantCompilerTests
{
    // 22:00 of the 9th in Beijing; two hours later it is the 10th there and still the 9th in London
    private static readonly DateOnly Tonight = new(2026, 4, 9);

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Compile_CountsDaysAsBeijingDoes(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var person = (await database.Data.StaffAsync(Roles.Viewer, TestTree.County)).PersonId!.Value;
        await SetDaysAsync(database, Tonight.AddDays(1), Tonight.AddDays(2));

        var today = await GrantsAsync(database, person);
        database.Clock.Advance(TimeSpan.FromHours(2));
        var tomorrow = await GrantsAsync(database, person);
        database.Clock.Advance(TimeSpan.FromHours(24));
        var dayAfter = await GrantsAsync(database, person);

        Assert.Empty(today);
        Assert.Equal(new Grant(Permissions.View, new DivisionPath("/61/6106/610629/")), Assert.Single(tomorrow));
        Assert.Empty(dayAfter);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Compile_OfSomebodyWhoIsNotActive_GivesNothing(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var person = (await database.Data.StaffAsync(Roles.DutyLeader, TestTree.County)).PersonId!.Value;

        await database.WriteAsync(db => db.Persons.ExecuteUpdateAsync(set => set.SetProperty(row => row.IsActive, false)));

        Assert.Empty(await GrantsAsync(database, person));
    }

    [Fact]
    public async Task Compile_OfEveryRole_GivesItsPermissionsInItsDivisionOnly()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();

        foreach (var role in Roles.All.Where(role => !string.Equals(role, Roles.VillageOfficer, StringComparison.Ordinal)))
        {
            var actor = await database.Data.StaffAsync(role, TestTree.Township);
            Assert.All(Roles.PermissionsOf(role), permission => Assert.True(actor.May(permission, "/61/6106/610629/610629101/610629101200/")));
            Assert.All(Roles.PermissionsOf(role), permission => Assert.False(actor.May(permission, "/61/6106/610629/610629102/")));
            Assert.Equal(Roles.PermissionsOf(role).Count, actor.Grants.Count);
        }
    }

    private static Task<IReadOnlyList<Grant>> GrantsAsync(TestDatabase database, Guid person) => database.Get<GrantCompiler>().CompileAsync(person, CancellationToken.None);

    private static Task SetDaysAsync(TestDatabase database, DateOnly from, DateOnly until) =>
        database.WriteAsync(db => db.Posts.ExecuteUpdateAsync(set => set.SetProperty(row => row.From, from).SetProperty(row => row.Until, (DateOnly?)until)));
}
