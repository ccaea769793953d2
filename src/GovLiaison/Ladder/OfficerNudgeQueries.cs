using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Posts;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Ladder;

/// <summary>What the ladder has done and will do about somebody who is asked for a village that nobody answered for.</summary>
/// <param name="IsDeputy">The main officer is asked as well.</param>
/// <param name="CalledAt">Deputies whom the ladder called, and when, because the main officer stayed silent; null for who was told at once.</param>
/// <param name="NextAt">When the next rung is due that does something; null when none is left.</param>
/// <param name="NextAct">A code of <see cref="LadderActs"/>: SMS and voice reach this very person, the others somebody else.</param>
public sealed record OfficerNudge(bool IsDeputy, DateTime? CalledAt, DateTime? NextAt, string? NextAct);

/// <summary>What may be said of the ladder to who has not answered; a rung that would do nothing is not announced.</summary>
public sealed class OfficerNudgeQueries(LiaisonDatabase database)
{
    /// <summary>Null when he is not asked for these villages, or somebody has answered for all of them.</summary>
    public Task<OfficerNudge?> FindAsync(long dispatchId, Guid personId, IReadOnlyList<int> villageIds, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var own = await db.Recipients.Where(row => row.PersonId == personId && row.DispatchId == dispatchId && villageIds.Contains(row.DivisionId)
                && (row.Kind == RecipientKind.Officer || row.Kind == RecipientKind.Deputy))
            .Select(row => new { row.DivisionId, row.Kind, Carrier = row.CarrierId ?? row.Id }).ToListAsync(cancellationToken);
        // who is the main officer of one village and deputy in another is spoken to as the former
        var isDeputy = own.TrueForAll(row => row.Kind == RecipientKind.Deputy);
        own = own.FindAll(row => isDeputy || row.Kind == RecipientKind.Officer);
        var asked = own.ConvertAll(row => row.DivisionId);
        var ladder = await (from row in db.LadderRuns
                            join run in db.DispatchRuns on row.DispatchId equals run.Id
                            where row.DispatchId == dispatchId && asked.Contains(row.VillageId) && row.Watches == LadderDefaults.Officer && row.AnsweredAt == null
                                && !db.VillageTallies.Any(tally => tally.DispatchId == dispatchId && tally.VillageId == row.VillageId && tally.OfficerAnsweredAt != null)
                            orderby row.NextAt == null, row.NextAt
                            select new { row.VillageId, row.Step, row.NextAt, row.Lane, run.StartedAt }).FirstOrDefaultAsync(cancellationToken);
        if (ladder is null) return null;
        var steps = await db.LadderSteps.Where(row => row.Lane == ladder.Lane && row.Watches == LadderDefaults.Officer).OrderBy(row => row.Number).ToListAsync(cancellationToken);
        var carriers = own.ConvertAll(row => row.Carrier);
        var sent = await (from delivery in db.Deliveries
                          where carriers.Contains(delivery.RecipientId)
                          join batch in db.Batches on delivery.BatchId equals batch.Id
                          select new { batch.Channel, delivery.SentAt }).ToListAsync(cancellationToken);
        var channels = sent.Select(row => row.Channel).ToHashSet(StringComparer.Ordinal);
        if (!await db.Persons.AnyAsync(row => row.Id == personId && row.PhoneCipher != null, cancellationToken)) channels.UnionWith([DispatchChannels.Sms, DispatchChannels.Voice]);
        var turn = steps.Find(step => step.Act == LadderActs.Deputy);
        DateTime? calledAt = null;
        if (isDeputy && turn is not null && ladder.Step >= turn.Number)
        {
            var due = LadderPolicy.DueAt(ladder.StartedAt, turn);
            var first = sent.Min(row => row.SentAt) ?? due;
            // one who was told of an earlier message had this one at once
            if (first >= due) calledAt = first;
        }
        var hasOthers = !isDeputy && ladder.Step < turn?.Number && await HasDeputyAsync(db, dispatchId, ladder.VillageId, ladder.StartedAt, cancellationToken);
        var left = steps.FindAll(step => step.Number > ladder.Step);
        if (ladder.NextAt is not { } nextAt || left.Find(step => ActOn(step.Act, isDeputy, channels, hasOthers) is not null) is not { } next) return new OfficerNudge(isDeputy, calledAt, null, null);
        return new OfficerNudge(isDeputy, calledAt, next == left[0] ? nextAt : LadderPolicy.DueAt(ladder.StartedAt, next), ActOn(next.Act, isDeputy, channels, hasOthers));
    }, cancellationToken);

    // Officers are called louder and louder, each way once; a deputy who was told at once gets his SMS when the others are called.
    private static string? ActOn(string act, bool isDeputy, HashSet<string> channels, bool hasOthers) => act switch
    {
        LadderActs.Sms => isDeputy || channels.Contains(DispatchChannels.Sms) ? null : act,
        LadderActs.Voice => isDeputy || channels.Contains(DispatchChannels.Voice) ? null : act,
        LadderActs.Deputy when isDeputy => channels.Contains(DispatchChannels.Sms) ? null : LadderActs.Sms,
        LadderActs.Deputy => hasOthers ? act : null,
        _ => act,
    };

    private static Task<bool> HasDeputyAsync(LiaisonDbContext db, long dispatchId, int villageId, DateTime at, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(at.AddHours(8));
        return db.Posts.AnyAsync(post => post.DivisionId == villageId && post.Role == Roles.VillageOfficer && post.From <= today && (post.Until == null || post.Until > today)
            && db.Persons.Any(person => person.Id == post.PersonId && person.IsActive)
            && !db.Recipients.Any(row => row.DispatchId == dispatchId && row.DivisionId == villageId && row.PersonId == post.PersonId && row.Kind == RecipientKind.Officer), cancellationToken);
    }
}
