using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Ladder;
using GovLiaison.Reach;
using GovLiaison.Web.Alerts;
using GovLiaison.Web.Divisions;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Shell.Parts;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Reach;

public sealed partial class AlertTrackingPage : IDisposable
{
    private AlertDetail? _alert;
    private AlertMessageRow? _followed;
    private ReachPicture? _picture;
    private IReadOnlyList<Rung> _rungs = [];
    private IReadOnlyList<Rung> _riskRungs = [];
    private Actor? _actor;
    private readonly Watching _watching = new();
    private (Guid, Guid?, string?)? _shown;
    private bool _isMissing;

    [Inject] public required AlertDetailQueries Details { get; init; }
    [Inject] public required ReachQueries Reach { get; init; }
    [Inject] public required SilenceQueries Silence { get; init; }
    [Inject] public required LiveTallies Live { get; init; }
    [Inject] public required CurrentActor Current { get; init; }

    [Parameter] public Guid AlertId { get; set; }
    [SupplyParameterFromQuery] public string? Tab { get; set; }

    /// <summary>The division that is looked at.</summary>
    [SupplyParameterFromQuery] public string? At { get; set; }

    /// <summary>Which kind of unreached.</summary>
    [SupplyParameterFromQuery] public string? Kind { get; set; }

    [SupplyParameterFromQuery] public int? Skip { get; set; }

    /// <summary>An older message of the alert.</summary>
    [SupplyParameterFromQuery] public Guid? Message { get; set; }

    private string Title => _alert is null ? ReachTexts.AlertTitle : AlertWords.Title(_alert.Label);

    public void Dispose() => _watching.Dispose();

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == (AlertId, Message, At)) return;
        _shown = (AlertId, Message, At);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var turn = _watching.Begin();
        var actor = await Current.GetAsync(CancellationToken.None);
        var current = Message is { } asked ? asked : await Details.CurrentAsync(AlertId, actor, CancellationToken.None);
        var found = current.IsRefused ? current.Refusal! : await Details.FindAsync(current.Value, actor, CancellationToken.None);
        if (_watching.IsOver(turn)) return;
        _actor = actor;
        _isMissing = found.IsRefused || found.Value.AlertId != AlertId;
        _alert = _isMissing ? null : found.Value;
        _picture = null;
        _followed = Followed();
        if (_followed?.DispatchId is { } dispatch) await LoadPictureAsync(turn, dispatch, actor);
    }

    // after an all-clear people go on following who had been told of the danger, unless they ask for the all-clear itself
    private AlertMessageRow? Followed()
    {
        var own = _alert?.Messages.FirstOrDefault(message => message.MessageId == _alert.MessageId);
        return Message is null && own is { Kind: AlertMessageKind.Lift or AlertMessageKind.Cancel }
            ? _alert!.Messages.Where(message => message.Kind is AlertMessageKind.Alert or AlertMessageKind.Update && message.DispatchId is not null)
                .MaxBy(message => message.Number) ?? own
            : own;
    }

    private async Task LoadPictureAsync(int turn, long dispatch, Actor actor)
    {
        var at = At;
        var read = await Reach.PictureAsync(dispatch, at, actor, CancellationToken.None);
        if (_watching.IsOver(turn)) return;
        if (read.IsRefused)
        {
            // the alert may be seen while this place of it may not
            _isMissing = at is not null;
            return;
        }
        _picture = read.Value;
        _rungs = await Silence.RungsAsync(read.Value.Run.Lane, LadderDefaults.Officer, CancellationToken.None);
        _riskRungs = await Silence.RungsAsync(read.Value.Run.Lane, LadderDefaults.AtRisk, CancellationToken.None);
        if (!RendererInfo.IsInteractive || !read.Value.Run.IsRunning && read.Value.Whole.HelpWaiting + read.Value.Whole.HelpTaken == 0) return;
        _watching.Set(turn, Live.Subscribe<ReachPicture>($"reach|{dispatch}|{at}|{ReachWords.RangeKey(actor)}",
            async token => await Reach.PictureAsync(dispatch, at, actor, token) is { IsRefused: false } fresh ? fresh.Value : null,
            picture => $"{picture.Whole}{picture.Drill.Total}{picture.Drill.RoomsConfirmed}{picture.Run.State}{picture.Channels?.Channels.Sum(row => row.Sent + row.Arrived + row.Failed)}",
            picture => _ = InvokeAsync(() => ShowAsync(turn, picture, ReachWords.RangeKey(actor)))));
    }

    // the reading is shared by all of one range: whoever has lost that range meanwhile is shown nothing of it
    private async Task ShowAsync(int turn, ReachPicture picture, string range)
    {
        if (_watching.IsOver(turn)) return;
        var now = ReachWords.RangeKey(await Current.GetAsync(CancellationToken.None));
        if (_watching.IsOver(turn)) return;
        if (now != range) await LoadAsync();
        else _picture = picture;
        StateHasChanged();
    }

    private string Link(string? tab = null, string? at = null, string? kind = null, int skip = 0) =>
        TrackingLinks.To(AlertId, tab, at, kind, skip, Message);

    // a number is its list: the tabs lead to the place that is looked at
    private static ReachFigures Here(ReachPicture picture) => picture.Drill.At is null ? picture.Whole : picture.Drill.Total;

    private static DivisionPath? Within(ReachPicture picture) => picture.Drill.At is { } at ? new DivisionPath(at.Path) : null;

    private IReadOnlyList<CrumbStep> HelpCrumbs(ReachPicture picture) => picture.Drill.At is { } at
        ? [.. picture.Drill.Above.Append(at).Select(node => new CrumbStep(PlaceName.Spoken(node.Name), Link(TrackingLinks.Help, node.Code)))]
        : [new CrumbStep(ReachTexts.MyAreas, Link(TrackingLinks.Help))];

    private IReadOnlyList<TabLink> Tabs(ReachFigures here)
    {
        var tab = Tab ?? TrackingLinks.Overview;
        TabLink Of(string title, string key, long? count = null, bool isHelp = false) =>
            new(title, Link(key == TrackingLinks.Overview ? null : key, At), count, tab == key, isHelp);
        return
        [
            Of(ReachTexts.TabOverview, TrackingLinks.Overview),
            Of(ReachTexts.TabUnreached, TrackingLinks.Unreached, here.Unreached),
            Of(ReachTexts.TabHelp, TrackingLinks.Help, here.HelpWaiting + here.HelpTaken, isHelp: true),
            Of(ReachTexts.TabSilent, TrackingLinks.Silent, here.Silent),
            Of(ReachTexts.TabVersions, TrackingLinks.Versions, _alert!.Messages.Count),
        ];
    }
}
