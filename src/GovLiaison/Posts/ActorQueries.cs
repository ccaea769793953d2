using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Identity;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Posts;

/// <summary>Who stands behind a session or a device now, with the rights of today; null when the session is over.</summary>
public sealed class ActorQueries(LiaisonDatabase database, DeviceService devices, GrantCompiler grants)
{
    public Task<Actor?> OfSessionAsync(Guid accountId, string stamp, string session, CancellationToken cancellationToken) =>
        database.ReadAsync(async db =>
        {
            var personId = await db.StaffAccounts.Where(row => row.Id == accountId && row.Stamp == stamp && !row.IsDisabled)
                .Select(row => (Guid?)row.PersonId).SingleOrDefaultAsync(cancellationToken);
            return personId is null ? null : new Actor("staff", personId, session, await grants.CompileAsync(db, personId.Value, cancellationToken));
        }, cancellationToken);

    /// <summary>An officer on a bound device: his villages only, whatever other posts he holds.</summary>
    public async Task<Actor?> OfDeviceAsync(string? cookie, CancellationToken cancellationToken)
    {
        if (await devices.FindAsync(cookie, cancellationToken) is not { } device) return null;
        var held = await grants.CompileAsync(device.PersonId, cancellationToken);
        var villages = held.Where(grant => string.Equals(grant.Permission, Permissions.ServeVillage, StringComparison.Ordinal)).ToList();
        return villages.Count == 0 ? null : new Actor("officer", device.PersonId, DeviceService.SessionOf(device.DeviceId), villages);
    }
}
