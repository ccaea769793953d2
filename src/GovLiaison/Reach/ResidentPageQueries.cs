using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>How far a request for help has come.</summary>
public sealed record HelpProgress(DateTime AskedAt, DateTime? TakenAt, DateTime? ClosedAt);

/// <summary>The message that took the place of an earlier one, and the same resident's place in it.</summary>
public sealed record LaterMessage(Guid MessageId, long? RecipientId);

/// <summary>What a personal link stands for: one message, one resident, and what he has answered.</summary>
public sealed record ResidentPlace
{
    public required long RecipientId { get; init; }
    public required long DispatchId { get; init; }
    public required Guid MessageId { get; init; }
    public required int VillageId { get; init; }
    public required int TextNumber { get; init; }
    public required string TextAudience { get; init; }
    public required bool AsksForAnswer { get; init; }
    public required DateTime ExpiresAt { get; init; }
    public required bool IsOpened { get; init; }
    public DateTime? ConfirmedAt { get; init; }
    public HelpProgress? Help { get; init; }
    public LaterMessage? Later { get; init; }
}

/// <summary>Reads behind a resident's link. No actor: the link itself is the right, and nothing here names a person.</summary>
public sealed class ResidentPageQueries(LiaisonDatabase database)
{
    /// <summary>Null when the number is not that of a resident.</summary>
    public Task<ResidentPlace?> FindAsync(long recipientId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var found = await (from recipient in db.Recipients
                           where recipient.Id == recipientId && recipient.Kind == RecipientKind.Resident
                           join run in db.DispatchRuns on recipient.DispatchId equals run.Id
                           join text in db.DispatchTexts on new { recipient.DispatchId, Number = recipient.TextNumber } equals new { text.DispatchId, text.Number }
                           select new { recipient, run, text.Audience }).SingleOrDefaultAsync(cancellationToken);
        if (found is null) return null;
        var (who, sent) = (found.recipient, found.run);
        var answers = await db.Receipts
            .Where(row => row.DispatchId == sent.Id && row.DivisionId == who.DivisionId && row.ListedHouseholdId == 0 && row.RecipientId == who.Id)
            .Select(row => new { row.Kind, row.At }).ToDictionaryAsync(row => row.Kind, row => row.At, StringComparer.Ordinal, cancellationToken);
        return new ResidentPlace
        {
            RecipientId = who.Id,
            DispatchId = sent.Id,
            MessageId = sent.SubjectId,
            VillageId = who.DivisionId,
            TextNumber = who.TextNumber,
            TextAudience = found.Audience,
            AsksForAnswer = sent.AsksForAnswer,
            ExpiresAt = sent.ExpiresAt,
            IsOpened = who.OpenedAt is not null,
            ConfirmedAt = answers.TryGetValue(ReceiptKinds.Confirmed, out var confirmed) ? confirmed : null,
            Help = answers.TryGetValue(ReceiptKinds.Help, out var asked) ? await HelpAsync(db, who, asked, cancellationToken) : null,
            Later = sent.State is DispatchState.Stopped or DispatchState.Expired ? await LaterAsync(db, sent, who, cancellationToken) : null,
        };
    }, cancellationToken);

    private static async Task<HelpProgress> HelpAsync(LiaisonDbContext db, Recipient who, DateTime asked, CancellationToken cancellationToken) =>
        await db.ListedHouseholds.Where(row => row.Id == who.ListedHouseholdId)
            .Select(row => new HelpProgress(asked, row.HelpTakenAt, row.HelpClosedAt)).SingleOrDefaultAsync(cancellationToken) ?? new HelpProgress(asked, null, null);

    private static async Task<LaterMessage?> LaterAsync(LiaisonDbContext db, DispatchRun run, Recipient who, CancellationToken cancellationToken)
    {
        var later = await db.DispatchRuns.Where(row => row.MatterId == run.MatterId && row.Id > run.Id).OrderByDescending(row => row.Id)
            .Select(row => new { row.Id, row.SubjectId }).FirstOrDefaultAsync(cancellationToken);
        if (later is null) return null;
        var recipientId = await db.Recipients
            .Where(row => row.DispatchId == later.Id && row.DivisionId == who.DivisionId && row.ResidentId == who.ResidentId)
            .Select(row => (long?)row.Id).FirstOrDefaultAsync(cancellationToken);
        return new LaterMessage(later.SubjectId, recipientId);
    }
}
