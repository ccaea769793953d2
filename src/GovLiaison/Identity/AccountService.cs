using System.Security.Cryptography;
using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Identity;

/// <summary>A member of staff gets an account at the console.</summary>
public sealed record OpenAccount(string Name, string? Phone, string Login, string Password);

public sealed record OpenedAccount(Guid AccountId, Guid PersonId);

/// <summary>Accounts of the console: by the system administrator, who gives no rights; passwords also by their owner.</summary>
public sealed class AccountService(LiaisonDatabase database, ICryptoProvider crypto, AuditTrail audit, TimeProvider clock)
{
    private const int LeastLogin = 3, MostLogin = 64;

    public async Task<Result<OpenedAccount>> OpenAsync(Actor actor, OpenAccount request, CancellationToken cancellationToken)
    {
        var login = request.Login.Trim().ToLowerInvariant();
        if (Check(actor, request, login) is { } refusal) return refusal;
        var (person, account) = Make(request, login);
        return await database.WriteAsync<OpenedAccount>(WritePriority.Console, async db =>
        {
            if (await db.StaffAccounts.AnyAsync(row => row.Login == login, cancellationToken)) return IdentityRefusals.LoginTaken;
            db.Persons.Add(person);
            db.StaffAccounts.Add(account);
            await audit.RecordAsync(db, actor, "AccountOpened", Subject(account.Id), new { account.PersonId }, cancellationToken);
            return new OpenedAccount(account.Id, person.Id);
        }, cancellationToken);
    }

    public async Task<Result<Done>> SetPasswordAsync(Actor actor, Guid accountId, string password, CancellationToken cancellationToken)
    {
        var known = await database.ReadAsync(db => db.StaffAccounts.Where(row => row.Id == accountId)
            .Select(row => new { row.Login, row.PersonId }).SingleOrDefaultAsync(cancellationToken), cancellationToken);
        if (known is null) return Refusal.NotFound;
        if (!actor.May(Permissions.ManageSystem) && known.PersonId != actor.PersonId) return Refusal.NotFound;
        if (PasswordPolicy.Check(password, known.Login) is { } weak) return weak;
        // outside the transaction: a slow hash must not hold the writers' lane
        var hash = PasswordHash.Make(password);
        return await ChangeAsync(actor, accountId, "PasswordSet", account => (account.PasswordHash, account.FailedTries, account.LockedUntil) = (hash, 0, null), cancellationToken);
    }

    /// <summary>Ends every session of the account.</summary>
    public Task<Result<Done>> DisableAsync(Actor actor, Guid accountId, CancellationToken cancellationToken) =>
        ManageAsync(actor, accountId, "AccountDisabled", account => account.IsDisabled = true, cancellationToken);

    public Task<Result<Done>> EnableAsync(Actor actor, Guid accountId, CancellationToken cancellationToken) =>
        ManageAsync(actor, accountId, "AccountEnabled", account => account.IsDisabled = false, cancellationToken);

    public Task<Result<Done>> UnlockAsync(Actor actor, Guid accountId, CancellationToken cancellationToken) =>
        ManageAsync(actor, accountId, "AccountUnlocked", account => (account.FailedTries, account.LockedUntil) = (0, null), cancellationToken);

    public static string NewStamp() => Convert.ToHexString(RandomNumberGenerator.GetBytes(16));

    private async Task<Result<Done>> ManageAsync(Actor actor, Guid accountId, string act, Action<StaffAccount> change, CancellationToken cancellationToken) =>
        actor.May(Permissions.ManageSystem) ? await ChangeAsync(actor, accountId, act, change, cancellationToken) : Refusal.NotPermitted;

    private Task<Result<Done>> ChangeAsync(Actor actor, Guid accountId, string act, Action<StaffAccount> change, CancellationToken cancellationToken) =>
        database.WriteAsync<Done>(WritePriority.Console, async db =>
        {
            var account = await db.StaffAccounts.SingleOrDefaultAsync(row => row.Id == accountId, cancellationToken);
            if (account is null) return Refusal.NotFound;
            change(account);
            account.Stamp = NewStamp();
            await audit.RecordAsync(db, actor, act, Subject(accountId), null, cancellationToken);
            return default(Done);
        }, cancellationToken);

    private static Refusal? Check(Actor actor, OpenAccount request, string login)
    {
        if (!actor.May(Permissions.ManageSystem)) return Refusal.NotPermitted;
        if (login.Length is < LeastLogin or > MostLogin || !login.All(character => char.IsAsciiLetterLower(character) || char.IsAsciiDigit(character) || character is '.' or '-' or '_'))
            return IdentityRefusals.LoginInvalid;
        return PersonRules.CheckName(request.Name) ?? PersonRules.CheckPhone(request.Phone) ?? PasswordPolicy.Check(request.Password, login);
    }

    private (Person Person, StaffAccount Account) Make(OpenAccount request, string login)
    {
        var personId = Guid.CreateVersion7();
        var now = clock.UtcNow();
        var person = new Person
        {
            Id = personId,
            NameCipher = crypto.Encrypt(request.Name, PersonalFields.PersonName(personId)),
            PhoneCipher = request.Phone is null ? null : crypto.Encrypt(request.Phone, PersonalFields.PersonPhone(personId)),
            PhoneIndex = request.Phone is null ? null : crypto.PhoneIndex(request.Phone),
            CreatedAt = now,
        };
        return (person, new StaffAccount
        {
            Id = Guid.CreateVersion7(),
            PersonId = personId,
            Login = login,
            PasswordHash = PasswordHash.Make(request.Password),
            Stamp = NewStamp(),
            CreatedAt = now,
        });
    }

    private static AuditSubject Subject(Guid accountId) => new("Account", accountId, DivisionPath.Everything.Value);
}
