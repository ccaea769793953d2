using GovLiaison.Alerts;
using GovLiaison.Web.Reach;

namespace GovLiaison.Web.Alerts.Compose;

// How a draft ends: submitted, or deleted.
public sealed partial class DraftPage
{
    private async Task SubmitAsync()
    {
        // a press while a save is under way is a press: it waits, it is not lost
        await _saving.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        if (_isBusy || _alert is not { } alert) return;
        if (_isDirty && !await SaveAsync()) return;
        _isBusy = true;
        var actor = await current.GetAsync(CancellationToken.None);
        var submitted = await alerts.SubmitAsync(_openId, _version, actor, CancellationToken.None);
        if (submitted.Refusal is { } refusal)
        {
            _isStale = refusal.Code == AlertRefusals.Stale.Code;
            // everything that is missing at once, not one after another
            var checks = await details.ChecksAsync(_openId, actor, CancellationToken.None);
            _faults = _isStale ? [] : checks.IsRefused || checks.Value.Missing.Count == 0 ? [refusal] : checks.Value.Missing;
        }
        _isBusy = false;
        if (!submitted.IsRefused) navigation.NavigateTo($"/alerts/{alert.AlertId}");
    }

    private async Task DeleteAsync()
    {
        if (_alert is not { } alert) return;
        var asked = await ConfirmDialog.AskAsync(dialogs, Phrase.Of(WasSubmitted ? ComposeTexts.DropTitle : ComposeTexts.DeleteTitle, AlertWords.Matter(Label, alert.Kind)),
            WasSubmitted ? ComposeTexts.DropText : ComposeTexts.DeleteText, WasSubmitted ? ComposeTexts.Drop : ComposeTexts.Delete, quote: _texts[0].Headline);
        if (asked is null) return;
        // what is to be deleted need not be saved; a save under way gives the version it ends with
        _isDirty = false;
        await _saving.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        if (_isBusy) return;
        _isBusy = true;
        var deleted = await alerts.DeleteDraftAsync(_openId, _version, await current.GetAsync(CancellationToken.None), CancellationToken.None);
        _isBusy = false;
        if (deleted.Refusal is { } refusal)
        {
            _isStale = refusal.Code == AlertRefusals.Stale.Code;
            _faults = _isStale ? [] : [refusal];
            return;
        }
        _mayEdit = false;
        navigation.NavigateTo("/alerts?tab=mine");
    }
}
