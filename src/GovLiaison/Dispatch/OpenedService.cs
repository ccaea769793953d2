using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>Somebody looked at the page of a message; a weak mark, so that a link preview may set it.</summary>
public sealed record OpenedPage(long DispatchId, long RecipientId);

/// <summary>Writes the weak mark in bulk: it never counts as reached and never holds up an answer.</summary>
public sealed class OpenedService(LiaisonDatabase database, TimeProvider clock)
{
    private const int MostAtOnce = 300;

    public async Task<Result<Done>> RecordAsync(IReadOnlyList<OpenedPage> opened, CancellationToken cancellationToken)
    {
        foreach (var dispatch in opened.Distinct().GroupBy(page => page.DispatchId))
            foreach (var part in dispatch.Select(page => page.RecipientId).Order().Chunk(MostAtOnce))
            {
                var written = await database.WriteAsync(WritePriority.Background, db => RecordAsync(db, dispatch.Key, part, cancellationToken), cancellationToken);
                if (written.IsRefused) return written;
            }
        return default(Done);
    }

    private async Task<Result<Done>> RecordAsync(LiaisonDbContext db, long dispatchId, long[] recipientIds, CancellationToken cancellationToken)
    {
        var fresh = await db.Recipients.AsNoTracking()
            .Where(row => recipientIds.Contains(row.Id) && row.DispatchId == dispatchId && row.OpenedAt == null)
            .Select(row => new { row.Id, row.DivisionId, row.ListedHouseholdId }).ToListAsync(cancellationToken);
        if (fresh.Count == 0) return default(Done);
        var now = clock.UtcNow();
        var tallies = new TallyChanges(db, database.Dialect, dispatchId);
        var households = fresh.Where(row => row.ListedHouseholdId is not null).Select(row => new ListedPlace(row.ListedHouseholdId!.Value, row.DivisionId));
        await HouseholdEvidence.RaiseAsync(db, tallies, households, Evidence.Opened, now, database.Dialect, cancellationToken);
        var ids = fresh.Select(row => row.Id).ToArray();
        await db.Recipients.Where(row => ids.Contains(row.Id) && row.OpenedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.OpenedAt, now), cancellationToken);
        await tallies.WriteAsync(cancellationToken);
        return default(Done);
    }
}
