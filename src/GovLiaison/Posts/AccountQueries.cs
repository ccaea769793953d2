using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Identity;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Posts;

/// <summary>One console account and one of its posts of today; no name, for a list of logins needs none.</summary>
/// <param name="Role">Null, as the division is, for an account without a post: it may sign in and do nothing.</param>
public sealed record AccountLine(string Login, bool IsDisabled, DateTime? LockedUntil, DateTime? LastSignInAt, string? Role, string? DivisionCode, string? DivisionName);

/// <param name="Find">A part of the login; null or empty for all.</param>
/// <param name="OnlyShut">Locked out or disabled now.</param>
public sealed record ListAccounts(string? Find = null, bool OnlyShut = false, int Skip = 0, int Take = AccountQueries.PageSize);

/// <summary>One page of accounts, a line for each post of today.</summary>
/// <param name="Total">Accounts that were asked for, on all pages.</param>
/// <param name="All">Accounts of the installation.</param>
/// <param name="Locked">Of all, those locked out now.</param>
public sealed record AccountPage(IReadOnlyList<AccountLine> Lines, int Total, int All, int Locked);

public sealed class AccountQueries(LiaisonDatabase database, TimeProvider clock)
{
    public const int PageSize = 50;
    public const int LongestPage = 500;

    /// <summary>By login, whole accounts: one with several posts is one, in as many lines.</summary>
    public Task<Result<AccountPage>> ListAsync(ListAccounts list, Actor actor, CancellationToken cancellationToken) =>
        database.ReadAsync<Result<AccountPage>>(async db =>
        {
            // an account belongs to the installation and to no place: the administrator of its root division sees them all
            if (!actor.May(Permissions.ManageSystem)) return Refusal.NotPermitted;
            var (now, today) = (clock.UtcNow(), clock.BeijingToday());
            var locked = db.StaffAccounts.Where(row => !row.IsDisabled && row.LockedUntil > now);
            var asked = Asked(db, list, now);
            var page = asked.OrderBy(row => row.Login).Skip(Math.Max(0, list.Skip)).Take(Math.Clamp(list.Take, 1, LongestPage));
            var lines = await (
                from account in page
                from post in db.Posts.Where(post => post.PersonId == account.PersonId && post.From <= today && (post.Until == null || post.Until > today)).DefaultIfEmpty()
                from division in db.Divisions.Where(division => division.Id == post!.DivisionId).DefaultIfEmpty()
                orderby account.Login, post!.Role, division!.Code
                select new AccountLine(account.Login, account.IsDisabled, account.LockedUntil, account.LastSignInAt, post!.Role, division!.Code, division.Name))
                .ToListAsync(cancellationToken);
            return new AccountPage(lines, await asked.CountAsync(cancellationToken),
                await db.StaffAccounts.CountAsync(cancellationToken), await locked.CountAsync(cancellationToken));
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

    private static IQueryable<StaffAccount> Asked(LiaisonDbContext db, ListAccounts list, DateTime now)
    {
        var asked = db.StaffAccounts.AsQueryable();
        if (list.OnlyShut) asked = asked.Where(row => row.IsDisabled || row.LockedUntil > now);
        if (string.IsNullOrWhiteSpace(list.Find)) return asked;
        // a login may hold an underscore, which stands for any letter in a pattern
        var part = list.Find.Trim().ToLowerInvariant().Replace("\\", "\\\\", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)
            .Replace("%", "\\%", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal);
        return asked.Where(row => EF.Functions.Like(row.Login, "%" + part + "%", "\\"));
    }
}
