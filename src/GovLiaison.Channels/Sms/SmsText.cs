using System.Buffers;
using System.Text;
using System.Text.Json;

namespace GovLiaison.Channels.Sms;

/// <summary>One text of a message, escaped once; what differs between a million SMS is the link.</summary>
internal sealed class SmsText(string text)
{
    private const string LinkMark = "{link}";
    private const int OnStack = 2048, MostPerCharacter = 6;

    private readonly byte[][] _parts = [.. text.Split(LinkMark).Select(part => JsonEncodedText.Encode(part, BatchRequests.Encoder).EncodedUtf8Bytes.ToArray())];
    private readonly int _length = JsonEncodedText.Encode(text, BatchRequests.Encoder).EncodedUtf8Bytes.Length;

    /// <summary>Writes the text as a JSON string with the link in its places.</summary>
    public void Write(Utf8JsonWriter json, string? link)
    {
        var most = 2 + _length + (_parts.Length - 1) * MostPerCharacter * (link?.Length ?? 0);
        var rented = most > OnStack ? ArrayPool<byte>.Shared.Rent(most) : null;
        var value = rented is null ? stackalloc byte[OnStack] : rented;
        value[0] = (byte)'"';
        var at = 1;
        for (var i = 0; i < _parts.Length; i++)
        {
            if (i > 0 && link is not null) at += Escape(link, value[at..]);
            _parts[i].CopyTo(value[at..]);
            at += _parts[i].Length;
        }
        value[at++] = (byte)'"';
        json.WriteRawValue(value[..at], skipInputValidation: true);
        if (rented is not null) ArrayPool<byte>.Shared.Return(rented);
    }

    private static int Escape(string link, Span<byte> value)
    {
        Span<byte> plain = stackalloc byte[OnStack];
        var length = Encoding.UTF8.GetBytes(link, plain);
        BatchRequests.Encoder.EncodeUtf8(plain[..length], value, out _, out var written);
        return written;
    }
}
