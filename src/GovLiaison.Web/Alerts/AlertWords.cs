using System.Globalization;
using GovLiaison.Alerts;

namespace GovLiaison.Web.Alerts;

/// <summary>Names of alerts in the reader's language.</summary>
public static class AlertWords
{
#pragma warning disable CA1863 // the pattern follows the reader's language: one cached format would speak one language
    public static string Title(AlertLabel label) => IsEnglish
        ? Phrase.Of(AlertsTexts.TitlePattern, label.HazardEn, label.LevelEn)
        : Phrase.Of(AlertsTexts.TitlePattern, label.HazardZh, label.LevelZh);
#pragma warning restore CA1863

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

    private static bool IsEnglish => CultureInfo.CurrentUICulture.Name is "en-US";
}
