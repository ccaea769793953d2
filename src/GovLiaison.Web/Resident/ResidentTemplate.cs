using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace GovLiaison.Web.Resident;

/// <summary>What differs between two readers of the same page.</summary>
public enum ResidentSlot { Token, Place, OfficerName, OfficerPhone, At, HelpTaken, HelpClosed, LaterToken }

/// <summary>A rendered page cut at its slots: serving it is copying bytes.</summary>
public sealed class ResidentTemplate
{
    // made anew by every process and unknown to authors: no text can carry a mark of its own
    private static readonly string Nonce = $"slot{Guid.NewGuid():N}";

    // Chinese as itself, as in the rest of the page
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private readonly List<(byte[] Text, ResidentSlot? Then)> _segments = [];

    private ResidentTemplate(string html)
    {
        var parts = html.Split(Nonce);
        for (var i = 0; i < parts.Length; i++)
        {
            // every part after the first begins with the two digits of its slot
            var text = i == 0 ? parts[i] : parts[i][2..];
            ResidentSlot? next = i + 1 < parts.Length ? (ResidentSlot)int.Parse(parts[i + 1].AsSpan(0, 2), CultureInfo.InvariantCulture) : null;
            _segments.Add((Encoding.UTF8.GetBytes(text), next));
        }
    }

    public int Length => _segments.Sum(segment => segment.Text.Length);

    /// <summary>Stands in a view for a value that the request fills in.</summary>
    public static string Mark(ResidentSlot slot) => string.Create(CultureInfo.InvariantCulture, $"{Nonce}{(int)slot:00}");

    public static ResidentTemplate Cut(string html) => new(html);

    public void Write(IBufferWriter<byte> target, Func<ResidentSlot, string> value)
    {
        foreach (var (text, slot) in _segments)
        {
            target.Write(text);
            if (slot is { } named) Encoding.UTF8.GetBytes(Encoder.Encode(value(named)), target);
        }
    }
}
