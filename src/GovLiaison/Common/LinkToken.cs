using System.Buffers;
using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace GovLiaison.Common;

/// <summary>
/// Unguessable addresses that need no row: the number is masked and carries a 128-bit keyed digest, so that a link tells
/// nothing, cannot be made by others, and a million of them cost no storage. One purpose never opens another's link.
/// </summary>
public sealed class LinkToken(ICryptoProvider crypto)
{
    private const int TagLength = 16, DigestLength = 32;

    public string For(string purpose, long number)
    {
        Span<byte> token = stackalloc byte[8 + TagLength];
        BinaryPrimitives.WriteInt64BigEndian(token, number);
        Span<byte> digest = stackalloc byte[DigestLength];
        crypto.Authenticate($"link.{purpose}", token[..8], digest);
        digest[..TagLength].CopyTo(token[8..]);
        Mask(purpose, token);
        return Base64Url.EncodeToString(token);
    }

    public long? Open(string purpose, string text)
    {
        Span<byte> token = stackalloc byte[8 + TagLength];
        // not TryDecode: that one throws on characters that are not of the alphabet, and links come from strangers
        if (text.Length != 32 || Base64Url.DecodeFromChars(text, token, out _, out var length) != OperationStatus.Done || length != token.Length)
            return null;
        Mask(purpose, token);
        Span<byte> expected = stackalloc byte[DigestLength];
        crypto.Authenticate($"link.{purpose}", token[..8], expected);
        return CryptographicOperations.FixedTimeEquals(expected[..TagLength], token[8..]) ? BinaryPrimitives.ReadInt64BigEndian(token) : null;
    }

    private void Mask(string purpose, Span<byte> token)
    {
        Span<byte> mask = stackalloc byte[DigestLength];
        crypto.Authenticate($"mask.{purpose}", token[8..], mask);
        for (var i = 0; i < 8; i++) token[i] ^= mask[i];
    }
}
