using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>A message in force that asks this very person, because he holds a duty phone it was sent to.</summary>
public sealed record DutyAsk(long DispatchId, Guid MessageId);

/// <summary>
/// The confirmation of a duty holder who sits at the console: what his own page on the phone records, and nobody else's. No
/// permission gives it and none is needed: his place on the list does.
/// </summary>
public sealed class DutyConfirmService(LiaisonDatabase database, ReceiptService receipts, TimeProvider clock)
{
    private const int Most = 20;

    /// <summary>What waits for him while he holds the phone, the most urgent first.</summary>
    public Task<IReadOnlyList<DutyAsk>> WaitingAsync(bool isTraining, Actor actor, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<DutyAsk>>(async db =>
    {
        if (actor.PersonId is not { } person) return [];
        var now = clock.UtcNow();
        var asked = db.Recipients.Where(row => row.PersonId == person && row.Kind == RecipientKind.Duty && row.AnsweredAt == null && db.Duties.Any(duty =>
            duty.DivisionId == row.DivisionId && duty.PersonId == person && duty.From <= now && (duty.Until == null || duty.Until > now)));
        return await InForce(db).Where(run => run.IsTraining == isTraining && asked.Any(row => row.DispatchId == run.Id))
            .OrderBy(run => run.Lane).ThenByDescending(run => run.Id).Take(Most)
            .Select(run => new DutyAsk(run.Id, run.SubjectId)).ToListAsync(cancellationToken);
    }, cancellationToken);

    /// <summary>False when he had confirmed before, which is no error.</summary>
    public async Task<Result<bool>> ConfirmAsync(long dispatchId, Actor actor, CancellationToken cancellationToken)
    {
        if (actor.PersonId is not { } person) return Refusal.NotFound;
        var own = await database.ReadAsync(db => db.Recipients
            .Where(row => row.PersonId == person && row.DispatchId == dispatchId && InForce(db).Any(run => run.Id == dispatchId))
            .OrderBy(row => row.Id).Select(row => new { row.Id, row.Kind }).ToListAsync(cancellationToken), cancellationToken);
        if (!own.Exists(row => row.Kind == RecipientKind.Duty)) return Refusal.NotFound;
        var isNew = false;
        foreach (var row in own)
        {
            var taken = await receipts.RecordAsync(new RecordReceipt(dispatchId, row.Id, null, null, ReceiptKinds.Confirmed, "console", person), cancellationToken);
            if (taken.IsRefused) return taken;
            isNew |= taken.Value;
        }
        return isNew;
    }

    private IQueryable<DispatchRun> InForce(LiaisonDbContext db) => db.DispatchRuns.InForce(db, clock.UtcNow()).Where(run => run.AsksForAnswer);
}
