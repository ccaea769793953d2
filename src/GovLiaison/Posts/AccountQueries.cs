using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Posts;

/// <summary>One console account and one of its posts of today; no name, for a list of logins needs none.</summary>
/// <param name="Role">Null, as the division is, for an account without a post: it may sign in and do nothing.</param>
public sealed record AccountLine(string Login, bool IsDisabled, DateTime? LockedUntil, DateTime? LastSignInAt, string? Role, string? DivisionCode, string? DivisionName);

public sealed class AccountQueries(LiaisonDatabase database, TimeProvider clock)
{
    private const int MaxAccounts = 5000;

    public Task<Result<IReadOnlyList<AccountLine>>> ListAsync(Actor actor, CancellationToken cancellationToken) =>
        database.ReadAsync<Result<IReadOnlyList<AccountLine>>>(async db =>
        {
            // an account belongs to the installation and to no place: the administrator of its root division sees them all
            if (!actor.May(Permissions.ManageSystem)) return Refusal.NotPermitted;
            var today = clock.BeijingToday();
            return await (
                from account in db.StaffAccounts
                from post in db.Posts.Where(post => post.PersonId == account.PersonId && post.From <= today && (post.Until == null || post.Until > today)).DefaultIfEmpty()
                from division in db.Divisions.Where(division => division.Id == post!.DivisionId).DefaultIfEmpty()
                orderby account.Login
                select new AccountLine(account.Login, account.IsDisabled, account.LockedUntil, account.LastSignInAt, post!.Role, division!.Code, division.Name))
                .Take(MaxAccounts).ToListAsync(cancellationToken);
        }, cancellationToken);

    /// <summary>The account with this login; null when there is none.</summary>
    public Task<Guid?> FindAsync(string login, CancellationToken cancellationToken)
    {
        var name = login.Trim().ToLowerInvariant();
        return database.ReadAsync(db => db.StaffAccounts.Where(row => row.Login == name).Select(row => (Guid?)row.Id).SingleOrDefaultAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Which of the three administrators nobody is yet; none of them missing means that work can begin. A demo needs none.</summary>
    public Task<IReadOnlyList<string>> MissingAdministratorsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<string>>(async db =>
        {
            if (await db.Installations.AnyAsync(row => row.IsDemo, cancellationToken)) return [];
            var today = clock.BeijingToday();
            var there = await db.StaffAccounts.Where(account => !account.IsDisabled)
                .Join(db.Posts, account => account.PersonId, post => post.PersonId, (_, post) => post)
                .Where(post => post.From <= today && (post.Until == null || post.Until > today))
                .Select(post => post.Role).Distinct().ToListAsync(cancellationToken);
            return [.. Roles.Administrators.Except(there, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        }, cancellationToken);
}
