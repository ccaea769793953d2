using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>The rows of the answers themselves: one per dispatch, place, recipient, household and kind, inside the caller's transaction.</summary>
internal sealed class ReceiptRows(LiaisonDbContext db, IStoreDialect dialect, ICryptoProvider crypto, long dispatchId)
{
    // three notes; as UTF-8 they fit the column
    private const int LongestNotes = 3 * ReceiptService.LongestNote;

    private const string Sql = """
        INSERT INTO "Receipts" ("Id", "DispatchId", "DivisionId", "ListedHouseholdId", "RecipientId", "Kind", "Through", "ByPersonId", "At", "NoteCipher")
        SELECT @p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9
        WHERE NOT EXISTS (SELECT 1 FROM "Receipts" WHERE "DispatchId" = @p1 AND "DivisionId" = @p2 AND "ListedHouseholdId" = @p3 AND "RecipientId" = @p4 AND "Kind" = @p5)
        """;

    /// <summary>Says of each member whether its row is new; the words of one whose row stands join those that stand.</summary>
    public async Task AddAsync(IEnumerable<ReceiptGroupMember> members, CancellationToken cancellationToken)
    {
        await using var statement = new PreparedStatement(db, Sql, 0L, dispatchId, 0, 0L, 0L, "", "", Guid.Empty, dialect.TimeValue(DateTime.UnixEpoch), Array.Empty<byte>());
        foreach (var member in members)
        {
            member.IsNew = await statement.RunAsync(Values(member), cancellationToken) == 1;
            member.Result = member.IsNew;
            if (!member.IsNew && !string.IsNullOrWhiteSpace(member.Receipt.Note)) await AppendAsync(member, member.Receipt.Note, cancellationToken);
        }
    }

    private object[] Values(ReceiptGroupMember member)
    {
        var receipt = member.Receipt;
        return
        [
            member.Key, dispatchId, member.DivisionId, receipt.ListedHouseholdId ?? 0, receipt.RecipientId ?? 0, receipt.Kind, receipt.Through,
            receipt.ByPersonId ?? (object)DBNull.Value, dialect.TimeValue(member.At),
            string.IsNullOrWhiteSpace(receipt.Note) ? DBNull.Value : crypto.Encrypt(ReceiptService.Cut(receipt.Note, ReceiptService.LongestNote), PersonalFields.ReceiptNote(member.Key)),
        ];
    }

    // Who asks again says more: the words join those that stand, the same words from a second tap do not.
    private async Task AppendAsync(ReceiptGroupMember member, string more, CancellationToken cancellationToken)
    {
        var (recipientId, householdId, kind) = (member.Receipt.RecipientId ?? 0, member.Receipt.ListedHouseholdId ?? 0, member.Receipt.Kind);
        var standing = await db.Receipts.AsNoTracking().SingleAsync(row => row.DispatchId == dispatchId && row.DivisionId == member.DivisionId
            && row.ListedHouseholdId == householdId && row.RecipientId == recipientId && row.Kind == kind, cancellationToken);
        var place = PersonalFields.ReceiptNote(standing.Id);
        var said = standing.NoteCipher is { } cipher ? crypto.Decrypt(cipher, place) : "";
        var words = ReceiptService.Cut(more.Trim(), ReceiptService.LongestNote);
        if (said.Contains(words, StringComparison.Ordinal)) return;
        var noteCipher = crypto.Encrypt(ReceiptService.Cut(said.Length == 0 ? words : $"{said}\n{words}", LongestNotes), place);
        await db.Receipts.Where(row => row.Id == standing.Id).ExecuteUpdateAsync(set => set.SetProperty(row => row.NoteCipher, noteCipher), cancellationToken);
    }
}
