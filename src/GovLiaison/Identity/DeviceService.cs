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

    // on a slow line a second tap drops the answer to the first, and the cookie with it
    private static readonly TimeSpan Again = TimeSpan.FromMinutes(10);

    /// <summary>Spends the link of this purpose and number, which the caller has opened and knows to belong to the person.</summary>
    /// <param name="seed">
    /// What only the phone that looked at the link can show, stored nowhere: device and secret come out of it, so that the same phone
    /// gets the same cookie once more for ten minutes. Null: the link opens once.
    /// </param>
    public Task<Result<BoundDevice>> BindAsync(string purpose, long number, Guid personId, CancellationToken cancellationToken, byte[]? seed = null)
    {
        var device = DeviceOf(seed) ?? Guid.CreateVersion7();
        var secret = seed is null ? RandomNumberGenerator.GetBytes(SecretLength) : HMACSHA256.HashData(seed, "secret"u8);
        var link = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{purpose}:{number}");
        return database.WriteAsync<BoundDevice>(WritePriority.Answer, async db =>
        {
            var spent = await db.SpentLinks.AsNoTracking().SingleOrDefaultAsync(row => row.Id == link, cancellationToken);
            if (spent is not null && !IsOf(spent, seed, clock.UtcNow())) return IdentityRefusals.LinkSpent;
            if (!await db.Persons.AnyAsync(row => row.Id == personId && row.IsActive, cancellationToken)) return IdentityRefusals.LinkInvalid;
            var cookie = Base64Url.EncodeToString([.. device.ToByteArray(bigEndian: true), .. secret]);
            if (spent is not null) return new BoundDevice(device, personId, cookie);
            var now = clock.UtcNow();
            db.SpentLinks.Add(new SpentLink { Id = link, DeviceId = device, SpentAt = now });
            db.Devices.Add(new Device { Id = device, PersonId = personId, SecretHash = SHA256.HashData(secret), BoundAt = now });
            await audit.RecordAsync(db, Officer(personId, device), "DeviceBound", Subject(device), new { link }, cancellationToken);
            return new BoundDevice(device, personId, cookie);
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

    /// <summary>Whether the phone with this seed spent the link just now and may have lost the answer.</summary>
    public static bool IsOf(SpentLink spent, byte[]? seed, DateTime now) => spent.DeviceId == DeviceOf(seed) && now - spent.SpentAt <= Again;

    public static string SessionOf(Guid deviceId) => $"device-{deviceId:N}";

    private static Guid? DeviceOf(byte[]? seed) => seed is null ? null : new Guid(HMACSHA256.HashData(seed, "device"u8).AsSpan(0, IdLength), bigEndian: true);

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
