using System.Globalization;
using GovLiaison.Alerts;
using GovLiaison.Dispatch;
using GovLiaison.Web.Shell.Parts;

namespace GovLiaison.Web.Alerts;

/// <summary>Names of alerts and their parts in the reader's language.</summary>
public static class AlertWords
{
    public static string Title(AlertLabel label) =>
        Phrase.Of(AlertsTexts.TitlePattern, Pick(label.HazardZh, label.HazardEn), Pick(label.LevelZh, label.LevelEn));

    /// <summary>Within a sentence: the alert, or which message of it.</summary>
    public static string Matter(AlertLabel label, AlertMessageKind kind) => kind switch
    {
        AlertMessageKind.Update => Phrase.Of(AlertsTexts.MatterUpdate, Title(label)),
        AlertMessageKind.Lift => Phrase.Of(AlertsTexts.MatterLift, Title(label)),
        AlertMessageKind.Cancel => Phrase.Of(AlertsTexts.MatterCancel, Title(label)),
        _ => Title(label),
    };

    public static string Kind(AlertMessageKind kind) => kind switch
    {
        AlertMessageKind.Update => AlertsTexts.KindUpdate,
        AlertMessageKind.Lift => AlertsTexts.KindLift,
        AlertMessageKind.Cancel => AlertsTexts.KindCancel,
        _ => AlertsTexts.KindAlert,
    };

    public static string Status(AlertMessageStatus status) => status switch
    {
        AlertMessageStatus.Draft => AlertsTexts.StatusDraft,
        AlertMessageStatus.Submitted => AlertsTexts.StatusSubmitted,
        AlertMessageStatus.Returned => AlertsTexts.StatusReturned,
        AlertMessageStatus.Rejected => AlertsTexts.StatusRejected,
        AlertMessageStatus.Dropped => AlertsTexts.StatusDropped,
        AlertMessageStatus.Held => AlertsTexts.StatusHeld,
        _ => AlertsTexts.StatusSent,
    };

    public static string Reader(AlertWording wording) => Reader(wording.Audience);

    public static string Reader(string audience) =>
        audience is TextAudiences.ResidentLeft ? AlertsTexts.ReaderLeft : AlertsTexts.ReaderResident;

    public static string Until(DateTime? utc) =>
        utc is { } at ? Phrase.Of(AlertsTexts.Until, BeijingTime.Text(at, TimeLook.DayTime)) : AlertsTexts.UntilMissing;

    public static IReadOnlyList<string> Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>As the phone shows it.</summary>
    public static string Sms(string text, bool isTraining, string link) => TrainingMark.On(isTraining, text).Replace(SmsParts.Link, link, StringComparison.Ordinal);

    public static string Pick(string zh, string en) => CultureInfo.CurrentUICulture.Name is "en-US" ? en : zh;
}
