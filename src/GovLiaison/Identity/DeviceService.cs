using System.Buffers.Text;
using System.Security.Cryptography;
using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Identity;

/// <summary>A device just bound; the cookie is shown once and stored nowhere.</summary>
public sealed record BoundDevice(Guid DeviceId, Guid PersonId, string Cookie);

/// <summary>A device that came back with its cookie.</summary>
public sealed record KnownDevice(Guid DeviceId, Guid PersonId);

/// <summary>
/// Officers have no password: a one-time link binds the phone it is opened on, by a POST, and the cookie opens the officer's
/// pages until it is revoked.
/// </summary>
public sealed class DeviceService(LiaisonDatabase database, AuditTrail audit, TimeProvider clock)
{
    private const int SecretLength = 32, IdLength = 16;

    /// <summary>Spends the link of this purpose and number, which the caller has opened and knows to belong to the person.</summary>
    public Task<Result<BoundDevice>> BindAsync(string purpose, long number, Guid personId, CancellationToken cancellationToken)
    {
        var device = Guid.CreateVersion7();
        var secret = RandomNumberGenerator.GetBytes(SecretLength);
        var link = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{purpose}:{number}");
        return database.WriteAsync<BoundDevice>(WritePriority.Answer, async db =>
        {
            if (await db.SpentLinks.AnyAsync(row => row.Id == link, cancellationToken)) return IdentityRefusals.LinkSpent;
            if (!await db.Persons.AnyAsync(row => row.Id == personId && row.IsActive, cancellationToken)) return IdentityRefusals.LinkInvalid;
            var now = clock.UtcNow();
            db.SpentLinks.Add(new SpentLink { Id = link, DeviceId = device, SpentAt = now });
            db.Devices.Add(new Device { Id = device, PersonId = personId, SecretHash = SHA256.HashData(secret), BoundAt = now });
            await audit.RecordAsync(db, Officer(personId, device), "DeviceBound", Subject(device), new { link }, cancellationToken);
            return new BoundDevice(device, personId, Base64Url.EncodeToString([.. device.ToByteArray(bigEndian: true), .. secret]));
        }, cancellationToken);
    }

    /// <summary>Null for a cookie that is foreign, altered or revoked, or whose person is no longer active.</summary>
    public async Task<KnownDevice?> FindAsync(string? cookie, CancellationToken cancellationToken)
    {
        if (Open(cookie) is not { } opened) return null;
        var device = await database.ReadAsync(db => db.Devices
            .Where(row => row.Id == opened.DeviceId && row.RevokedAt == null && db.Persons.Any(person => person.Id == row.PersonId && person.IsActive))
            .Select(row => new { row.Id, row.PersonId, row.SecretHash }).SingleOrDefaultAsync(cancellationToken), cancellationToken);
        return device is not null && CryptographicOperations.FixedTimeEquals(device.SecretHash, opened.SecretHash) ? new KnownDevice(device.Id, device.PersonId) : null;
    }

    /// <summary>By the owner (signing out) or the system administrator (a lost phone).</summary>
    public Task<Result<Done>> RevokeAsync(Actor actor, Guid deviceId, CancellationToken cancellationToken) =>
        database.WriteAsync<Done>(WritePriority.Answer, async db =>
        {
            var device = await db.Devices.SingleOrDefaultAsync(row => row.Id == deviceId, cancellationToken);
            if (device is null || device.PersonId != actor.PersonId && !actor.May(Permissions.ManageSystem)) return Refusal.NotFound;
            if (device.RevokedAt is not null) return default(Done);
            device.RevokedAt = clock.UtcNow();
            await audit.RecordAsync(db, actor, "DeviceRevoked", Subject(deviceId), new { device.PersonId }, cancellationToken);
            return default(Done);
        }, cancellationToken);

    public static string SessionOf(Guid deviceId) => $"device-{deviceId:N}";

    private static (Guid DeviceId, byte[] SecretHash)? Open(string? cookie)
    {
        Span<byte> bytes = stackalloc byte[IdLength + SecretLength];
        return cookie?.Length == Base64Url.GetEncodedLength(bytes.Length)
            && Base64Url.DecodeFromChars(cookie, bytes, out _, out var length) == System.Buffers.OperationStatus.Done && length == bytes.Length
            ? (new Guid(bytes[..IdLength], bigEndian: true), SHA256.HashData(bytes[IdLength..]))
            : null;
    }

    private static Actor Officer(Guid personId, Guid deviceId) => new("officer", personId, SessionOf(deviceId), []);

    private static AuditSubject Subject(Guid deviceId) => new("Device", deviceId, DivisionPath.Everything.Value);
}
