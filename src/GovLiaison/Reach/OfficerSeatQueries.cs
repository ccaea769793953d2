using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Divisions;
using GovLiaison.Identity;
using GovLiaison.Posts;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>Who holds this phone, and for which places he answers today.</summary>
/// <param name="Actor">Grants of his villages only.</param>
/// <param name="DutyAreas">Divisions whose duty phone he holds now; he follows them but marks no household there.</param>
public sealed record OfficerSeat(Actor Actor, Guid DeviceId, Guid PersonId, string Name, IReadOnlyList<DivisionNode> Villages, IReadOnlyList<DivisionNode> DutyAreas)
{
    public IReadOnlyList<DivisionNode> Places => Villages.Count > 0 ? Villages : DutyAreas;
}

public sealed class OfficerSeatQueries(LiaisonDatabase database, DeviceService devices, GrantCompiler grants, DivisionTreeCache trees, ICryptoProvider crypto, TimeProvider clock)
{
    /// <summary>Null for a cookie that is not bound (any more), or whose person serves nowhere today.</summary>
    public async Task<OfficerSeat?> FindAsync(string? cookie, CancellationToken cancellationToken)
    {
        if (await devices.FindAsync(cookie, cancellationToken) is not { } device) return null;
        var tree = await trees.CurrentAsync(cancellationToken);
        var now = clock.UtcNow();
        var (held, duties, name) = await database.ReadAsync(async db => (
            await grants.CompileAsync(db, device.PersonId, cancellationToken),
            await db.Duties.Where(row => row.PersonId == device.PersonId && row.From <= now && (row.Until == null || row.Until > now))
                .Select(row => row.DivisionId).Distinct().ToListAsync(cancellationToken),
            await db.Persons.Where(row => row.Id == device.PersonId).Select(row => row.NameCipher).SingleAsync(cancellationToken)), cancellationToken);
        var serving = held.Where(grant => string.Equals(grant.Permission, Permissions.ServeVillage, StringComparison.Ordinal)).ToList();
        var actor = new Actor("officer", device.PersonId, DeviceService.SessionOf(device.DeviceId), serving);
        var seat = new OfficerSeat(actor, device.DeviceId, device.PersonId, crypto.Decrypt(name, PersonalFields.PersonName(device.PersonId)),
            [.. tree.Tops(serving.Select(grant => grant.Range)).Where(node => node.IsVillage)],
            [.. duties.Select(tree.ById).OfType<DivisionNode>()]);
        return seat.Places.Count == 0 ? null : seat;
    }

    /// <summary>The person behind a bound device, whatever he serves.</summary>
    public async Task<Guid?> PersonAsync(string? cookie, CancellationToken cancellationToken) =>
        (await devices.FindAsync(cookie, cancellationToken))?.PersonId;
}
