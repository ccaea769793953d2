using GovLiaison.Common;
using GovLiaison.Identity;
using GovLiaison.Posts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Identity;

public sealed class AccountServiceTests
{
    private static readonly OpenAccount Request = new("王芳", "19900000001", "wang.fang", "kV7-moss-lamp");

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Open_StoresNameAndPhoneEncryptedAndTheLoginInLowerCase(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);

        var opened = (await OpenAsync(database, Request with { Login = "Wang.Fang" })).Value;

        var person = await database.ReadAsync(db => db.Persons.SingleAsync());
        Assert.Equal("王芳", database.Crypto.Decrypt(person.NameCipher, PersonalFields.PersonName(opened.PersonId)));
        Assert.Equal("19900000001", database.Crypto.Decrypt(person.PhoneCipher, PersonalFields.PersonPhone(opened.PersonId)));
        Assert.Equal("wang.fang", await database.ReadAsync(db => db.StaffAccounts.Select(row => row.Login).SingleAsync()));
        Assert.DoesNotContain("王芳", string.Concat(await database.ReadAsync(db => db.AuditEntries.Select(row => row.Detail + row.SubjectId).ToListAsync())), StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Open_OfALoginThatIsThere_IsRefusedAndLeavesNoPersonBehind(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        await OpenAsync(database, Request);

        var again = await OpenAsync(database, Request with { Login = "WANG.FANG" });

        Assert.Equal("LoginTaken", again.Refusal?.Code);
        Assert.Equal(1, await database.ReadAsync(db => db.Persons.CountAsync()));
    }

    [Theory]
    [InlineData("wf", "王芳", null, "LoginInvalid")]
    [InlineData("王芳芳", "王芳", null, "LoginInvalid")]
    [InlineData("wang fang", "王芳", null, "LoginInvalid")]
    [InlineData("wang.fang", " ", null, "NameInvalid")]
    [InlineData("wang.fang", "王芳", "12 34", "PhoneInvalid")]
    public async Task Open_WithWhatIsNotWrittenRight_IsRefused(string login, string person, string? phone, string code)
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);

        Assert.Equal(code, (await OpenAsync(database, Request with { Login = login, Name = person, Phone = phone })).Refusal?.Code);
    }

    [Fact]
    public async Task Open_BySomebodyWhoManagesNoAccounts_IsRefused()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        await database.Data.TreeAsync();
        var security = await database.Data.StaffAsync(Roles.SecurityAdministrator, TestTree.Province);
        var system = await database.Data.StaffAsync(Roles.SystemAdministrator, TestTree.Province);

        Assert.Equal(Refusal.NotPermitted, (await database.Get<AccountService>().OpenAsync(security, Request, CancellationToken.None)).Refusal);
        Assert.Null((await database.Get<AccountService>().OpenAsync(system, Request, CancellationToken.None)).Refusal);
    }

    [Fact]
    public async Task SetPassword_IsForTheOwnerAndTheSystemAdministrator()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        var opened = (await OpenAsync(database, Request)).Value;
        var accounts = database.Get<AccountService>();
        var owner = new Actor("staff", opened.PersonId, "s", []);
        var other = new Actor("staff", Guid.NewGuid(), "s", []);

        Assert.Equal(Refusal.NotFound, (await accounts.SetPasswordAsync(other, opened.AccountId, "orchard-lamp-9", CancellationToken.None)).Refusal);
        Assert.Equal("PasswordTooShort", (await accounts.SetPasswordAsync(owner, opened.AccountId, "short", CancellationToken.None)).Refusal?.Code);
        Assert.Null((await accounts.SetPasswordAsync(owner, opened.AccountId, "orchard-lamp-9", CancellationToken.None)).Refusal);
        Assert.Null((await database.Get<SignInService>().SignInAsync("wang.fang", "orchard-lamp-9", "s", CancellationToken.None)).Refusal);
        Assert.Equal("AccountOpened PasswordSet SignedIn", string.Join(' ', await database.ActsAsync()));
    }

    [Fact]
    public async Task Unlock_OpensALockedAccountAtOnce()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        var opened = (await OpenAsync(database, Request)).Value;
        var signIn = database.Get<SignInService>();
        for (var i = 0; i < SignInService.MostTries; i++) await signIn.SignInAsync("wang.fang", "wrong", "s", CancellationToken.None);

        await database.Get<AccountService>().UnlockAsync(Actor.Operator("test"), opened.AccountId, CancellationToken.None);

        Assert.Null((await signIn.SignInAsync("wang.fang", Request.Password, "s", CancellationToken.None)).Refusal);
    }

    private static Task<Result<OpenedAccount>> OpenAsync(TestDatabase database, OpenAccount request) =>
        database.Get<AccountService>().OpenAsync(Actor.Operator("test"), request, CancellationToken.None);
}
