using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Ladder;

/// <summary>When the ladder turns to a silent officer next.</summary>
public sealed class OfficerNudgeQueries(LiaisonDatabase database)
{
    /// <summary>Null when no ladder runs there, or it has nothing left to do.</summary>
    public Task<DateTime?> NextAsync(long dispatchId, IReadOnlyList<int> villageIds, CancellationToken cancellationToken) => database.ReadAsync(db =>
        db.LadderRuns.Where(row => row.DispatchId == dispatchId && villageIds.Contains(row.VillageId) && row.Watches == LadderDefaults.Officer && row.AnsweredAt == null)
            .MinAsync(row => row.NextAt, cancellationToken), cancellationToken);
}
