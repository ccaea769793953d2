using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Posts;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Ladder;

/// <summary>Carries out one rung for some villages inside the tick's transaction.</summary>
internal sealed class LadderRungs(LiaisonDbContext db, IStoreDialect dialect, DispatchRun run, DateTime now)
{
    public Task DoAsync(LadderStep rung, IReadOnlyList<LadderRun> ladders, CancellationToken cancellationToken) => (rung.Watches, rung.Act) switch
    {
        (LadderDefaults.Officer, LadderActs.Sms) => CallAsync(DispatchChannels.Sms, RecipientKind.Officer, ladders, db.Recipients, cancellationToken),
        (LadderDefaults.Officer, LadderActs.Voice) => CallAsync(DispatchChannels.Voice, RecipientKind.Officer, ladders, db.Recipients, cancellationToken),
        (LadderDefaults.Officer, LadderActs.Deputy) => CallDeputiesAsync(ladders, cancellationToken),
        (LadderDefaults.Officer, LadderActs.TownshipDuty or LadderActs.NameNext) => new DutyRungs(db, run, now).CallAsync(ladders, cancellationToken),
        (LadderDefaults.AtRisk, LadderActs.Voice) => CallAtRiskAsync(ladders, cancellationToken),
        (LadderDefaults.AtRisk, LadderActs.Walk) => WalkAsync(ladders, cancellationToken),
        _ => throw new InvalidOperationException($"No rung {rung.Watches}/{rung.Act}"),
    };

    private async Task CallAsync(string channel, RecipientKind kind, IReadOnlyList<LadderRun> ladders, IQueryable<Recipient> recipients, CancellationToken cancellationToken)
    {
        var calls = new List<OutboundCall>();
        foreach (var part in ladders.Select(ladder => ladder.VillageId).Chunk(500))
            calls.AddRange(await recipients
                .Where(row => row.DispatchId == run.Id && part.Contains(row.DivisionId) && row.Kind == kind && row.AnsweredAt == null
                    && db.Persons.Any(person => person.Id == row.PersonId && person.PhoneCipher != null)
                    && !db.Deliveries.Any(sent => sent.RecipientId == (row.CarrierId ?? row.Id) && db.Batches.Any(batch => batch.Id == sent.BatchId && batch.Channel == channel)))
                .OrderBy(row => row.Id).Select(row => new OutboundCall(row.CarrierId ?? row.Id, null)).ToListAsync(cancellationToken));
        // An officer of several silent villages is called once.
        await OutboundCalls.AddAsync(db, run, channel, kind, [.. calls.Distinct().OrderBy(call => call.RecipientId)], now, cancellationToken);
    }

    private async Task CallDeputiesAsync(IReadOnlyList<LadderRun> ladders, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.AddHours(8));
        var posts = db.Posts.Where(post => post.Role == Roles.VillageOfficer && post.From <= today && (post.Until == null || post.Until > today));
        var deputies = new List<(int DivisionId, Guid PersonId, bool HasCard)>();
        foreach (var part in ladders.Select(ladder => ladder.VillageId).Chunk(500))
            deputies.AddRange((await (from post in posts
                                      where part.Contains(post.DivisionId)
                                      join person in db.Persons on post.PersonId equals person.Id
                                      where person.IsActive && !db.Recipients.Any(row => row.DispatchId == run.Id && row.DivisionId == post.DivisionId && row.PersonId == person.Id)
                                      orderby post.DivisionId, post.Rank
                                      select new { post.DivisionId, post.PersonId, HasCard = person.WeComUserId != null }).ToListAsync(cancellationToken))
                .Select(row => (row.DivisionId, row.PersonId, row.HasCard)));
        if (deputies.Count > 0)
        {
            var officers = await db.DispatchTexts.Where(row => row.DispatchId == run.Id && row.Audience == TextAudiences.Officer).Select(row => row.Number).FirstOrDefaultAsync(cancellationToken);
            var first = await db.AllotAsync("recipient", deputies.Count, cancellationToken);
            db.Recipients.AddRange(deputies.Select((deputy, i) => new Recipient
            {
                Id = first + i, DispatchId = run.Id, Kind = RecipientKind.Deputy, DivisionId = deputy.DivisionId, PersonId = deputy.PersonId, TextNumber = Math.Max(officers, 1),
            }));
            await db.SaveChangesAsync(cancellationToken);
            await CarriedPersons.TieAsync(db, run.Id, first, first + deputies.Count - 1, cancellationToken);
            var asked = await db.Recipients.Where(row => row.DispatchId == run.Id && row.Id >= first && row.Id < first + deputies.Count && row.CarrierId == null).Select(row => row.Id).ToListAsync(cancellationToken);
            var cards = deputies.Select((deputy, i) => (deputy.HasCard, Call: new OutboundCall(first + i, null))).Where(call => call.HasCard && asked.Contains(call.Call.RecipientId));
            await OutboundCalls.AddAsync(db, run, DispatchChannels.WeCom, RecipientKind.Deputy, [.. cards.Select(call => call.Call)], now, cancellationToken);
        }
        // Those of an update who were told before have their card already.
        await CallAsync(DispatchChannels.Sms, RecipientKind.Deputy, ladders,
            db.Recipients.Where(row => posts.Any(post => post.PersonId == row.PersonId && post.DivisionId == row.DivisionId)), cancellationToken);
    }

    // Each household at risk that nobody has heard of, but each phone once per message: where several share it, the call is a
    // delivery of whoever carries the phone, to the contact of the first household it is made for.
    private async Task CallAtRiskAsync(IReadOnlyList<LadderRun> ladders, CancellationToken cancellationToken)
    {
        var called = db.Deliveries.Where(sent => db.Batches.Any(batch => batch.Id == sent.BatchId && batch.Channel == DispatchChannels.Voice));
        var calls = new List<(OutboundCall Call, long Phone)>();
        foreach (var part in ladders.Select(ladder => ladder.VillageId).Chunk(500))
            calls.AddRange((await (from recipient in db.Recipients
                                   where recipient.DispatchId == run.Id && part.Contains(recipient.DivisionId) && recipient.Kind == RecipientKind.Resident && recipient.AnsweredAt == null
                                   join household in db.ListedHouseholds on recipient.ListedHouseholdId equals (long?)household.Id
                                   where household.IsAtRisk && household.Evidence < EvidenceRules.FirstReached
                                   join contact in db.ContactPoints on recipient.ResidentId equals (long?)contact.ResidentId
                                   where contact.Kind == "phone" && !db.ContactPoints.Any(other => other.ResidentId == contact.ResidentId && other.Kind == "phone" && other.Id < contact.Id)
                                       && !called.Any(sent => sent.RecipientId == (recipient.CarrierId ?? recipient.Id))
                                       && !db.SharedNumbers.Any(shared => contact.IsShared && shared.DispatchId == run.Id && shared.ValueIndex == contact.ValueIndex
                                           && called.Any(sent => sent.RecipientId == shared.RecipientId))
                                   orderby recipient.Id
                                   select new { Carrier = recipient.CarrierId ?? recipient.Id, contact.Id, contact.ValueIndex }).ToListAsync(cancellationToken))
                .Select(row => (new OutboundCall(row.Carrier, row.Id), row.ValueIndex)));
        await OutboundCalls.AddAsync(db, run, DispatchChannels.Voice, RecipientKind.Resident,
            [.. calls.DistinctBy(call => call.Phone).Select(call => call.Call).OrderBy(call => call.RecipientId)], now, cancellationToken);
    }

    private async Task WalkAsync(IReadOnlyList<LadderRun> ladders, CancellationToken cancellationToken)
    {
        var tallies = new TallyChanges(db, dialect, run.Id);
        await tallies.TakeAsync(ladders.Select(ladder => ladder.VillageId), cancellationToken);
        foreach (var part in ladders.Select(ladder => ladder.VillageId).Chunk(500))
            await HouseholdEvidence.MustWalkAsync(db.ListedHouseholds.Where(row => row.DispatchId == run.Id && part.Contains(row.VillageId) && row.IsAtRisk), tallies, cancellationToken);
        await tallies.WriteAsync(cancellationToken);
    }
}
