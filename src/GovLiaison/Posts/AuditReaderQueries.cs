using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Divisions;
using GovLiaison.Identity;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Posts;

/// <summary>A row of the trail with the names that stand behind its ids.</summary>
/// <param name="ActorName">Staff in full, for who acted is what the trail is kept for; officers masked; null where no person acted.</param>
/// <param name="PlaceName">From the root down; empty where the act belongs to no place.</param>
public sealed record AuditLine(AuditEntry Entry, string? ActorName, string? PlaceCode, IReadOnlyList<string> PlaceName);

/// <param name="Next">Give as <see cref="AuditFilter.Before"/> for the next page; null: this is the last.</param>
public sealed record AuditLines(IReadOnlyList<AuditLine> Lines, long? Next);

/// <summary>The audit trail as its readers see it. Stands with the posts because names and places are not known to the trail itself.</summary>
public sealed class AuditReaderQueries(AuditQueries audit, LiaisonDatabase database, DivisionTreeCache trees, ICryptoProvider crypto)
{
    public async Task<Result<AuditLines>> PageAsync(Actor actor, AuditFilter filter, CancellationToken cancellationToken)
    {
        var page = await audit.PageAsync(actor, filter, cancellationToken);
        if (page.Refusal is { } refusal) return refusal;
        var tree = await trees.CurrentAsync(cancellationToken);
        var names = await NamesAsync(page.Value.Rows, cancellationToken);
        return new AuditLines([.. page.Value.Rows.Select(row =>
        {
            var place = tree.ByPath(row.Path);
            return new AuditLine(row, row.ActorId is { } id ? names.GetValueOrDefault(id) : null, place?.Code, place is null ? [] : tree.FullName(place));
        })], page.Value.Next);
    }

    /// <summary>The person behind a login, to filter by; null when nobody has it.</summary>
    public async Task<Result<Guid?>> PersonAsync(Actor actor, string login, CancellationToken cancellationToken)
    {
        if (!actor.May(Permissions.ReadAudit)) return Refusal.NotPermitted;
        var name = login.Trim().ToLowerInvariant();
        return await database.ReadAsync(db => db.StaffAccounts.Where(row => row.Login == name).Select(row => (Guid?)row.PersonId).SingleOrDefaultAsync(cancellationToken), cancellationToken);
    }

    /// <summary>Who that is, as the rows show it.</summary>
    public async Task<Result<string?>> NameAsync(Actor actor, Guid personId, CancellationToken cancellationToken)
    {
        if (!actor.May(Permissions.ReadAudit)) return Refusal.NotPermitted;
        return (await NamesAsync([personId], cancellationToken)).GetValueOrDefault(personId);
    }

    /// <summary>Places with this code or exactly this name inside the reader's range; of several none is guessed.</summary>
    public async Task<IReadOnlyList<NamedDivision>> PlacesAsync(Actor actor, string codeOrName, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        var text = codeOrName.Trim();
        return [.. (tree.ByCode(text) is { } node ? [node] : tree.ByName(text)).Where(found => actor.May(Permissions.ReadAudit, found.Path))
            .Select(found => new NamedDivision(found, tree.FullName(found)))];
    }

    private Task<Dictionary<Guid, string>> NamesAsync(IEnumerable<AuditEntry> rows, CancellationToken cancellationToken) =>
        NamesAsync([.. rows.Select(row => row.ActorId).OfType<Guid>().Distinct()], cancellationToken);

    private async Task<Dictionary<Guid, string>> NamesAsync(List<Guid> ids, CancellationToken cancellationToken)
    {
        var rows = await database.ReadAsync(db => db.Persons.Where(row => ids.Contains(row.Id))
            .Select(row => new { row.Id, row.NameCipher, IsStaff = db.StaffAccounts.Any(account => account.PersonId == row.Id) || db.Posts.Any(post => post.PersonId == row.Id && post.Role != Roles.VillageOfficer) })
            .ToListAsync(cancellationToken), cancellationToken);
        return rows.ToDictionary(row => row.Id, row =>
        {
            var name = crypto.Decrypt(row.NameCipher, PersonalFields.PersonName(row.Id));
            return row.IsStaff ? name : PersonRules.Mask(name);
        });
    }
}
