using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GovLiaison.TrainingGateway.Ledger;

/// <summary>
/// Writes ledger lines of one request. Key and address are of harmless characters by the time they come here, so the
/// line is put together from bytes; only the account needs escaping, once a request.
/// </summary>
internal readonly ref struct LedgerLine(ArrayBufferWriter<byte> output, string channel, string mode, string account, DateTime at)
{
    private readonly ReadOnlySpan<byte> _head = Encoding.UTF8.GetBytes(
        $"{{\"at\":\"{at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture)}\",\"channel\":\"{channel}\",\"mode\":\"{mode}\",\"account\":\"{JsonEncodedText.Encode(account)}\",\"key\":\"");

    public void Write(ReadOnlySpan<byte> key, ReadOnlySpan<byte> to, ReadOnlySpan<byte> digest, bool isShown)
    {
        output.Write(_head);
        output.Write(key);
        output.Write("\",\"to\":\""u8);
        output.Write(to);
        output.Write("\",\"text\":\""u8);
        Convert.TryToHexStringLower(digest, output.GetSpan(digest.Length * 2), out var written);
        output.Advance(written);
        output.Write(isShown ? "\",\"shown\":true}\n"u8 : "\",\"shown\":false}\n"u8);
    }

    /// <summary>What a key stands for: the address and the text.</summary>
    public static ulong BodyHash(ReadOnlySpan<byte> to, ReadOnlySpan<byte> digest) =>
        Hashes.Of(to, BinaryPrimitives.ReadUInt64LittleEndian(digest));
}
