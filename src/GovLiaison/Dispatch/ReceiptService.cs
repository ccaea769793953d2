using GovLiaison.Common;

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
public sealed class ReceiptService(AnswerIntake intake)
{
    public const int LongestNote = 200;

    /// <summary>Whoever reads it sees by the last sign that there was more.</summary>
    public static string Cut(string note, int longest)
    {
        if (note.Length <= longest) return note;
        var kept = longest - 1;
        return $"{note[..(char.IsHighSurrogate(note[kept - 1]) ? kept - 1 : kept)]}…";
    }

    /// <summary>True when the receipt is new or opens a closed request for help again, false when it stood already.</summary>
    public Task<Result<bool>> RecordAsync(RecordReceipt receipt, CancellationToken cancellationToken) => intake.TakeAsync(receipt, cancellationToken);
}
