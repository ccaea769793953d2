using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Divisions;
using GovLiaison.Posts;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>Whom to call when nobody of the village can be called: whoever holds the duty phone above it now.</summary>
public sealed class DutyPhoneQueries(LiaisonDatabase database, DivisionTreeCache trees, ICryptoProvider crypto, TimeProvider clock)
{
    /// <summary>Of a village its township's, of any other division its own; null when nobody is on duty there or he has no number.</summary>
    public async Task<string?> FindAsync(int divisionId, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        if (tree.ById(divisionId) is not { } place || (place.IsVillage ? place.ParentId : place.Id) is not { } dutyId) return null;
        return await database.ReadAsync(async db =>
        {
            var holders = await DutyQueries.HoldersAsync(db, [dutyId], clock.UtcNow(), cancellationToken);
            if (!holders.TryGetValue(dutyId, out var holder)) return null;
            var phone = await db.Persons.Where(row => row.Id == holder.PersonId).Select(row => row.PhoneCipher).SingleAsync(cancellationToken);
            return phone is null ? null : crypto.Decrypt(phone, PersonalFields.PersonPhone(holder.PersonId));
        }, cancellationToken);
    }
}
