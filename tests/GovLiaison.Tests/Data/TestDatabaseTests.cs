using GovLiaison.Common;
using GovLiaison.Posts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Data;

public sealed class TestDatabaseTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Builders_MakeWhatTheySay(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var leader = await database.Data.StaffAsync(Roles.DutyLeader, TestTree.County);
        var officer = await database.Data.OfficerAsync(TestTree.Village);

        var household = await database.Data.HouseholdAsync(TestTree.Village, h => h
            .WithResident(r => r.Named("王秀英").WithPhone("19900000001").Tagged("living-alone"))
            .WithResident(r => r.WithPhone("19900000001")));

        Assert.True(leader.May(Permissions.SignAlerts, await database.Data.PathAsync(TestTree.Village)));
        Assert.False(leader.May(Permissions.SignAlerts, await database.Data.PathAsync(TestTree.ForeignVillage)));
        Assert.Equal("officer", officer.Kind);
        var points = await database.ReadAsync(db => db.ContactPoints.ToListAsync());
        Assert.Equal(household.Residents.Select(resident => resident.Id), points.Select(point => point.ResidentId).Order());
        Assert.All(points, point => Assert.True(point.IsShared));
        Assert.Equal(2, await database.ReadAsync(db => db.Links.CountAsync(link => link.OfficerId == officer.PersonId)));
        var name1 = await database.ReadAsync(db => db.Residents.OrderBy(row => row.Id).Select(row => row.NameCipher).FirstAsync());
        Assert.Equal("王秀英", database.Crypto.Decrypt(name1, PersonalFields.ResidentName(household.Residents[0].Id)));
    }
}
