using System.Globalization;
using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Posts;
using GovLiaison.Reach;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Reach;
using GovLiaison.Web.Shell;
using GovLiaison.Web.Shell.Parts;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Desk;

public sealed partial class DeskPage
{
    private readonly CancellationTokenSource _leaving = new();
    private readonly List<IDisposable> _watching = [];
    private IReadOnlyList<AlertRow> _pending = [];
    private IReadOnlyList<HelpRow> _help = [];
    private List<(AlertRow Row, ReachSum Sum)> _running = [];
    private string _lead = "";
    private bool _loaded;
    private DateTime _at;

    [Inject] public required CurrentActor Current { get; init; }
    [Inject] public required StaffSeatQueries Seats { get; init; }
    [Inject] public required AlertQueries Alerts { get; init; }
    [Inject] public required ReachQueries Reach { get; init; }
    [Inject] public required ReachListQueries Lists { get; init; }
    [Inject] public required LiveReach Live { get; init; }
    [Inject] public required ShellState State { get; init; }
    [Inject] public required TimeProvider Time { get; init; }

    public void Dispose()
    {
        _leaving.Cancel();
        _watching.ForEach(watching => watching.Dispose());
        _leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        await LoadAsync();
        if (!RendererInfo.IsInteractive) return;
        foreach (var (row, _) in _running.Where(pair => pair.Row.DispatchId is not null))
            _watching.Add(Live.Watch(row.DispatchId!.Value, () => InvokeAsync(async () =>
            {
                await LoadAsync();
                StateHasChanged();
            })));
    }

    private async Task LoadAsync()
    {
        var token = _leaving.Token;
        var actor = await Current.GetAsync(token);
        var isTraining = await Seats.IsDemoAsync(token);
        _pending = actor.May(Permissions.SignAlerts) ? (await Alerts.PendingSignaturesAsync(isTraining, actor, 0, 20, token)).Rows : [];
        _help = actor.May(Permissions.HandleHelp) ? await Lists.HelpAsync(isTraining, actor, token) : [];
        _running = [];
        foreach (var row in (await Alerts.ListAsync(new ListAlerts(isTraining, AlertStage.Running, 0, 10), actor, token)).Rows)
            if (await Reach.WatchedAsync(row.AlertId, token) is { } watched)
                _running.Add((row with { DispatchId = watched.Id }, await Reach.SumAsync(watched.Id, actor, token)));
        _lead = Lead();
        State.SetCount(ShellArea.Help, _help.Count);
        State.SetCount(ShellArea.Alerts, _running.Count);
        (_at, _loaded) = (Time.UtcNow(), true);
    }

    private string Lead()
    {
        var parts = new List<string>();
        Add(DeskTexts.LeadRunning, _running.Count);
        Add(DeskTexts.LeadPending, _pending.Count);
        Add(DeskTexts.LeadHelp, _help.Count(row => row.TakenAt is null));
        Add(DeskTexts.LeadSilent, _running.Sum(pair => pair.Sum.Silent));
        return parts.Count == 0 ? DeskTexts.LeadNothing : string.Join(DeskTexts.Separator, parts) + DeskTexts.End;

        void Add(string text, int count)
        {
            if (count > 0) parts.Add(string.Format(CultureInfo.CurrentCulture, text, Numbers.Count(count)));
        }
    }
}
