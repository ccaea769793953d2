using GovLiaison.Alerts;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Web.Bare;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Reach;

/// <summary>What waits for whoever sits here as the holder of a duty phone; nothing for everybody else.</summary>
public sealed partial class DutyAsks
{
    private readonly Dictionary<long, PublicAlert> _alerts = [];
    private IReadOnlyList<DutyAsk> _asks = [];
    private (bool, long?, string)? _shown;
    private string? _refusal;
    private DateTime? _done;
    private long? _busy;

    [Inject] public required DutyConfirmService Service { get; init; }
    [Inject] public required PublicAlertQueries Alerts { get; init; }
    [Inject] public required CurrentActor Current { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }

    [Parameter, EditorRequired] public bool IsTraining { get; set; }

    /// <summary>Of the alert that the page is about; without it all that wait, each under its name.</summary>
    [Parameter] public long? DispatchId { get; set; }

    /// <summary>Changes when there may be another answer: only then is it asked again.</summary>
    [Parameter, EditorRequired] public required string Stamp { get; set; }

    [Parameter] public EventCallback Confirmed { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (IsTraining, DispatchId, Stamp)) return;
        if (_shown?.Item1 != IsTraining || _shown?.Item2 != DispatchId) (_asks, _done, _refusal) = ([], null, null);
        _shown = (IsTraining, DispatchId, Stamp);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var shown = _shown;
        var waiting = await Service.WaitingAsync(IsTraining, await Current.GetAsync(CancellationToken.None), CancellationToken.None);
        if (DispatchId is { } only) waiting = [.. waiting.Where(ask => ask.DispatchId == only)];
        else
            foreach (var ask in waiting.Where(ask => !_alerts.ContainsKey(ask.DispatchId)))
                if (await Alerts.FindAsync(ask.MessageId, CancellationToken.None) is { } alert) _alerts[ask.DispatchId] = alert;
        // sent to another kind or alert meanwhile
        if (shown == _shown) _asks = waiting;
    }

    // the headline beside the name, where it says more
    private static string? Heading(PublicAlert alert) => AlertHeading.Of(alert, BareAlerts.Text(alert)) is { Label: not null } heading ? heading.Headline : null;

    private async Task ConfirmAsync(DutyAsk ask)
    {
        // a second click of a double click
        if (_busy is not null) return;
        (_busy, _refusal, _done) = (ask.DispatchId, null, null);
        try
        {
            var taken = await Service.ConfirmAsync(ask.DispatchId, await Current.GetAsync(CancellationToken.None), CancellationToken.None);
            if (taken.Refusal is { } refusal) _refusal = RefusalSentence.Of(refusal);
            else _done = Clock.UtcNow();
            await LoadAsync();
        }
        finally
        {
            _busy = null;
        }
        if (_done is not null) await Confirmed.InvokeAsync();
    }
}
