using GovLiaison.Templates;

namespace GovLiaison.Alerts;

/// <param name="IsTemplate">The words come from a template of the new level; otherwise the level was renamed in those of another.</param>
public sealed record FollowedWording(AlertWording Text, bool IsTemplate);

/// <summary>Words that were made for a level follow when it is changed. What somebody wrote is never touched.</summary>
public sealed class LevelFollow(LevelWords words, IReadOnlyList<TemplateChoice> templates, AlertLabel label)
{
    /// <summary>Null when the text is not one that was made for the old level.</summary>
    public FollowedWording? Follow(AlertWording text, string from, string to) =>
        Generated(text, from, to) is { } made ? new FollowedWording(made, IsTemplate: true) : OfTemplate(text, from, to);

    private AlertWording? Generated(AlertWording text, string from, string to)
    {
        if (Phrases(text.Language, from) is not { } old || Phrases(text.Language, to) is not { } next) return null;
        if (text == old.Correction()) return next.Correction();
        if (text == old.Left()) return next.Left();
        return text == old.Lift() ? next.Lift() : null;
    }

    private FollowedWording? OfTemplate(AlertWording text, string from, string to)
    {
        var own = templates.Where(row => Same(row.HazardCode, label.HazardCode) && Same(row.Language, text.Language)).ToList();
        // a draft of a level without a template began as another level's, renamed
        var begun = own.OrderByDescending(row => Same(row.LevelCode, from)).FirstOrDefault(row => text == words.Renamed(AlertWording.Of(row), row.LevelCode, from));
        if (begun is null) return null;
        return own.Find(row => Same(row.LevelCode, to)) is { } fitting
            ? new(AlertWording.Of(fitting), IsTemplate: true)
            : new(words.Renamed(AlertWording.Of(begun), begun.LevelCode, to), IsTemplate: false);
    }

    private AlertPhrases? Phrases(string language, string levelCode) => words.Find(levelCode) is { } level
        ? AlertPhrases.For(language, label.HazardZh, label.HazardEn, level) : null;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);
}
