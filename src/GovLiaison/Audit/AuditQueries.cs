using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Audit;

/// <param name="Before">Older than this row; null: the newest.</param>
/// <param name="Act">Only this act.</param>
/// <param name="ActorId">Only by this person.</param>
/// <param name="Acts">Only these acts.</param>
/// <param name="Within">Only what happened in this place; a place outside the reader's range is not there.</param>
public sealed record AuditFilter(long? Before = null, string? Act = null, Guid? ActorId = null, DateTime? From = null, DateTime? Until = null,
    IReadOnlyList<string>? Acts = null, DivisionPath? Within = null);

/// <param name="Next">Give as <see cref="AuditFilter.Before"/> for the next page; null: this is the last.</param>
public sealed record AuditPage(IReadOnlyList<AuditEntry> Rows, long? Next);

/// <param name="Sealed">Rows in the chain; their places run from 1 to this.</param>
/// <param name="Unsealed">Rows that wait for the sealer, a few seconds at most.</param>
public sealed record AuditChainState(long Sealed, long Unsealed);

/// <summary>The trail for those who may read it, newest first, inside their range.</summary>
public sealed class AuditQueries(LiaisonDatabase database)
{
    public const int PageSize = 100;

    public async Task<Result<AuditPage>> PageAsync(Actor actor, AuditFilter filter, CancellationToken cancellationToken)
    {
        var ranges = actor.Ranges(Permissions.ReadAudit);
        if (ranges.Count == 0) return Refusal.NotPermitted;
        if (filter.Within is { } place)
        {
            if (!actor.May(Permissions.ReadAudit, place.Value)) return Refusal.NotFound;
            ranges = [place];
        }
        return await database.ReadAsync<Result<AuditPage>>(async db =>
        {
            var rows = await Filtered(db.AuditEntries.WhereWithin(row => row.Path, filter.Within is null ? Widened(ranges) : ranges), filter)
                .OrderByDescending(row => row.Id).Take(PageSize + 1).ToListAsync(cancellationToken);
            return rows.Count > PageSize ? new AuditPage(rows[..PageSize], rows[PageSize - 1].Id) : new AuditPage(rows, null);
        }, cancellationToken);
    }

    public async Task<Result<AuditChainState>> ChainAsync(Actor actor, CancellationToken cancellationToken)
    {
        if (!actor.May(Permissions.ReadAudit)) return Refusal.NotPermitted;
        return await database.ReadAsync(async db => new AuditChainState(
            await db.KeyBlocks.Where(row => row.Name == AuditChain.Head).Select(row => row.Next - AuditChain.First).SingleOrDefaultAsync(cancellationToken),
            await db.AuditEntries.LongCountAsync(row => row.Sequence == null, cancellationToken)), cancellationToken);
    }

    // What belongs to no place (accounts, settings) is read by whoever reads a whole installation, whose range is its root.
    private static IReadOnlyList<DivisionPath> Widened(IReadOnlyList<DivisionPath> ranges) =>
        ranges.Any(range => range.Codes.Count <= 1) ? [DivisionPath.Everything] : ranges;

    private static IQueryable<AuditEntry> Filtered(IQueryable<AuditEntry> rows, AuditFilter filter)
    {
        if (filter.Before is { } before) rows = rows.Where(row => row.Id < before);
        if (filter.Act is { } act) rows = rows.Where(row => row.Act == act);
        if (filter.Acts is { } acts) rows = rows.Where(row => acts.Contains(row.Act));
        if (filter.ActorId is { } actorId) rows = rows.Where(row => row.ActorId == actorId);
        if (filter.From is { } from) rows = rows.Where(row => row.At >= from);
        if (filter.Until is { } until) rows = rows.Where(row => row.At < until);
        return rows;
    }
}
