using GovLiaison.Alerts;
using GovLiaison.Common;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Alerts.Compose;

public sealed partial class DraftPage
{
    /// <summary>After the first change that is not stored yet, however long somebody types on; five seconds are the most a draft may lag behind.</summary>
    public static readonly TimeSpan SaveAfter = TimeSpan.FromSeconds(2);

    /// <summary>While the store cannot take it.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(10);

    private ITimer? _timer;
    private Task _saving = Task.CompletedTask;
    private long _version;
    private DateTime? _savedAt;
    private bool _isDirty;
    private bool _isBusy;
    private bool _isStale;
    private bool _correctionChanged;
    private bool _leavesAnyway;
    private string? _leavesFor;

    // what a submission lacks; goes as it is mended
    private IReadOnlyList<Refusal> _faults = [];

    // why the last save failed; what was written stays on the page and is tried again
    private Refusal? _notSaved;

    private IReadOnlyList<Refusal> FieldFaults => _notSaved is null ? _faults : [.. _faults, _notSaved];

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

    // Nobody leaves what could not be saved without having been told.
    private async Task GuardAsync(LocationChangingContext leaving)
    {
        if (_leavesAnyway || !_mayEdit || _isStale) return;
        await _saving.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        if (!_isDirty || await SaveAsync()) return;
        _leavesFor = leaving.TargetLocation;
        leaving.PreventNavigation();
        StateHasChanged();
    }

    private void LeaveAnyway()
    {
        (_leavesAnyway, _isDirty) = (true, false);
        navigation.NavigateTo(_leavesFor!);
    }

    private void Changed(string field)
    {
        _faults = [.. _faults.Where(fault => !string.Equals(FieldFault.FieldOf(fault.Code), field, StringComparison.Ordinal))];
        var waits = _isDirty && _notSaved is null;
        (_isDirty, _leavesFor) = (true, null);
        if (!waits) Arm(SaveAfter);
    }

    private void Arm(TimeSpan after)
    {
        _timer ??= clock.CreateTimer(_ => _ = InvokeAsync(SaveFromTimerAsync), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        _timer.Change(after, Timeout.InfiniteTimeSpan);
    }

    private async Task SaveFromTimerAsync()
    {
        await SaveAsync();
        StateHasChanged();
    }

    private Task<bool> SaveAsync()
    {
        if (!_isDirty) return Task.FromResult(!_isStale);
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
                _notSaved = _isStale ? null : refusal;
                return false;
            }
            (_version, _savedAt, _notSaved, _leavesFor) = (saved.Value, clock.GetUtcNow().UtcDateTime, null, null);
            return true;
        }
        catch (DbUpdateException)
        {
            // the store has its own log; here the words on the page matter
            _notSaved = new Refusal("StoreUnreachable");
            return false;
        }
        finally
        {
            (_isBusy, _isDirty) = (false, _isDirty || !isDone);
            // written while the save was under way; or the store was away, and nobody has to press anything for it
            if (_isDirty && !_isStale && _notSaved is null) Arm(SaveAfter);
            else if (_notSaved?.Code.StartsWith("Store", StringComparison.Ordinal) == true) Arm(RetryAfter);
        }
    }
}
