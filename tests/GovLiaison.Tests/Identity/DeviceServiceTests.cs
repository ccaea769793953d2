using GovLiaison.Common;
using GovLiaison.Identity;
using GovLiaison.Posts;
using GovLiaison.Reach;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Identity;

public sealed class DeviceServiceTests
{
    private const long Number = 281474976710657;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Bind_WithAFreshLink_OpensTheOfficersVillagesAndNothingElse(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name, more: services => services.AddReach());
        await database.Data.TreeAsync();
        var officer = await database.Data.OfficerAsync(TestTree.Village);

        var bound = await BindAsync(database, officer.PersonId!.Value);

        var actor = (await database.Get<OfficerSeatQueries>().FindAsync(bound.Value.Cookie, CancellationToken.None))?.Actor;
        Assert.Equal(("officer", officer.PersonId), (actor!.Kind, actor.PersonId));
        Assert.True(actor.May(Permissions.ServeVillage, await database.Data.PathAsync(TestTree.Village)));
        Assert.False(actor.May(Permissions.ServeVillage, await database.Data.PathAsync(TestTree.OtherVillage)));
        Assert.False(actor.May(Permissions.View));
        Assert.Equal("DeviceBound", Assert.Single(await database.ActsAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Bind_WithALinkThatWasSpent_IsRefusedAndBindsNothing(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var officer = await database.Data.OfficerAsync(TestTree.Village);
        await BindAsync(database, officer.PersonId!.Value);

        var again = await BindAsync(database, officer.PersonId.Value);

        Assert.Equal("LinkSpent", again.Refusal?.Code);
        Assert.Equal(1, await database.ReadAsync(db => db.Devices.CountAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Bind_TappedManyTimesAtOnce_BindsOneDevice(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var officer = await database.Data.OfficerAsync(TestTree.Village);

        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => BindAsync(database, officer.PersonId!.Value))));

        Assert.Equal(1, results.Count(result => !result.IsRefused));
        Assert.All(results.Where(result => result.IsRefused), result => Assert.Equal("LinkSpent", result.Refusal?.Code));
    }

    [Fact]
    public async Task Bind_OfSomebodyWhoIsNotActive_IsRefused()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        var officer = await database.Data.OfficerAsync(TestTree.Village);
        var bound = await BindAsync(database, officer.PersonId!.Value);
        await database.WriteAsync(db => db.Persons.ExecuteUpdateAsync(set => set.SetProperty(row => row.IsActive, false)));

        Assert.Equal("LinkInvalid", (await BindAsync(database, officer.PersonId.Value, Number + 1)).Refusal?.Code);
        Assert.Null(await database.Get<DeviceService>().FindAsync(bound.Value.Cookie, CancellationToken.None));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public async Task Find_WithWhatIsNoCookieOfOurs_FindsNothing(string? cookie)
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);

        Assert.Null(await database.Get<DeviceService>().FindAsync(cookie, CancellationToken.None));
    }

    [Fact]
    public async Task Find_WithAnyCharacterChanged_FindsNothing()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        var officer = await database.Data.OfficerAsync(TestTree.Village);
        var cookie = (await BindAsync(database, officer.PersonId!.Value)).Value.Cookie;

        for (var i = 0; i < cookie.Length; i++)
        {
            var altered = string.Concat(cookie.AsSpan(0, i), cookie[i] == 'A' ? "B" : "A", cookie.AsSpan(i + 1));
            Assert.Null(await database.Get<DeviceService>().FindAsync(altered, CancellationToken.None));
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Revoke_OfADevice_ShutsItOut(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var officer = await database.Data.OfficerAsync(TestTree.Village);
        var stranger = await database.Data.OfficerAsync(TestTree.OtherVillage);
        var bound = (await BindAsync(database, officer.PersonId!.Value)).Value;
        var devices = database.Get<DeviceService>();

        Assert.Equal(Refusal.NotFound, (await devices.RevokeAsync(stranger, bound.DeviceId, CancellationToken.None)).Refusal);
        Assert.NotNull(await devices.FindAsync(bound.Cookie, CancellationToken.None));
        Assert.Null((await devices.RevokeAsync(officer, bound.DeviceId, CancellationToken.None)).Refusal);
        Assert.Null(await devices.FindAsync(bound.Cookie, CancellationToken.None));
        Assert.Equal("DeviceBound DeviceRevoked", string.Join(' ', await database.ActsAsync()));
    }

    [Fact]
    public async Task Device_OfAnOfficerWhosePostEnded_OpensNothing()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite, more: services => services.AddReach());
        await database.Data.TreeAsync();
        var officer = await database.Data.OfficerAsync(TestTree.Village);
        var bound = (await BindAsync(database, officer.PersonId!.Value)).Value;
        var post = await database.ReadAsync(db => db.Posts.Select(row => row.Id).SingleAsync());

        await database.Get<PostService>().EndAsync(Actor.Operator("test"), post, CancellationToken.None);

        Assert.Null(await database.Get<OfficerSeatQueries>().FindAsync(bound.Cookie, CancellationToken.None));
    }

    private static Task<Result<BoundDevice>> BindAsync(TestDatabase database, Guid personId, long number = Number) =>
        database.Get<DeviceService>().BindAsync("officer", number, personId, CancellationToken.None);
}
