using GovLiaison.Dispatch;

namespace GovLiaison.Alerts;

public enum WordingFault
{
    /// <summary>A text names another level than the one that was chosen.</summary>
    OtherLevel,

    /// <summary>An SMS without the link: allowed, answered with 1 or 2, and rarely meant.</summary>
    NoLink,

    /// <summary>An update whose SMS or spoken text is word for word that of the message before: nobody who hears it learns that anything changed.</summary>
    SameAsBefore,
}

/// <param name="Field"><c>headline</c>, <c>fact</c>, <c>actions</c>, <c>sms</c> or <c>spoken</c>.</param>
/// <param name="Before">What stands before the word, shortened; with <see cref="After"/> it shows the place.</param>
public sealed record WordingWarning(WordingFault Fault, string Field, AlertWording Text, bool IsCorrection, string Before = "", string Word = "", string After = "");

/// <summary>What texts say that their author may not have meant. Nothing is refused for it; who writes and who signs is told.</summary>
public static class WordingWarnings
{
    private const int Around = 8;

    private static readonly (string Field, Func<AlertWording, string> Read)[] Parts =
    [
        ("headline", text => text.Headline), ("fact", text => text.Fact), ("actions", text => text.Actions),
        ("sms", text => text.Sms), ("spoken", text => text.Spoken),
    ];

    /// <param name="before">The texts of the message that went out before this one; none for a first.</param>
    public static IReadOnlyList<WordingWarning> Find(LevelWords levels, string levelCode, AlertMessageKind kind, IEnumerable<AlertWording> texts, AlertWording? correction,
        IReadOnlyList<AlertWording> before)
    {
        var written = texts.ToList();
        var found = written.SelectMany(text => OtherLevels(levels, levelCode, text, isCorrection: false)).ToList();
        if (correction is not null) found.AddRange(OtherLevels(levels, levelCode, correction, isCorrection: true));
        if (kind is AlertMessageKind.Alert or AlertMessageKind.Update)
            found.AddRange(written.Where(text => text.Audience is TextAudiences.Resident && !string.IsNullOrWhiteSpace(text.Sms) && !text.Sms.Contains(SmsParts.Link, StringComparison.Ordinal))
                .Select(text => new WordingWarning(WordingFault.NoLink, "sms", text, IsCorrection: false)));
        if (kind is AlertMessageKind.Update) found.AddRange(written.SelectMany(text => Repeated(text, before)));
        return found;
    }

    private static IEnumerable<WordingWarning> Repeated(AlertWording text, IReadOnlyList<AlertWording> before) =>
        from old in before
        where string.Equals(old.Language, text.Language, StringComparison.Ordinal) && string.Equals(old.Audience, text.Audience, StringComparison.Ordinal)
        from part in Parts
        where part.Field is "sms" or "spoken" && part.Read(text).Length > 0 && string.Equals(part.Read(old).Trim(), part.Read(text).Trim(), StringComparison.Ordinal)
        select new WordingWarning(WordingFault.SameAsBefore, part.Field, text, IsCorrection: false);

    private static IEnumerable<WordingWarning> OtherLevels(LevelWords levels, string levelCode, AlertWording text, bool isCorrection) =>
        from part in Parts
        let words = part.Read(text)
        from hit in levels.Others(words, levelCode)
        let end = hit.Start + hit.Word.Length
        select new WordingWarning(WordingFault.OtherLevel, part.Field, text, isCorrection,
            (hit.Start > Around ? "…" : "") + words[Math.Max(0, hit.Start - Around)..hit.Start], hit.Word,
            words[end..Math.Min(words.Length, end + Around)] + (words.Length > end + Around ? "…" : ""));
}
