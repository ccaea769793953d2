using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Reach;
using GovLiaison.Web.Alerts;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Shell.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace GovLiaison.Web.Reach;

public sealed partial class TrackingPage
{
    private readonly CancellationTokenSource _leaving = new();
    private AlertDetail? _detail;
    private WatchedDispatch? _dispatch;
    private ReachDrill? _drill;
    private IReadOnlyList<ChannelRow> _channels = [];
    private IReadOnlyList<UnreachedRow> _unreached = [];
    private int _unreachedTotal;
    private IDisposable? _watching;
    private bool _missing, _busy, _mayDraft, _mayRelease;
    private string? _refusal;
    private DateTime _at;

    [Parameter] public Guid AlertId { get; set; }
    [SupplyParameterFromQuery(Name = "at")] public string? At { get; set; }
    [SupplyParameterFromQuery(Name = "tab")] public string? Tab { get; set; }
    [SupplyParameterFromQuery(Name = "page")] public int PageNumber { get; set; }

    [Inject] public required CurrentActor Current { get; init; }
    [Inject] public required AlertDetailQueries Details { get; init; }
    [Inject] public required AlertService Alerts { get; init; }
    [Inject] public required ReachQueries Reach { get; init; }
    [Inject] public required ReachListQueries Lists { get; init; }
    [Inject] public required LiveReach Live { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required TimeProvider Time { get; init; }

    private string AreaNames => string.Join('、', _detail!.Areas.Take(4).Select(area => area.FullName)) + (_detail.Areas.Count > 4 ? "…" : "");

    private IReadOnlyList<TabLink> Tabs =>
    [
        new TabLink(ReachTexts.TabOverview, Address(null, At, 0), IsCurrent: Tab is not "unreached"),
        new TabLink(ReachTexts.TabUnreached, Address("unreached", At, 0), _drill!.Sum.Unreached, Tab is "unreached"),
        new TabLink(ReachTexts.TabHelp, "/needs", _drill.Sum.HelpWaiting + _drill.Sum.HelpTaken, IsHelp: true),
    ];

    private IReadOnlyList<CrumbStep> Crumbs => [.. _drill!.Crumbs.Select(crumb => new CrumbStep(crumb.Name, Address(Tab, crumb.Code, 0)))];

    private static IReadOnlyList<LadderStep> Rungs =>
    [
        new LadderStep(0, ReachTexts.LadderCard), new LadderStep(3, ReachTexts.LadderSms), new LadderStep(5, ReachTexts.LadderVoice),
        new LadderStep(8, ReachTexts.LadderDeputy), new LadderStep(10, ReachTexts.LadderTownship), new LadderStep(15, ReachTexts.LadderNamed),
    ];

    public void Dispose()
    {
        _leaving.Cancel();
        _watching?.Dispose();
        _leaving.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        await LoadAsync();
        if (RendererInfo.IsInteractive && _dispatch is { } dispatch)
            _watching ??= Live.Watch(dispatch.Id, () => InvokeAsync(async () =>
            {
                await LoadAsync();
                StateHasChanged();
            }));
    }

    private async Task LoadAsync()
    {
        var token = _leaving.Token;
        var actor = await Current.GetAsync(token);
        var current = await Details.CurrentAsync(AlertId, actor, token);
        var detail = current.IsRefused ? (Result<AlertDetail>)current.Refusal! : await Details.FindAsync(current.Value, actor, token);
        _missing = detail.IsRefused;
        if (_missing) return;
        _detail = detail.Value;
        _dispatch = await Reach.WatchedAsync(AlertId, token);
        if (_dispatch is null) return;
        var drill = await Reach.DrillAsync(_dispatch.Id, At, actor, token);
        _missing = drill.IsRefused;
        if (_missing) return;
        _drill = drill.Value;
        _channels = await Reach.ChannelsAsync(_dispatch.Id, token);
        if (Tab == "unreached")
        {
            var page = await Lists.UnreachedAsync(_dispatch.Id, At, Math.Max(0, PageNumber), actor, token);
            _missing = page.IsRefused;
            if (_missing) return;
            (_unreached, _unreachedTotal) = (page.Value.Rows, page.Value.Total);
        }
        _mayDraft = _detail.Areas.All(area => actor.May(Permissions.DraftAlerts, area.Path));
        _mayRelease = _detail.Correction is not null && _detail.Areas.All(area => actor.May(Permissions.SignAlerts, area.Path));
        _at = Time.UtcNow();
    }

    private Task UpdateAsync() => DraftAsync(actor => Alerts.DraftUpdateAsync(AlertId, actor, _leaving.Token));

    private Task LiftAsync() => DraftAsync(actor => Alerts.DraftLiftAsync(AlertId, actor, _leaving.Token));

    private async Task DraftAsync(Func<Actor, Task<Result<DraftedAlert>>> draft)
    {
        if (_busy) return;
        _busy = true;
        var drafted = await draft(await Current.GetAsync(_leaving.Token));
        _busy = false;
        if (drafted.Refusal is { } refusal) _refusal = AlertWords.Refusal(refusal);
        else Navigation.NavigateTo($"/alerts/draft/{drafted.Value.MessageId}");
    }

    private async Task CorrectAsync()
    {
        if (_busy || await Dialogs.ShowMessageBoxAsync(ReachTexts.CorrectTitle, ReachTexts.CorrectAsk, ReachTexts.CorrectYes, cancelText: ReachTexts.Cancel) is not true) return;
        _busy = true;
        var sent = await Alerts.ReleaseCorrectionAsync(AlertId, await Current.GetAsync(_leaving.Token), _leaving.Token);
        _busy = false;
        _refusal = sent.Refusal is { } refusal ? AlertWords.Refusal(refusal) : null;
        await LoadAsync();
    }

    private string Address(string? tab, string? at, int page) => Navigation.GetUriWithQueryParameters($"/alerts/{AlertId}", new Dictionary<string, object?>(StringComparer.Ordinal)
    { ["tab"] = tab, ["at"] = at, ["page"] = page == 0 ? null : page });
}
