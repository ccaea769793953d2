using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Identity;

/// <summary>What a session is made of; an older stamp ends it.</summary>
public sealed record SignedIn(Guid AccountId, Guid PersonId, string Login, string Stamp);

/// <summary>
/// Checks a password. A try is counted before it is checked, so that many at once win nothing. Unknown accounts get the same
/// answers after the same work, the lock included.
/// </summary>
public sealed class SignInService(LiaisonDatabase database, AuditTrail audit, UnknownLogins unknown, TimeProvider clock)
{
    public const int MostTries = 5;
    public static readonly TimeSpan LockedFor = TimeSpan.FromMinutes(10);

    public async Task<Result<SignedIn>> SignInAsync(string login, string password, string session, CancellationToken cancellationToken)
    {
        var name = login.Trim().ToLowerInvariant();
        var attempt = await database.WriteAsync<Attempt>(WritePriority.Console, db => CountAsync(db, name, cancellationToken), cancellationToken);
        if (attempt.Refusal is { } refusal) return refusal;
        var (account, isLocked) = attempt.Value;
        if (isLocked) return IdentityRefusals.SignInLocked((int)LockedFor.TotalMinutes);

        var fits = PasswordHash.Fits(password, account?.PasswordHash ?? PasswordHash.OfNobody) && account is not null;

        var result = await database.WriteAsync<SignedIn?>(WritePriority.Console, async db =>
        {
            if (fits && !account!.IsDisabled) return await AcceptAsync(db, account.Id, account.Stamp, session, cancellationToken);
            await RecordAsync(db, account, session, fits ? "disabled" : "wrong", cancellationToken);
            return (SignedIn?)null;
        }, cancellationToken);
        if (result.Refusal is { } storeRefusal) return storeRefusal;
        return result.Value is { } signedIn ? signedIn : fits ? IdentityRefusals.AccountDisabled : IdentityRefusals.SignInWrong;
    }

    private async Task<Result<Attempt>> CountAsync(LiaisonDbContext db, string login, CancellationToken cancellationToken)
    {
        await db.AllotAsync("sign-in-tries", 1, cancellationToken);
        var now = clock.UtcNow();
        var account = await db.StaffAccounts.SingleOrDefaultAsync(row => row.Login == login, cancellationToken);
        if (account is null) return new Attempt(null, unknown.IsLockedAfterOneMore(login, now));
        if (account.LockedUntil > now) return new Attempt(account, IsLocked: true);
        account.FailedTries++;
        if (account.FailedTries >= MostTries) (account.FailedTries, account.LockedUntil) = (0, now + LockedFor);
        return new Attempt(account, IsLocked: false);
    }

    private async Task<SignedIn?> AcceptAsync(LiaisonDbContext db, Guid accountId, string stamp, string session, CancellationToken cancellationToken)
    {
        var account = await db.StaffAccounts.SingleAsync(row => row.Id == accountId, cancellationToken);
        // disabled or given another password in the moment between
        if (account.IsDisabled || !string.Equals(account.Stamp, stamp, StringComparison.Ordinal)) return null;
        (account.FailedTries, account.LockedUntil, account.LastSignInAt) = (0, null, clock.UtcNow());
        var actor = new Actor("staff", account.PersonId, session, []);
        await audit.RecordAsync(db, actor, "SignedIn", Subject(account), null, cancellationToken);
        return new SignedIn(account.Id, account.PersonId, account.Login, account.Stamp);
    }

    // What was typed is not recorded for unknown accounts: it may be a password in the wrong box.
    private Task RecordAsync(LiaisonDbContext db, StaffAccount? account, string session, string reason, CancellationToken cancellationToken) =>
        audit.RecordAsync(db, new Actor("unknown", null, session, []), "SignInFailed", Subject(account), new { reason }, cancellationToken);

    private static AuditSubject Subject(StaffAccount? account) => new("Account", account?.Id.ToString("N") ?? "unknown", DivisionPath.Everything.Value);

    private readonly record struct Attempt(StaffAccount? Account, bool IsLocked);
}

/// <summary>Tries at accounts that do not exist, counted in memory as real ones are in the database, so that a lock tells nothing.</summary>
public sealed class UnknownLogins
{
    private const int MostRemembered = 10_000;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (int Tries, DateTime LockedUntil)> _seen = new(StringComparer.Ordinal);

    public bool IsLockedAfterOneMore(string login, DateTime now)
    {
        lock (_gate)
        {
            if (_seen.Count >= MostRemembered) _seen.Clear();
            var (tries, lockedUntil) = _seen.GetValueOrDefault(login);
            if (lockedUntil > now) return true;
            _seen[login] = tries + 1 >= SignInService.MostTries ? (0, now + SignInService.LockedFor) : (tries + 1, default);
            return false;
        }
    }
}
