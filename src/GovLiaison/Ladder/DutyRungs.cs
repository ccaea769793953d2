using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Ladder;

/// <summary>The rungs above the village: whoever is on duty nearest above is told, called and named.</summary>
internal sealed class DutyRungs(LiaisonDbContext db, DispatchRun run, DateTime now)
{
    private const int MostPerQuery = 500;

    /// <summary>A duty room gets a call for all its silent villages at once, not one each.</summary>
    public async Task CallAsync(IReadOnlyList<LadderRun> ladders, CancellationToken cancellationToken)
    {
        var above = await AboveAsync(ladders, cancellationToken);
        var named = ladders.Select(ladder => (ladder.VillageId, Holder: Nearest(ladder.Path, above))).Where(row => row.Holder is not null).ToList();
        var holders = named.Select(row => row.Holder!).Distinct().OrderBy(holder => holder.DivisionId).ToList();
        await TellAsync(holders, cancellationToken);
        await VoiceAsync(holders, cancellationToken);
        foreach (var group in named.GroupBy(row => row.Holder!.PersonId))
            foreach (var part in group.Select(row => row.VillageId).Chunk(MostPerQuery))
                await OfVillages(part).ExecuteUpdateAsync(set => set.SetProperty(row => row.NextPersonId, group.Key), cancellationToken);
        await TryAgainAsync(ladders, cancellationToken);
    }

    // Where nobody holds it, who was named before stays named; where nobody ever did, the next rung looks again soon and the last
    // one again and again.
    private async Task TryAgainAsync(IReadOnlyList<LadderRun> ladders, CancellationToken cancellationToken)
    {
        var again = now + LadderDefaults.DutyTriedAgain;
        foreach (var part in ladders.Select(ladder => ladder.VillageId).Chunk(MostPerQuery))
            await OfVillages(part).Where(row => row.NextPersonId == null && row.AnsweredAt == null && (row.NextAt == null || row.NextAt > again))
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Step, row => row.NextAt == null ? row.Step - 1 : row.Step).SetProperty(row => row.NextAt, again), cancellationToken);
    }

    private IQueryable<LadderRun> OfVillages(int[] villages) =>
        db.LadderRuns.Where(row => row.DispatchId == run.Id && row.Watches == LadderDefaults.Officer && villages.Contains(row.VillageId));

    // Where two overlap, the one who took the phone last.
    private async Task<Dictionary<string, Holder>> AboveAsync(IReadOnlyList<LadderRun> ladders, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Holder>(StringComparer.Ordinal);
        foreach (var part in ladders.SelectMany(ladder => Above(ladder.Path)).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Chunk(MostPerQuery))
            foreach (var row in await (from duty in db.Duties
                                       where duty.From <= now && (duty.Until == null || duty.Until > now)
                                       join division in db.Divisions on duty.DivisionId equals division.Id
                                       where part.Contains(division.Path)
                                       join person in db.Persons on duty.PersonId equals person.Id
                                       where person.IsActive
                                       orderby duty.From descending, duty.Id descending
                                       select new { division.Path, Holder = new Holder(division.Id, person.Id, person.WeComUserId != null, person.PhoneCipher != null) })
                         .ToListAsync(cancellationToken))
                found.TryAdd(row.Path, row.Holder);
        return found;
    }

    private static Holder? Nearest(string village, Dictionary<string, Holder> above)
    {
        foreach (var path in Above(village))
            if (above.TryGetValue(path, out var holder)) return holder;
        return null;
    }

    // The paths from a village up, the nearest first.
    private static IEnumerable<string> Above(string village)
    {
        var codes = new DivisionPath(village).Codes;
        for (var length = codes.Count; length > 0; length--)
            yield return $"/{string.Join('/', codes.Take(length))}/";
    }

    // Who took the phone after the signature is not on the list yet.
    private async Task TellAsync(List<Holder> holders, CancellationToken cancellationToken)
    {
        var missing = new List<Holder>();
        foreach (var part in holders.Chunk(MostPerQuery))
        {
            var divisions = part.Select(holder => holder.DivisionId).ToList();
            var listed = (await DutyOf(divisions).Select(row => new { row.DivisionId, row.PersonId }).ToListAsync(cancellationToken))
                .Select(row => (row.DivisionId, row.PersonId)).ToHashSet();
            missing.AddRange(part.Where(holder => !listed.Contains((holder.DivisionId, holder.PersonId))));
        }
        if (missing.Count == 0) return;
        var texts = await db.DispatchTexts.Where(row => row.DispatchId == run.Id).OrderBy(row => row.Number).Select(row => new { row.Number, row.Audience }).ToListAsync(cancellationToken);
        var text = texts.Find(row => row.Audience is TextAudiences.Duty) ?? texts[0];
        var first = await db.AllotAsync("recipient", missing.Count, cancellationToken);
        db.Recipients.AddRange(missing.Select((holder, i) => new Recipient
        {
            Id = first + i, DispatchId = run.Id, Kind = RecipientKind.Duty, DivisionId = holder.DivisionId, PersonId = holder.PersonId, TextNumber = text.Number,
        }));
        await db.SaveChangesAsync(cancellationToken);
        await CarriedPersons.TieAsync(db, run.Id, first, first + missing.Count - 1, cancellationToken);
        var asked = await db.Recipients.Where(row => row.DispatchId == run.Id && row.Id >= first && row.Id < first + missing.Count && row.CarrierId == null)
            .Select(row => row.Id).ToListAsync(cancellationToken);
        var told = missing.Select((holder, i) => (Holder: holder, Call: new OutboundCall(first + i, null))).Where(row => asked.Contains(row.Call.RecipientId)).ToList();
        await OutboundCalls.AddAsync(db, run, DispatchChannels.WeCom, RecipientKind.Duty, [.. told.Where(row => row.Holder.HasCard).Select(row => row.Call)], now, cancellationToken);
        await OutboundCalls.AddAsync(db, run, DispatchChannels.Sms, RecipientKind.Duty,
            [.. told.Where(row => !row.Holder.HasCard && row.Holder.HasPhone).Select(row => row.Call)], now, cancellationToken);
    }

    // Who confirmed the alert is called all the same: what he does not know yet is that villages are silent.
    private async Task VoiceAsync(List<Holder> holders, CancellationToken cancellationToken)
    {
        var calls = new List<OutboundCall>();
        foreach (var part in holders.Where(holder => holder.HasPhone).Chunk(MostPerQuery))
        {
            var wanted = part.Select(holder => (holder.DivisionId, PersonId: (Guid?)holder.PersonId)).ToHashSet();
            var silent = await DutyOf([.. part.Select(holder => holder.DivisionId)])
                .Where(row => !db.Deliveries.Any(sent => sent.RecipientId == (row.CarrierId ?? row.Id) && db.Batches.Any(batch => batch.Id == sent.BatchId && batch.Channel == DispatchChannels.Voice)))
                .OrderBy(row => row.Id).Select(row => new { Carrier = row.CarrierId ?? row.Id, row.DivisionId, row.PersonId }).ToListAsync(cancellationToken);
            calls.AddRange(silent.Where(row => wanted.Contains((row.DivisionId, row.PersonId))).Select(row => new OutboundCall(row.Carrier, null)));
        }
        await OutboundCalls.AddAsync(db, run, DispatchChannels.Voice, RecipientKind.Duty, [.. calls.Distinct().OrderBy(call => call.RecipientId)], now, cancellationToken);
    }

    private IQueryable<Recipient> DutyOf(List<int> divisions) =>
        db.Recipients.Where(row => row.DispatchId == run.Id && row.Kind == RecipientKind.Duty && row.PersonId != null && divisions.Contains(row.DivisionId));

    private sealed record Holder(int DivisionId, Guid PersonId, bool HasCard, bool HasPhone);
}
