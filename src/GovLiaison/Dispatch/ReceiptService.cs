using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Posts;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>What came back, and about whom.</summary>
/// <param name="RecipientId">The person who answered; null where an officer speaks of a household or a village.</param>
/// <param name="ListedHouseholdId">The household meant; null for a person (his own is known) or a whole village.</param>
/// <param name="VillageId">Only for a whole village (told in group).</param>
/// <param name="Kind">A code of <see cref="ReceiptKinds"/>.</param>
/// <param name="Through">See <see cref="Receipt.Through"/>.</param>
/// <param name="Note">What the person wrote, ≤ 200 characters; stored encrypted.</param>
public sealed record RecordReceipt(long DispatchId, long? RecipientId, long? ListedHouseholdId, int? VillageId, string Kind, string Through, Guid? ByPersonId = null, string? Note = null);

/// <summary>Takes answers. Each is committed when the caller gets his answer; the same answer again adds nothing and is no error.</summary>
public sealed class ReceiptService(LiaisonDatabase database, ReceiptKeys keys, ICryptoProvider crypto, TimeProvider clock)
{
    public const int LongestNote = 200;

    // three notes; as UTF-8 they fit the column
    private const int LongestNotes = 3 * LongestNote;

    /// <summary>True when the receipt is new or opens a closed request for help again, false when it stood already.</summary>
    public async Task<Result<bool>> RecordAsync(RecordReceipt receipt, CancellationToken cancellationToken)
    {
        var key = await keys.ReserveAsync(cancellationToken);
        if (key.Refusal is { } refusal) return refusal;
        return await database.WriteAsync(WritePriority.Answer, db => RecordAsync(db, receipt, key.Value, cancellationToken), cancellationToken);
    }

    private async Task<Result<bool>> RecordAsync(LiaisonDbContext db, RecordReceipt receipt, long? reserved, CancellationToken cancellationToken)
    {
        var recipient = receipt.RecipientId is { } id
            ? await db.Recipients.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id && row.DispatchId == receipt.DispatchId, cancellationToken)
            : null;
        if (receipt.RecipientId is not null && recipient is null) return Refusal.NotFound;
        var listedId = receipt.ListedHouseholdId ?? recipient?.ListedHouseholdId;
        var listed = listedId is null ? null : await db.ListedHouseholds.AsNoTracking()
            .SingleOrDefaultAsync(row => row.Id == listedId && row.DispatchId == receipt.DispatchId, cancellationToken);
        if (listedId is not null && listed is null) return Refusal.NotFound;
        if ((listed?.VillageId ?? recipient?.DivisionId ?? receipt.VillageId) is not { } divisionId) return Refusal.NotFound;

        var now = clock.UtcNow();
        var tallies = new TallyChanges(db, database.Dialect, receipt.DispatchId);
        var own = await OfPersonAsync(db, recipient, cancellationToken);
        await tallies.TakeAsync(own.Select(row => row.DivisionId).Append(divisionId), cancellationToken);
        var (recipientId, householdId) = (receipt.RecipientId ?? 0, receipt.ListedHouseholdId ?? 0);
        var standing = await db.Receipts.AsNoTracking().SingleOrDefaultAsync(row => row.DispatchId == receipt.DispatchId && row.DivisionId == divisionId
            && row.ListedHouseholdId == householdId && row.RecipientId == recipientId && row.Kind == receipt.Kind, cancellationToken);
        if (standing is not null)
        {
            await AppendAsync(db, standing, receipt.Note, cancellationToken);
            await MarkRecipientsAsync(db, own, receipt.Kind, now, cancellationToken);
            var reopened = listed is not null && receipt.Kind == ReceiptKinds.Help && await AskForHelpAsync(db, tallies, listed.Id, divisionId, now, cancellationToken);
            await tallies.WriteAsync(cancellationToken);
            return reopened;
        }

        await AddAsync(db, reserved, receipt, divisionId, recipientId, householdId, now, cancellationToken);
        if (listed is not null)
        {
            if (ReceiptKinds.EvidenceOf(receipt.Kind) is { } evidence)
                await HouseholdEvidence.RaiseAsync(db, tallies, [new ListedPlace(listed.Id, divisionId)], evidence, now, database.Dialect, cancellationToken);
            if (receipt.Kind == ReceiptKinds.Help) await AskForHelpAsync(db, tallies, listed.Id, divisionId, now, cancellationToken);
        }
        await MarkRecipientsAsync(db, own, receipt.Kind, now, cancellationToken);
        if (receipt.Kind == ReceiptKinds.ToldInGroup)
            await db.VillageTallies.Where(row => row.DispatchId == receipt.DispatchId && row.VillageId == divisionId && row.ToldInGroupAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.ToldInGroupAt, now), cancellationToken);
        await tallies.WriteAsync(cancellationToken);
        return true;
    }

    private async Task AddAsync(LiaisonDbContext db, long? reserved, RecordReceipt receipt, int divisionId, long recipientId, long householdId, DateTime now, CancellationToken cancellationToken)
    {
        var receiptId = reserved ?? await db.AllotAsync(ReceiptKeys.Name, 1, cancellationToken);
        var note = receipt.Note is { Length: > LongestNote } longer ? longer[..LongestNote] : receipt.Note;
        db.Receipts.Add(new Receipt
        {
            Id = receiptId,
            DispatchId = receipt.DispatchId,
            DivisionId = divisionId,
            RecipientId = recipientId,
            ListedHouseholdId = householdId,
            Kind = receipt.Kind,
            Through = receipt.Through,
            ByPersonId = receipt.ByPersonId,
            At = now,
            NoteCipher = string.IsNullOrWhiteSpace(note) ? null : crypto.Encrypt(note, PersonalFields.ReceiptNote(receiptId)),
        });
        await db.SaveChangesAsync(cancellationToken);
    }

    // Who asks again says more: the words join those that stand, the same words from a second tap do not.
    private async Task AppendAsync(LiaisonDbContext db, Receipt standing, string? more, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(more)) return;
        var place = PersonalFields.ReceiptNote(standing.Id);
        var said = standing.NoteCipher is { } cipher ? crypto.Decrypt(cipher, place) : "";
        if (said.Contains(more.Trim(), StringComparison.Ordinal)) return;
        var joined = said.Length == 0 ? more.Trim() : $"{said}\n{more.Trim()}";
        var noteCipher = crypto.Encrypt(joined.Length > LongestNotes ? joined[..LongestNotes] : joined, place);
        await db.Receipts.Where(row => row.Id == standing.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.NoteCipher, noteCipher), cancellationToken);
    }

    // Who asks after his request was closed needs somebody again; until it is closed, asking again is the same request.
    private static async Task<bool> AskForHelpAsync(LiaisonDbContext db, TallyChanges tallies, long listedId, int villageId, DateTime now, CancellationToken cancellationToken)
    {
        var asked = await db.ListedHouseholds.Where(row => row.Id == listedId && (row.HelpAskedAt == null || row.HelpClosedAt != null))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.HelpAskedAt, now).SetProperty(row => row.HelpTakenBy, (Guid?)null)
                .SetProperty(row => row.HelpTakenAt, (DateTime?)null).SetProperty(row => row.HelpClosedAt, (DateTime?)null), cancellationToken);
        if (asked == 1) tallies.Help(villageId, waiting: 1, taken: 0);
        return asked == 1;
    }

    // Who is asked for several villages or rooms is one person: what he answers for one he has read for all.
    private static async Task<List<Recipient>> OfPersonAsync(LiaisonDbContext db, Recipient? recipient, CancellationToken cancellationToken) =>
        recipient is null ? [] : recipient.PersonId is null ? [recipient]
        : await db.Recipients.AsNoTracking().Where(row => row.DispatchId == recipient.DispatchId && row.PersonId == recipient.PersonId).OrderBy(row => row.Id).ToListAsync(cancellationToken);

    private static async Task MarkRecipientsAsync(LiaisonDbContext db, List<Recipient> own, string kind, DateTime now, CancellationToken cancellationToken)
    {
        var ids = own.ConvertAll(row => row.Id);
        if (kind == ReceiptKinds.Opened)
            await db.Recipients.Where(row => ids.Contains(row.Id) && row.OpenedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.OpenedAt, now), cancellationToken);
        if (kind is not (ReceiptKinds.Confirmed or ReceiptKinds.Help or ReceiptKinds.Listened)) return;
        await db.Recipients.Where(row => ids.Contains(row.Id) && row.AnsweredAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.AnsweredAt, now), cancellationToken);
        foreach (var recipient in own.OrderBy(row => row.DivisionId))
            if (await SpeaksForVillageAsync(db, recipient, now, cancellationToken))
                await db.VillageTallies.Where(row => row.DispatchId == recipient.DispatchId && row.VillageId == recipient.DivisionId && row.OfficerAnsweredAt == null)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.OfficerAnsweredAt, now), cancellationToken);
    }

    // An update also goes to those who were told and have left the post since: their answer is their own.
    private static async Task<bool> SpeaksForVillageAsync(LiaisonDbContext db, Recipient recipient, DateTime now, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(now.AddHours(8));
        return recipient.Kind == RecipientKind.Officer || recipient.Kind == RecipientKind.Deputy && recipient.PersonId is { } person && await db.Posts.AnyAsync(post => post.PersonId == person
            && post.DivisionId == recipient.DivisionId && post.Role == Roles.VillageOfficer && post.From <= today && (post.Until == null || post.Until > today), cancellationToken);
    }
}
