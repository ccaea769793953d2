using System.Collections.Concurrent;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>The texts of the dispatches this process carries: they never change, so a thousand batches read them once.</summary>
public sealed class DispatchWording(LiaisonDatabase database)
{
    private const int Most = 64;

    private readonly ConcurrentDictionary<long, IReadOnlyDictionary<int, OutboundText>> _known = new();

    internal async Task<IReadOnlyDictionary<int, OutboundText>> OfAsync(DispatchRun run, CancellationToken cancellationToken)
    {
        if (_known.TryGetValue(run.Id, out var texts)) return texts;
        texts = await database.ReadAsync(db => db.DispatchTexts.Where(row => row.DispatchId == run.Id)
            .ToDictionaryAsync(row => row.Number, row => new OutboundText(row.Headline, row.Fact, row.Sms, row.Spoken, run.IsTraining), cancellationToken), cancellationToken);
        if (_known.Count >= Most) _known.Clear();
        return _known[run.Id] = texts;
    }
}
