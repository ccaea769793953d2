using GovLiaison.Alerts;
using GovLiaison.Templates;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Alerts.Compose;

// The level and the words that name it.
public sealed partial class DraftPage
{
    private IReadOnlyList<LevelChoice> _levels = [];
    private IReadOnlyList<TemplateChoice> _templates = [];
    private LevelWords _levelWords = new([]);
    private string _level = "";
    private string? _followed;

    // of the level that is chosen now, saved or not
    private AlertLabel Label => _levelWords.Find(_level) is { } level
        ? _alert!.Label with { LevelCode = level.Code, LevelZh = level.NameZh, LevelEn = level.NameEn } : _alert!.Label;

    private string LevelName => AlertWords.Pick(Label.LevelZh, Label.LevelEn);

    private IReadOnlyList<WordingWarning> Warnings => WordingWarnings.Find(_levelWords, _level, _alert!.Kind, _texts, _correction, _before);

    private async Task LoadLevelsAsync(AlertLabel label)
    {
        _levels = (await templates.HazardsAsync(CancellationToken.None)).FirstOrDefault(hazard => hazard.Code == label.HazardCode)?.Levels ?? [];
        _levelWords = new LevelWords(await templates.LevelsAsync(CancellationToken.None));
        _templates = await templates.TemplatesAsync(CancellationToken.None);
        (_level, _followed) = (label.LevelCode, null);
    }

    private void SetLevel(ChangeEventArgs change)
    {
        var (old, next) = (_level, change.Value?.ToString() ?? _level);
        var follow = new LevelFollow(_levelWords, _templates, _alert!.Label);
        (_level, _followed) = (next, null);
        for (var place = 0; place < _texts.Count; place++)
        {
            if (follow.Follow(_texts[place], old, next) is not { } followed) continue;
            _texts[place] = followed.Text;
            _followed = Phrase.Of(followed.IsTemplate ? WordingTexts.FollowedTemplate : WordingTexts.FollowedRenamed, LevelName);
        }
        // the service lets a generated correction follow too; it is shown here at once
        if (_correction is { } correction && follow.Follow(correction, old, next) is { } corrected) _correction = corrected.Text;
        Changed("level");
    }

    private void RenameLevels()
    {
        for (var place = 0; place < _texts.Count; place++) _texts[place] = _levelWords.Renamed(_texts[place], null, _level);
        if (_correction is { } correction && _levelWords.Renamed(correction, null, _level) is var renamed && renamed != correction)
            (_correction, _correctionChanged) = (renamed, true);
        Changed("level");
    }
}
