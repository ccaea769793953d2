using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>To what an answer belongs of which only the recipient is known.</summary>
public sealed record AnswerPlace(long RecipientId, long DispatchId, bool AsksForAnswer, DateTime ExpiresAt)
{
    /// <summary>What is over asks for no confirmation; a cry for help is heard all the same.</summary>
    public bool Hears(string kind, DateTime at) => kind == ReceiptKinds.Help || AsksForAnswer && ExpiresAt > at;
}

public sealed class AnswerPlaceQueries(LiaisonDatabase database)
{
    public async Task<IReadOnlyDictionary<long, AnswerPlace>> OfAsync(IReadOnlyList<long> recipientIds, CancellationToken cancellationToken)
    {
        if (recipientIds.Count == 0) return new Dictionary<long, AnswerPlace>();
        var ids = recipientIds.Distinct().Order().ToArray();
        return await database.ReadAsync(db => db.Recipients.Where(row => EF.Parameter(ids).Contains(row.Id))
            .Join(db.DispatchRuns, row => row.DispatchId, run => run.Id, (row, run) => new AnswerPlace(row.Id, run.Id, run.AsksForAnswer, run.ExpiresAt))
            .ToDictionaryAsync(place => place.RecipientId, cancellationToken), cancellationToken);
    }
}
