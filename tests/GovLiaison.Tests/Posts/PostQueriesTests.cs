using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Posts;
using GovLiaison.Testing;

namespace GovLiaison.Tests.Posts;

public sealed class PostQueriesTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Posts_OfAVillage_ShowNamesAndNumbersInFullOnlyWhenTheLookIsRecorded(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var leader = await database.Data.StaffAsync(Roles.DutyLeader, TestTree.County);
        var deputy = await database.Data.OfficerAsync(TestTree.Village, rank: 1);
        var main = await database.Data.OfficerAsync(TestTree.Village, phone: "19900000009");
        var village = await database.Data.DivisionIdAsync(TestTree.Village);

        var cards = (await database.Get<PostQueries>().OfDivisionAsync(leader, village, CancellationToken.None)).Value;
        Assert.Empty(await database.ActsAsync());
        var withPhones = (await database.Get<PostQueries>().WithPhonesAsync(leader, village, CancellationToken.None)).Value;

        Assert.Equal([main.PersonId!.Value, deputy.PersonId!.Value], cards.Cards.Select(card => card.PersonId));
        Assert.Equal(["199****0009", null], cards.Cards.Select(card => card.Phone));
        Assert.All(cards.Cards, card => Assert.Contains('*', card.Name));
        Assert.Equal("19900000009", withPhones.Cards[0].Phone);
        Assert.DoesNotContain('*', withPhones.Cards[0].Name);
        Assert.Equal(("旧县镇", null), (cards.Room!.DivisionName, cards.Room.Holder));
        Assert.Equal("PhonesSeen", Assert.Single(await database.ActsAsync()));
    }

    [Fact]
    public async Task Posts_OutsideTheRangeOrWithoutTheRight_AreRefused()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.County);
        var queries = database.Get<PostQueries>();

        Assert.Equal(Refusal.NotFound, (await queries.OfDivisionAsync(viewer, await database.Data.DivisionIdAsync(TestTree.ForeignVillage), CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.NotFound, (await queries.OfDivisionAsync(viewer, 9999, CancellationToken.None)).Refusal);
        Assert.Equal(Refusal.NotPermitted, (await queries.WithPhonesAsync(viewer, await database.Data.DivisionIdAsync(TestTree.Village), CancellationToken.None)).Refusal);
        Assert.Empty(await database.ActsAsync());
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Holder_OfTheDutyPhone_IsWhoTookItLast(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var county = await database.Data.DivisionIdAsync(TestTree.County);
        var duty = database.Get<DutyQueries>();

        Assert.Null(await duty.HolderAsync(county, CancellationToken.None));
        var first = await database.Data.OnDutyAsync(TestTree.County);
        Assert.Equal(first.PersonId, (await duty.HolderAsync(county, CancellationToken.None))?.PersonId);
        database.Clock.Advance(TimeSpan.FromHours(8));
        var second = await database.Data.OnDutyAsync(TestTree.County);

        Assert.Equal(second.PersonId, (await duty.HolderAsync(county, CancellationToken.None))?.PersonId);
        var earlier = await database.ReadAsync(db => DutyQueries.HoldersAsync(db, [county], database.Clock.UtcNow().AddHours(-2), CancellationToken.None));
        Assert.Equal(first.PersonId, earlier[county].PersonId);
        var cards = await database.Get<PostQueries>().OfDivisionAsync(Actor.System("test"), county, CancellationToken.None);
        Assert.Equal(second.PersonId, Assert.Single(cards.Value.Cards, card => card.IsOnDuty).PersonId);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Room_OfAVillage_IsTheOneOfItsTownship(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var viewer = await database.Data.StaffAsync(Roles.Viewer, TestTree.County);
        var holder = await database.Data.OnDutyAsync(TestTree.Township, "19900001234");

        var room = (await database.Get<PostQueries>().OfDivisionAsync(viewer, await database.Data.DivisionIdAsync(TestTree.Village), CancellationToken.None)).Value.Room;

        Assert.Equal((holder.PersonId, "199****1234"), (room?.Holder?.PersonId, room?.Holder?.Phone));
    }
}
