using GovLiaison.Alerts;
using GovLiaison.Common;

namespace GovLiaison.Web.Alerts.Compose;

public sealed partial class DraftPage
{
    /// <summary>After the last change; five seconds are the most a draft may lag behind.</summary>
    public static readonly TimeSpan SaveAfter = TimeSpan.FromSeconds(2);

    private ITimer? _timer;
    private Task _saving = Task.CompletedTask;
    private long _version;
    private DateTime? _savedAt;
    private bool _isDirty;
    private bool _isBusy;
    private bool _isStale;
    private bool _correctionChanged;
    private IReadOnlyList<Refusal> _faults = [];

    public async ValueTask DisposeAsync()
    {
        await LeaveAsync();
        if (_timer is not null) await _timer.DisposeAsync();
    }

    // who leaves within the two seconds, or while a save is under way, loses nothing
    private async Task LeaveAsync()
    {
        await _saving.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        await SaveAsync();
    }

    private void Changed()
    {
        _isDirty = true;
        _timer ??= clock.CreateTimer(_ => _ = InvokeAsync(SaveFromTimerAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(SaveAfter, Timeout.InfiniteTimeSpan);
    }

    private async Task SaveFromTimerAsync()
    {
        await SaveAsync();
        StateHasChanged();
    }

    private Task<bool> SaveAsync()
    {
        if (!_isDirty) return Task.FromResult(_faults.Count == 0 && !_isStale);
        if (_isBusy || _isStale || !_mayEdit) return Task.FromResult(false);
        var saving = SaveNowAsync();
        _saving = saving;
        return saving;
    }

    private async Task<bool> SaveNowAsync()
    {
        var isDone = false;
        (_isBusy, _isDirty) = (true, false);
        try
        {
            var save = new SaveAlert(_openId, _version, _level, _expiresAt, [.. _areas.Select(area => area.Id)], [.. _chosenTags], [.. _texts], _correctionChanged ? _correction : null);
            var saved = await alerts.SaveAsync(save, await current.GetAsync(CancellationToken.None), CancellationToken.None);
            isDone = !saved.IsRefused;
            if (saved.Refusal is { } refusal)
            {
                _isStale = refusal.Code == AlertRefusals.Stale.Code;
                _faults = _isStale ? [] : [refusal];
                return false;
            }
            (_version, _savedAt, _faults) = (saved.Value, clock.GetUtcNow().UtcDateTime, []);
            return true;
        }
        finally
        {
            (_isBusy, _isDirty) = (false, _isDirty || !isDone);
            // written while the save was under way
            if (_isDirty && !_isStale && _faults.Count == 0) Changed();
        }
    }

    private async Task SubmitAsync()
    {
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
}
