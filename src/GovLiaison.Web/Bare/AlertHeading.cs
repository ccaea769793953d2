using GovLiaison.Alerts;

namespace GovLiaison.Web.Bare;

/// <summary>What stands at the head of a message, on every page and in its preview: the words that were signed.</summary>
/// <param name="Label">Hazard and level; null where the headline says them itself.</param>
public sealed record AlertHeading(string Headline, string? Label)
{
    /// <param name="headline">With or without the drill's mark: the mark stands above the page.</param>
    public static AlertHeading Of(AlertLabel label, string? headline, bool isTraining)
    {
        var name = BareAlerts.Title(label);
        var words = TrainingMark.Off(isTraining, headline ?? "").Trim();
        return words.Length == 0 ? new(name, null) : new(words, words.Contains(name, StringComparison.OrdinalIgnoreCase) ? null : name);
    }

    public static AlertHeading Of(PublicAlert alert, AlertWording? text) => Of(alert.Label, text?.Headline, alert.IsTraining);
}
