using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>What each channel took and what it brought. A household counts once, with the answer that is its strongest evidence.</summary>
internal static class ReachThrough
{
    // strength of the kind times ten plus the place of the way it came: the greatest is the household's
    private static readonly string[] Ways = ["console", "village-page", "officer", "voice", "sms", "page"];

    public static async Task<ReachChannels> ReadAsync(LiaisonDbContext db, long dispatchId, CancellationToken cancellationToken)
    {
        var batches = await db.Batches.Where(row => row.DispatchId == dispatchId)
            .GroupBy(row => new { row.Channel, row.Recipients })
            .Select(group => new
            {
                group.Key.Channel, group.Key.Recipients, Count = group.Sum(row => row.Count), Sent = group.Sum(row => row.SentCount),
                Arrived = group.Sum(row => row.ArrivedCount), Failed = group.Sum(row => row.FailedCount),
            }).ToListAsync(cancellationToken);
        var brought = await BroughtAsync(db, dispatchId, cancellationToken);

        // an answer on the page came by the link that a channel carried; which one is not known, so the page stands for itself
        var channels = batches.Where(row => row.Recipients == RecipientKind.Resident).OrderBy(row => row.Channel, StringComparer.Ordinal)
            .Select(row => new ReachChannel(row.Channel, row.Count, row.Sent, row.Arrived, row.Failed, brought.GetValueOrDefault(row.Channel))).ToList();
        return new ReachChannels(channels, brought.Where(way => channels.TrueForAll(channel => channel.Channel != way.Key))
            .ToDictionary(way => way.Key, way => way.Value, StringComparer.Ordinal), batches.Sum(row => row.Sent));
    }

    private static async Task<Dictionary<string, int>> BroughtAsync(LiaisonDbContext db, long dispatchId, CancellationToken cancellationToken)
    {
        var ofHouseholds = db.Receipts.Where(row => row.DispatchId == dispatchId && row.ListedHouseholdId != 0)
            .Select(row => new { Household = row.ListedHouseholdId, row.Kind, row.Through });
        var ofPersons = db.Receipts.Where(row => row.DispatchId == dispatchId && row.ListedHouseholdId == 0 && row.RecipientId != 0)
            .Join(db.Recipients.Where(row => row.ListedHouseholdId != null), row => row.RecipientId, recipient => recipient.Id,
                (row, recipient) => new { Household = recipient.ListedHouseholdId!.Value, row.Kind, row.Through });
        var strongest = await ofHouseholds.Concat(ofPersons)
            .Where(row => row.Kind == ReceiptKinds.Relayed || row.Kind == ReceiptKinds.ToldInPerson || row.Kind == ReceiptKinds.Listened
                || row.Kind == ReceiptKinds.Confirmed || row.Kind == ReceiptKinds.Help)
            .Select(row => new
            {
                row.Household,
                Rank = (row.Kind == ReceiptKinds.Help ? 50 : row.Kind == ReceiptKinds.Confirmed ? 40 : row.Kind == ReceiptKinds.Listened ? 30
                        : row.Kind == ReceiptKinds.ToldInPerson ? 20 : 10)
                    + (row.Through == "page" ? 5 : row.Through == "sms" ? 4 : row.Through == "voice" ? 3 : row.Through == "officer" ? 2 : row.Through == "village-page" ? 1 : 0),
            })
            .GroupBy(row => row.Household).Select(group => group.Max(row => row.Rank))
            .GroupBy(rank => rank).Select(group => new { Rank = group.Key, Households = group.Count() })
            .ToListAsync(cancellationToken);
        return strongest.GroupBy(row => Ways[row.Rank % 10], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Sum(row => row.Households), StringComparer.Ordinal);
    }
}
