namespace GovLiaison.Identity;

/// <summary>A member of staff or an officer. Rights come from posts, never from here.</summary>
public sealed class Person
{
    public required Guid Id { get; init; }
    public required byte[] NameCipher { get; set; }
    public required byte[]? PhoneCipher { get; set; }

    /// <summary>Blind index of the phone; not unique.</summary>
    public long? PhoneIndex { get; set; }

    /// <summary>The userid at WeCom, ≤ 64 bytes; null without an account there.</summary>
    public string? WeComUserId { get; set; }

    public bool IsActive { get; set; } = true;
    public required DateTime CreatedAt { get; init; }
}

/// <summary>A console account: one per member of staff.</summary>
public sealed class StaffAccount
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }

    /// <summary>Lower case; unique.</summary>
    public required string Login { get; init; }

    public required string PasswordHash { get; set; }

    /// <summary>Changes with the password, the posts or a deactivation: sessions with an older stamp end.</summary>
    public required string Stamp { get; set; }

    public int FailedTries { get; set; }
    public DateTime? LockedUntil { get; set; }
    public bool IsDisabled { get; set; }
    public DateTime? LastSignInAt { get; set; }
    public required DateTime CreatedAt { get; init; }
}

/// <summary>An officer's phone, bound by a one-time link; its cookie opens the officer's pages until revoked.</summary>
public sealed class Device
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required byte[] SecretHash { get; init; }
    public required DateTime BoundAt { get; init; }
    public DateTime? RevokedAt { get; set; }
}

/// <summary>A one-time link that has been spent; the links themselves are computed and need no row.</summary>
public sealed class SpentLink
{
    /// <summary>Purpose and number, for instance <c>officer:281474976710657</c>.</summary>
    public required string Id { get; init; }

    public required Guid DeviceId { get; init; }
    public required DateTime SpentAt { get; init; }
}
