using System.Security.Cryptography;
using System.Text;

namespace GovLiaison.Channels;

/// <summary>The signature on callbacks of SMS and voice suppliers.</summary>
public static class CallbackSignature
{
    /// <summary>The header that carries it.</summary>
    public const string Header = "X-Gateway-Signature";

    /// <summary>
    /// Whether <paramref name="header"/> is the lower-case hex HMAC-SHA-256 of the body under the secret, compared in
    /// constant time. An empty secret validates nothing.
    /// </summary>
    public static bool IsValid(ReadOnlySpan<byte> body, string? header, string secret)
    {
        if (string.IsNullOrEmpty(secret) || header is not { Length: HMACSHA256.HashSizeInBytes * 2 })
            return false;
        Span<byte> expected = stackalloc byte[HMACSHA256.HashSizeInBytes * 2];
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), body, hash);
        Convert.TryToHexStringLower(hash, expected, out _);
        Span<byte> given = stackalloc byte[HMACSHA256.HashSizeInBytes * 2];
        return Encoding.ASCII.TryGetBytes(header, given, out var length) && CryptographicOperations.FixedTimeEquals(given[..length], expected);
    }
}
