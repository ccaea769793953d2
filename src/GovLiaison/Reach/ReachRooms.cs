using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>Which duty rooms above the villages were told, and which confirmed.</summary>
internal sealed class ReachRooms(LiaisonDbContext db, ICryptoProvider crypto, long dispatchId)
{
    /// <summary>By division; of several who held one duty phone, whoever confirmed.</summary>
    public async Task<IReadOnlyDictionary<int, DutyConfirmation>> OfAsync(IReadOnlyCollection<int> divisionIds, CancellationToken cancellationToken)
    {
        var rows = await (from recipient in db.Recipients
                          where recipient.DispatchId == dispatchId && recipient.Kind == RecipientKind.Duty && divisionIds.Contains(recipient.DivisionId)
                          join person in db.Persons on recipient.PersonId equals person.Id
                          orderby recipient.AnsweredAt == null, recipient.Id
                          select new
                          {
                              recipient.DivisionId, person.Id, person.NameCipher, recipient.AnsweredAt,
                              WasSent = db.Deliveries.Any(delivery => delivery.RecipientId == (recipient.CarrierId ?? recipient.Id)
                                  && delivery.State >= DeliveryState.Sent && delivery.State <= DeliveryState.Unresolved),
                              MayBeRepeated = db.Deliveries.Any(delivery => delivery.RecipientId == (recipient.CarrierId ?? recipient.Id) && delivery.MayBeRepeated),
                          }).ToListAsync(cancellationToken);
        return rows.DistinctBy(row => row.DivisionId).ToDictionary(row => row.DivisionId,
            row => new DutyConfirmation(crypto.Decrypt(row.NameCipher, PersonalFields.PersonName(row.Id)), row.WasSent, row.AnsweredAt, row.MayBeRepeated));
    }

    /// <summary>The villages to one of whose officers something may have gone twice.</summary>
    public async Task<IReadOnlySet<int>> RepeatedAsync(IReadOnlyCollection<int> villageIds, CancellationToken cancellationToken) =>
        villageIds.Count == 0 ? new HashSet<int>() : (await db.Recipients
            .Where(row => row.DispatchId == dispatchId && villageIds.Contains(row.DivisionId) && (row.Kind == RecipientKind.Officer || row.Kind == RecipientKind.Deputy)
                && db.Deliveries.Any(delivery => delivery.RecipientId == (row.CarrierId ?? row.Id) && delivery.MayBeRepeated))
            .Select(row => row.DivisionId).Distinct().ToListAsync(cancellationToken)).ToHashSet();

    public async Task<(int Told, int Confirmed)> CountAsync(Actor actor, DivisionPath? within, CancellationToken cancellationToken)
    {
        // from the divisions, of which there are few, to their recipients: of those there may be a million
        var divisions = db.Divisions.Where(row => !row.IsVillage).WhereWithin(row => row.Path, actor.Ranges(Permissions.View));
        if (within is { } place) divisions = divisions.WhereWithin(row => row.Path, [place]);
        var rooms = from division in divisions
                    join recipient in db.Recipients on new { DispatchId = dispatchId, DivisionId = division.Id } equals new { recipient.DispatchId, recipient.DivisionId }
                    where recipient.Kind == RecipientKind.Duty
                    select recipient.AnsweredAt;
        return (await rooms.CountAsync(cancellationToken), await rooms.CountAsync(at => at != null, cancellationToken));
    }
}
