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
                          }).ToListAsync(cancellationToken);
        return rows.DistinctBy(row => row.DivisionId).ToDictionary(row => row.DivisionId,
            row => new DutyConfirmation(crypto.Decrypt(row.NameCipher, PersonalFields.PersonName(row.Id)), row.WasSent, row.AnsweredAt));
    }

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
