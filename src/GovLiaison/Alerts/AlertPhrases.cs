using GovLiaison.Dispatch;
using GovLiaison.Templates;

namespace GovLiaison.Alerts;

/// <summary>
/// Wordings that are written for the author, who may change them, and the requests added for officers and duty rooms.
/// Messages go out in the language of their readers, not of whoever sits at the console, so they are no screen texts.
/// </summary>
internal sealed record AlertPhrases(string Language, string Name)
{
    private bool IsEnglish => Language.StartsWith("en", StringComparison.OrdinalIgnoreCase);

    public static AlertPhrases For(string language, string hazardZh, string hazardEn, AlertLevel level) =>
        language.StartsWith("en", StringComparison.OrdinalIgnoreCase)
            ? new(language, $"{level.NameEn} {hazardEn.ToLowerInvariant()} warning")
            : new(language, $"{hazardZh}{level.NameZh}预警");

    public AlertWording Correction() => IsEnglish
        ? Make("Correction: sent in error", $"The {Name} was sent in error. Please do not act on it. We apologise.", "",
            $"Correction: the {Name} was sent in error. Please do not act on it. We apologise.")
        : Make("更正：刚才的预警发错了", $"刚才的{Name}是误发，请不要照着做。给您添麻烦了。", "",
            $"【政村联络】更正：刚才的{Name}是误发，请不要照着做。给您添麻烦了。",
            $"乡亲们，更正一条消息。刚才的{Name}是误发，请不要照着做。给您添麻烦了。");

    public AlertWording Lift() => IsEnglish
        ? Make($"{Name} lifted", $"The {Name} is over.", "", $"The {Name} is over.")
        : Make($"{Name}解除", $"{Name}已经解除", "", $"【政村联络】{Name}已经解除。", $"乡亲们，{Name}已经解除。");

    public AlertWording Left()
    {
        var text = IsEnglish
            ? Make("Your village is no longer affected", $"The {Name} no longer covers your village.", "",
                $"The {Name} no longer covers your village.")
            : Make("您村不再受影响", $"{Name}的范围改了，您村不再受影响", "",
                $"【政村联络】{Name}的范围改了，您村不再受影响。", $"乡亲们，{Name}的范围改了，咱们村不再受影响。");
        return text with { Audience = TextAudiences.ResidentLeft };
    }

    private AlertWording Make(string headline, string fact, string actions, string sms, string? spoken = null) =>
        new(Language, TextAudiences.Resident, headline, fact, actions, sms, spoken ?? sms);
}
