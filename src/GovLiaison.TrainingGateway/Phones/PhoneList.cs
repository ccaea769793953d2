using GovLiaison.TrainingGateway.People;

namespace GovLiaison.TrainingGateway.Phones;

[Flags]
internal enum Holders
{
    Unknown = 0,
    Officer = 1,
    Resident = 2,
}

/// <summary>One phone of the list.</summary>
/// <param name="Held">By what it received, see <see cref="PhoneList.HeldBy"/>.</param>
/// <param name="Last">The newest message that fits.</param>
/// <param name="Count">How many of its messages fit.</param>
internal sealed record PhoneRow(string To, Holders Held, IReadOnlyList<string> Channels, InboxText Last, int Count);

/// <summary>What is looked for: part of a number or of a text, who, over which channel.</summary>
internal sealed record FindPhones(string? Words, Holders Held, string? Channel);

/// <summary>The phones behind the texts that are held. It knows nothing but what came over the wire.</summary>
internal static class PhoneList
{
    /// <summary>The newest message first.</summary>
    public static IReadOnlyList<PhoneRow> Find(IEnumerable<InboxText> texts, FindPhones find) =>
    [
        .. texts.GroupBy(text => text.To, StringComparer.OrdinalIgnoreCase)
            .Select(phone => Row(phone, find)).OfType<PhoneRow>()
            .OrderByDescending(row => row.Last.At).ThenBy(row => row.To, StringComparer.Ordinal),
    ];

    /// <summary>Members of WeCom and who got a link to the officers' pages hold a post; a link to a resident's page goes to a resident.</summary>
    public static Holders HeldBy(InboxText text) =>
        text.Channel is "wecom" || text.Text.Contains("/o/", StringComparison.Ordinal) ? Holders.Officer
        : text.Text.Contains("/r/", StringComparison.Ordinal) ? Holders.Resident
        : Holders.Unknown;

    private static PhoneRow? Row(IGrouping<string, InboxText> phone, FindPhones find)
    {
        var held = phone.Aggregate(Holders.Unknown, (sum, text) => sum | HeldBy(text));
        if (find.Held != Holders.Unknown && (held & find.Held) == Holders.Unknown) return null;
        var isNumber = find.Words is { } part && phone.Key.Contains(part, StringComparison.OrdinalIgnoreCase);
        InboxText? last = null;
        var count = 0;
        foreach (var text in phone)
        {
            if (find.Channel is { } channel && !string.Equals(text.Channel, channel, StringComparison.Ordinal)) continue;
            if (find.Words is { } words && !isNumber && !Says(text, words)) continue;
            if (last is null || text.At >= last.At) last = text;
            count++;
        }

        return last is null ? null : new PhoneRow(phone.Key, held, [.. phone.Select(text => text.Channel).Distinct(StringComparer.Ordinal)], last, count);
    }

    private static bool Says(InboxText text, string words) =>
        text.Card is { } card
            ? card.Title.Contains(words, StringComparison.OrdinalIgnoreCase) || card.Text.Contains(words, StringComparison.OrdinalIgnoreCase)
            : text.Text.Contains(words, StringComparison.OrdinalIgnoreCase);
}
