using System.Text;
using GovLiaison.Dispatch;

namespace GovLiaison.Channels.WeCom;

/// <summary>
/// Makes the card of one item. text_notice needs no task_id (only interactive cards and menus do), and the same item
/// must give the same bytes at every retry, or WeCom's duplicate check could not recognise it.
/// </summary>
internal static class WeComCards
{
    // WeCom advises 26 and 112 characters for title and text and cuts silently: three bytes for a Chinese character
    private const int TitleBytes = 26 * 3;
    private const int TextBytes = 112 * 3;

    public static WeComSend Make(EndpointPlan endpoint, OutboundItem item) => new()
    {
        ToUser = item.Address,
        AgentId = endpoint.Application,
        Card = new WeComCard
        {
            MainTitle = new WeComTitle(Cut(item.Text.Headline, TitleBytes)),
            SubTitleText = Cut(item.Text.Fact, TextBytes),
            CardAction = new WeComAction(item.Link ?? ""),
        },
    };

    /// <summary>Never inside a character; what is cut shows it.</summary>
    internal static string Cut(string text, int bytes)
    {
        if (Encoding.UTF8.GetByteCount(text) <= bytes)
            return text;
        var room = bytes - 3;
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            room -= rune.Utf8SequenceLength;
            if (room < 0)
                break;
            length += rune.Utf16SequenceLength;
        }

        return text[..length] + "…";
    }
}
