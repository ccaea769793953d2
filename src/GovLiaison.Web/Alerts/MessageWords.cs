using System.Globalization;
using GovLiaison.Alerts;
using GovLiaison.Dispatch;
using GovLiaison.Web.Shell.Parts;

namespace GovLiaison.Web.Alerts;

/// <summary>How drafting and signing name an alert and its parts.</summary>
public static class MessageWords
{
    private static bool IsEnglish => CultureInfo.CurrentUICulture.Name is "en-US";

    public static string Title(AlertLabel label) => IsEnglish
        ? $"{label.HazardEn} {label.LevelEn}".Trim()
        : $"{label.HazardZh}{label.LevelZh}{MessageWordsTexts.AlertSuffix}";

    public static string Pick(string zh, string en) => IsEnglish ? en : zh;

    /// <summary>Which message of its alert; empty for the first.</summary>
    public static string Kind(AlertMessageKind kind) => kind switch
    {
        AlertMessageKind.Update => MessageWordsTexts.KindUpdate,
        AlertMessageKind.Lift => MessageWordsTexts.KindLift,
        AlertMessageKind.Cancel => MessageWordsTexts.KindCancel,
        _ => "",
    };

    public static string Reader(AlertWording wording) =>
        wording.Audience is TextAudiences.ResidentLeft ? MessageWordsTexts.ReaderLeft : MessageWordsTexts.ReaderResident;

    public static string Until(DateTime? utc) =>
        utc is { } at ? Phrase.Of(MessageWordsTexts.Until, BeijingTime.Text(at, TimeLook.DayTime)) : MessageWordsTexts.UntilMissing;

    public static IReadOnlyList<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>As the phone shows it: a link of the length that is really sent.</summary>
    public static string Sms(string text, bool isTraining) => TrainingMark.On(isTraining, text).Replace(SmsParts.Link, MessageWordsTexts.LinkSample, StringComparison.Ordinal);
}
