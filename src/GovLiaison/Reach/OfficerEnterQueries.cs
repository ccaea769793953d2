using System.Globalization;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Divisions;
using GovLiaison.Identity;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>Whom an officer's one-time link would let in.</summary>
/// <param name="IsSpent">By another phone, or too long ago for this one.</param>
/// <param name="IsDuty">Asked as the holder of a duty phone, not as an officer of a village.</param>
public sealed record OfficerDoor(Guid PersonId, string Name, IReadOnlyList<string> DivisionName, int DivisionId, bool IsDuty, bool IsSpent, DateTime ExpiresAt);

/// <summary>Reads behind a one-time link; looking spends nothing.</summary>
public sealed class OfficerEnterQueries(LiaisonDatabase database, DivisionTreeCache trees, ICryptoProvider crypto, TimeProvider clock)
{
    /// <param name="seed">See <see cref="DeviceService.BindAsync"/>.</param>
    /// <returns>Null when the number belongs to nobody who may enter.</returns>
    public async Task<OfficerDoor?> FindAsync(long recipientId, byte[]? seed, CancellationToken cancellationToken)
    {
        var link = string.Create(CultureInfo.InvariantCulture, $"{LinkPurposes.Officer}:{recipientId}");
        var found = await database.ReadAsync(db => (
            from recipient in db.Recipients
            where recipient.Id == recipientId
            join run in db.DispatchRuns on recipient.DispatchId equals run.Id
            join person in db.Persons on recipient.PersonId equals (Guid?)person.Id
            where person.IsActive
            select new { person.Id, person.NameCipher, recipient.Kind, recipient.DivisionId, run.ExpiresAt })
            .SingleOrDefaultAsync(cancellationToken), cancellationToken);
        if (found is null) return null;
        var spent = await database.ReadAsync(db => db.SpentLinks.SingleOrDefaultAsync(row => row.Id == link, cancellationToken), cancellationToken);
        var tree = await trees.CurrentAsync(cancellationToken);
        return new OfficerDoor(found.Id, crypto.Decrypt(found.NameCipher, PersonalFields.PersonName(found.Id)),
            tree.ById(found.DivisionId) is { } place ? tree.FullName(place) : [], found.DivisionId, found.Kind == RecipientKind.Duty,
            spent is not null && !DeviceService.IsOf(spent, seed, clock.UtcNow()), found.ExpiresAt);
    }
}
