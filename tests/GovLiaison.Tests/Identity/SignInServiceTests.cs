using GovLiaison.Common;
using GovLiaison.Identity;
using GovLiaison.Posts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Identity;

public sealed class SignInServiceTests
{
    private const string Password = "kV7-moss-lamp";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task SignIn_WithThePassword_OpensASessionWithTheRightsOfToday(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var opened = await OpenAsync(database);
        await AppointAsync(database, opened.PersonId);

        var signedIn = await SignInAsync(database, " Wang.Fang ", Password);

        Assert.Equal((opened.AccountId, opened.PersonId), (signedIn.Value.AccountId, signedIn.Value.PersonId));
        var actor = await database.Get<ActorQueries>().OfSessionAsync(opened.AccountId, signedIn.Value.Stamp, "s1", CancellationToken.None);
        Assert.True(actor!.May(Permissions.SignAlerts, await database.Data.PathAsync(TestTree.Village)));
        Assert.Equal("AccountOpened PostGiven SignedIn", string.Join(' ', await database.ActsAsync()));
        Assert.Equal(database.Clock.GetUtcNow().UtcDateTime, await database.ReadAsync(db => db.StaffAccounts.Select(row => row.LastSignInAt).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task SignIn_WithAWrongPassword_IsRefusedAndRecorded(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await OpenAsync(database);

        var result = await SignInAsync(database, "wang.fang", "wrong");

        Assert.Equal("SignInWrong", result.Refusal?.Code);
        Assert.Equal("AccountOpened SignInFailed", string.Join(' ', await database.ActsAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task SignIn_AfterFiveWrongTries_IsLockedForTenMinutesEvenWithThePassword(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await OpenAsync(database);
        for (var i = 0; i < SignInService.MostTries; i++) await SignInAsync(database, "wang.fang", "wrong");

        var locked = await SignInAsync(database, "wang.fang", Password);
        database.Clock.Advance(SignInService.LockedFor);
        var after = await SignInAsync(database, "wang.fang", Password);

        Assert.Equal("SignInLocked", locked.Refusal?.Code);
        Assert.Null(after.Refusal);
    }

    [Fact]
    public async Task SignIn_ThatSucceeds_ForgetsTheTriesBefore()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await OpenAsync(database);

        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < SignInService.MostTries - 1; i++) await SignInAsync(database, "wang.fang", "wrong");
            Assert.Null((await SignInAsync(database, "wang.fang", Password)).Refusal);
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task SignIn_OfManyTriesAtOnce_ChecksNoMoreThanTheLockAllows(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await OpenAsync(database);

        var results = await Task.WhenAll(Enumerable.Range(0, 12).Select(i => Task.Run(() => SignInAsync(database, "wang.fang", $"wrong {i}"))));

        Assert.Equal(SignInService.MostTries, results.Count(result => string.Equals(result.Refusal?.Code, "SignInWrong", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task SignIn_ToAnAccountThatDoesNotExist_AnswersAsIfItDid()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await OpenAsync(database);
        var (real, none) = (new List<string?>(), new List<string?>());

        for (var i = 0; i < SignInService.MostTries + 2; i++)
        {
            real.Add((await SignInAsync(database, "wang.fang", "wrong")).Refusal?.Code);
            none.Add((await SignInAsync(database, "nobody", "wrong")).Refusal?.Code);
        }
        database.Clock.Advance(SignInService.LockedFor);
        real.Add((await SignInAsync(database, "wang.fang", "wrong")).Refusal?.Code);
        none.Add((await SignInAsync(database, "nobody", "wrong")).Refusal?.Code);

        Assert.Equal(real, none);
        Assert.Equal("SignInLocked", real[^2]);
    }

    [Fact]
    public async Task SignIn_ToADisabledAccount_TellsOnlyThoseWhoKnowThePassword()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        var opened = await OpenAsync(database);
        await database.Get<AccountService>().DisableAsync(Actor.Operator("test"), opened.AccountId, CancellationToken.None);

        Assert.Equal("SignInWrong", (await SignInAsync(database, "wang.fang", "wrong")).Refusal?.Code);
        Assert.Equal("AccountDisabled", (await SignInAsync(database, "wang.fang", Password)).Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Session_AfterPasswordPostOrAccountChanged_IsOver(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await database.Data.TreeAsync();
        var opened = await OpenAsync(database);
        var accounts = database.Get<AccountService>();
        var changes = new Func<Task>[]
        {
            () => accounts.SetPasswordAsync(Actor.Operator("test"), opened.AccountId, Password, CancellationToken.None),
            () => AppointAsync(database, opened.PersonId),
            () => accounts.DisableAsync(Actor.Operator("test"), opened.AccountId, CancellationToken.None),
        };

        foreach (var change in changes)
        {
            var signedIn = (await SignInAsync(database, "wang.fang", Password)).Value;
            Assert.NotNull(await database.Get<ActorQueries>().OfSessionAsync(opened.AccountId, signedIn.Stamp, "s1", CancellationToken.None));
            await change();
            Assert.Null(await database.Get<ActorQueries>().OfSessionAsync(opened.AccountId, signedIn.Stamp, "s1", CancellationToken.None));
        }
    }

    [Fact]
    public async Task Session_OfADisabledAccount_StaysOverWithANewStamp()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        var opened = await OpenAsync(database);
        await database.Get<AccountService>().DisableAsync(Actor.Operator("test"), opened.AccountId, CancellationToken.None);
        var stamp = await database.ReadAsync(db => db.StaffAccounts.Select(row => row.Stamp).SingleAsync());

        Assert.Null(await database.Get<ActorQueries>().OfSessionAsync(opened.AccountId, stamp, "s1", CancellationToken.None));
    }

    private static async Task<OpenedAccount> OpenAsync(TestDatabase database) =>
        (await database.Get<AccountService>().OpenAsync(Actor.Operator("test"), new OpenAccount("王芳", null, "wang.fang", Password), CancellationToken.None)).Value;

    private static async Task AppointAsync(TestDatabase database, Guid personId)
    {
        var county = await database.Data.DivisionIdAsync(TestTree.County);
        var post = new AppointPerson(personId, county, Roles.DutyLeader, 0, new DateOnly(2026, 1, 1), null);
        Assert.Null((await database.Get<PostService>().AppointAsync(Actor.Operator("test"), post, CancellationToken.None)).Refusal);
    }

    private static Task<Result<SignedIn>> SignInAsync(TestDatabase database, string login, string password) =>
        database.Get<SignInService>().SignInAsync(login, password, "s1", CancellationToken.None);
}
