namespace GovLiaison.Dispatch;

/// <summary>
/// What an SMS reply means: a leading 1 or 2 as the message asks for, or one of few plain words. Anything else is kept as it was
/// written and claims nothing.
/// </summary>
public static class ReplyPolicy
{
    /// <summary>For how long after a message ran out somebody may still ask for help under it.</summary>
    public static readonly TimeSpan HelpGrace = TimeSpan.FromHours(24);

    private static readonly string[] Received = ["收到", "收到了", "已收到", "知道了", "我知道了"];
    private static readonly string[] Asking = ["帮", "求助", "要帮", "需要帮", "help"];

    /// <summary>Null where nothing was written.</summary>
    public static (string Kind, string? Note)? Read(string text)
    {
        var said = text.Trim();
        if (said.Length == 0) return null;
        var first = new string([.. said.TakeWhile(IsOfWord)]);
        var rest = said[first.Length..].TrimStart([.. said.Where(sign => !IsOfWord(sign))]);
        var note = rest.Length == 0 ? null : rest;
        if (CodeOf(first) is { } kind)
            // with nothing between them the figure may belong to the words: 1个人在家
            return (kind, first.Length == 1 ? note : said);
        if (said.Contains("救命", StringComparison.Ordinal) || Asking.Any(word => said.StartsWith(word, StringComparison.OrdinalIgnoreCase)))
            return (ReceiptKinds.Help, said);
        return Received.Contains(first, StringComparer.Ordinal) ? (ReceiptKinds.Confirmed, note) : (ReceiptKinds.Said, said);
    }

    // 12 or 120 is no answer to what was asked
    private static string? CodeOf(string word) => word.Length == 0 || word.Length > 1 && char.IsDigit(word[1]) ? null : word[0] switch
    {
        '1' or '１' => ReceiptKinds.Confirmed,
        '2' or '２' => ReceiptKinds.Help,
        _ => null,
    };

    private static bool IsOfWord(char sign) => char.IsLetterOrDigit(sign);
}
