namespace GovLiaison.Common;

/// <summary>
/// Encrypts personal data and makes blind indexes. A seam because a government installation may have to put a certified
/// module (SM4, hardware) in its place.
/// </summary>
public interface ICryptoProvider
{
    /// <summary>
    /// Cipher text with its version, key id, nonce and tag. Bound to its place: decrypting it under another table, column or
    /// owner fails.
    /// </summary>
    byte[] Encrypt(string plain, FieldPlace place);

    /// <summary>The text, or a <see cref="System.Security.Cryptography.CryptographicException"/> when it was moved or altered.</summary>
    string Decrypt(ReadOnlySpan<byte> cipher, FieldPlace place);

    /// <summary>A keyed 64-bit digest for equality search; not unique by promise. Purpose separates phone from name.</summary>
    long BlindIndex(string purpose, string value);

    /// <summary>A keyed digest for links and signatures of ours.</summary>
    /// <param name="digest">Room for 32 bytes.</param>
    void Authenticate(string purpose, ReadOnlySpan<byte> data, Span<byte> digest);
}

/// <summary>Where an encrypted field lives; becomes the associated data of the cipher.</summary>
public readonly record struct FieldPlace(string Table, string Column, string Owner)
{
    public FieldPlace(string table, string column, long owner)
        : this(table, column, owner.ToString(System.Globalization.CultureInfo.InvariantCulture)) { }

    public FieldPlace(string table, string column, Guid owner) : this(table, column, owner.ToString("N")) { }
}
