using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>Who answers from a phone number: only what the number was sent can be answered from it, of several messages the newest that still runs.</summary>
internal static class AskedRecipients
{
    /// <summary>Of the newest dispatch the resident and the officer or duty holder whose number it is; one who is both answers as both.</summary>
    public static async Task<IReadOnlyList<Recipient>> OfNumberAsync(LiaisonDbContext db, IQueryable<DispatchRun> runs, long phoneIndex, CancellationToken cancellationToken)
    {
        var told = db.Recipients.Where(row => db.Deliveries.Any(sent => sent.RecipientId == (row.CarrierId ?? row.Id)
            && (sent.State == DeliveryState.Unknown || (sent.State >= DeliveryState.Sent && sent.State <= DeliveryState.Unresolved))));
        var resident = await (from contact in db.ContactPoints
                              where contact.ValueIndex == phoneIndex
                              join recipient in told on contact.ResidentId equals recipient.ResidentId
                              join run in runs on recipient.DispatchId equals run.Id
                              where recipient.DivisionId == contact.VillageId && recipient.CarrierId == null
                              orderby run.State == DispatchState.Stopped, run.Id descending, recipient.Id
                              select new { Recipient = recipient, IsStopped = run.State == DispatchState.Stopped }).FirstOrDefaultAsync(cancellationToken);
        var person = await (from holder in db.Persons
                            where holder.PhoneIndex == phoneIndex
                            join recipient in told on holder.Id equals recipient.PersonId
                            join run in runs on recipient.DispatchId equals run.Id
                            orderby run.State == DispatchState.Stopped, run.Id descending, recipient.Id
                            select new { Recipient = recipient, IsStopped = run.State == DispatchState.Stopped }).FirstOrDefaultAsync(cancellationToken);
        var asked = new[] { resident, person }.Where(row => row is not null).Select(row => row!)
            .OrderBy(row => row.IsStopped).ThenByDescending(row => row.Recipient.DispatchId).ToList();
        return [.. asked.Where(row => row.Recipient.DispatchId == asked[0].Recipient.DispatchId).Select(row => row.Recipient)];
    }
}
