using System.Globalization;
using GovLiaison.Alerts;
using GovLiaison.Dispatch;
using GovLiaison.Web.Resident;
using GovLiaison.Web.Shell.Parts;

namespace GovLiaison.Web.Bare;

/// <summary>A message in the words of the reader's language.</summary>
public static class BareAlerts
{
    private static readonly string[] Severity = ["red", "orange", "yellow", "blue"];

    private static bool IsEnglish => CultureInfo.CurrentUICulture.Name == PageLanguage.English;

    /// <summary>霜冻橙色预警. The drill's mark stands above the page, so the title has none.</summary>
    public static string Title(AlertLabel label) => Phrase.Of(BareTexts.AlertTitle,
        IsEnglish ? label.HazardEn.ToLowerInvariant() : label.HazardZh, IsEnglish ? label.LevelEn : label.LevelZh);

    public static string Until(PublicAlert alert) => Phrase.Of(BareTexts.Until, BeijingTime.Text(alert.ExpiresAt, TimeLook.DayTime));

    /// <summary>已解除 or 已撤销; null while it warns.</summary>
    public static string? Ended(PublicAlert alert) => alert.Kind switch
    {
        AlertMessageKind.Lift => ResidentTexts.EndLifted,
        AlertMessageKind.Cancel => ResidentTexts.EndCancelled,
        _ => null,
    };

    /// <summary>The text for an audience in the reader's language, else in the language it was written in first.</summary>
    public static AlertWording? Text(PublicAlert alert, string audience = TextAudiences.Resident)
    {
        var texts = alert.Texts.Where(text => string.Equals(text.Audience, audience, StringComparison.Ordinal)).ToList();
        return texts.Find(text => text.Language.StartsWith("en", StringComparison.OrdinalIgnoreCase) == IsEnglish) ?? texts.FirstOrDefault();
    }

    public static IReadOnlyList<string> Lines(string? text) => text?.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];

    public static IEnumerable<PublicAlert> MostThreateningFirst(this IEnumerable<PublicAlert> alerts) =>
        alerts.OrderBy(alert => Ended(alert) is not null).ThenBy(alert => Array.IndexOf(Severity, alert.Label.LevelCode) is var place and >= 0 ? place : Severity.Length).ThenByDescending(alert => alert.SignedAt);
}
