using GovLiaison.Common;
using GovLiaison.Data;

namespace GovLiaison.Dispatch;

/// <summary>An answer on its way to the store.</summary>
/// <param name="Key">The number its row gets; null where the number is allotted inside the transaction.</param>
/// <param name="At">When it was given, where that was earlier than now.</param>
public sealed record KeyedReceipt(RecordReceipt Receipt, long? Key, DateTime? At = null);

/// <summary>
/// Stores answers of one moment as one transaction: a few statements for all of them, one tally write per village, one wait for
/// the disk. What each of them comes to is as if they had come one after the other.
/// </summary>
public sealed class ReceiptGroupService(LiaisonDatabase database, ICryptoProvider crypto, TimeProvider clock)
{
    /// <summary>One result per answer, in their order. A refused one adds nothing and takes nothing from the others.</summary>
    public Task<Result<IReadOnlyList<Result<bool>>>> RecordAsync(IReadOnlyList<KeyedReceipt> group, CancellationToken cancellationToken) =>
        database.WriteAsync<IReadOnlyList<Result<bool>>>(WritePriority.Answer, async db =>
        {
            var now = clock.UtcNow();
            var next = group.Any(answer => answer.Key is null) ? await db.AllotAsync(ReceiptKeys.Name, group.Count, cancellationToken) : 0;
            var members = group.Select((answer, i) => new ReceiptGroupMember(answer.Receipt, answer.Key ?? next + i, answer.At ?? now)).ToList();
            // always the same order, as whoever else takes tallies does
            foreach (var dispatch in members.GroupBy(member => member.Receipt.DispatchId).OrderBy(dispatch => dispatch.Key))
                await new ReceiptGroup(db, database.Dialect, crypto, dispatch.Key, [.. dispatch]).RecordAsync(cancellationToken);
            return members.ConvertAll(member => member.Result);
        }, cancellationToken);
}
