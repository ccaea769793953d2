using System.Text.RegularExpressions;
using GovLiaison.Templates;

namespace GovLiaison.Alerts;

/// <summary>The names of the levels as texts write them. Which levels there are is data; a longer name is found before one inside it.</summary>
public sealed class LevelWords
{
    private readonly IReadOnlyList<AlertLevel> _levels;
    private readonly Regex? _names;

    public LevelWords(IReadOnlyList<AlertLevel> levels)
    {
        _levels = levels;
        var names = levels.Select(level => (level.NameZh.Length, Pattern: Regex.Escape(level.NameZh)))
            .Concat(levels.Select(level => (level.NameEn.Length, Pattern: $@"\b{Regex.Escape(level.NameEn)}\b")))
            .Where(name => name.Length > 0).OrderByDescending(name => name.Length).Select(name => name.Pattern).ToList();
        _names = names.Count == 0 ? null
            : new Regex(string.Join('|', names), RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeSpan.FromSeconds(1));
    }

    public AlertLevel? Find(string code) => _levels.FirstOrDefault(level => string.Equals(level.Code, code, StringComparison.Ordinal));

    /// <summary>Where the text names a level other than this one.</summary>
    public IEnumerable<(int Start, string Word)> Others(string text, string levelCode) =>
        _names is null ? [] : _names.Matches(text).Where(match => !string.Equals(Named(match.Value)?.Code, levelCode, StringComparison.Ordinal)).Select(match => (match.Index, match.Value));

    /// <summary>The text with every name of one level replaced by that of another; with no level named, of whichever stands there.</summary>
    public string Renamed(string text, string? from, string to) =>
        _names is null || Find(to) is not { } level ? text : _names.Replace(text, match =>
            Named(match.Value) is not { } named || (from is not null && !string.Equals(named.Code, from, StringComparison.Ordinal)) ? match.Value
            : !IsEnglish(named, match.Value) ? level.NameZh
            : char.IsLower(match.Value[0]) ? level.NameEn.ToLowerInvariant() : level.NameEn);

    public AlertWording Renamed(AlertWording text, string? from, string to) => text with
    {
        Headline = Renamed(text.Headline, from, to),
        Fact = Renamed(text.Fact, from, to),
        Actions = Renamed(text.Actions, from, to),
        Sms = Renamed(text.Sms, from, to),
        Spoken = Renamed(text.Spoken, from, to),
    };

    private AlertLevel? Named(string word) => _levels.FirstOrDefault(level => IsEnglish(level, word) || string.Equals(level.NameZh, word, StringComparison.OrdinalIgnoreCase));

    private static bool IsEnglish(AlertLevel level, string word) => string.Equals(level.NameEn, word, StringComparison.OrdinalIgnoreCase);
}
