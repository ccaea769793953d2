using GovLiaison.Common;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Reach;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Desk;

public sealed partial class DeskPage : IDisposable
{
    private DeskView? _view;
    private DeskOwn _own = DeskOwn.None;
    private readonly Watching _watching = new();
    private readonly Watching _watchingOwn = new();
    private string? _shown;
    private bool _isTraining;
    private bool _mayDraft;
    private bool _maySign;
    private bool _maySee;

    [Inject] public required DeskQueries Desk { get; init; }
    [Inject] public required ConsoleMode Mode { get; init; }
    [Inject] public required LiveTallies Live { get; init; }
    [Inject] public required CurrentActor Current { get; init; }

    [SupplyParameterFromQuery] public string? Training { get; set; }

    public void Dispose()
    {
        _watching.Dispose();
        _watchingOwn.Dispose();
    }

    protected override async Task OnParametersSetAsync()
    {
        // the other kind is another address of the same page
        if (_shown is not null && _shown == (Training ?? "")) return;
        (_shown, _view) = (Training ?? "", null);
        _isTraining = await Mode.IsTrainingAsync(Training, CancellationToken.None);
        await StartAsync();
    }

    private async Task StartAsync()
    {
        var (turn, turnOwn) = (_watching.Begin(), _watchingOwn.Begin());
        var (isTraining, actor) = (_isTraining, await Current.GetAsync(CancellationToken.None));
        (_mayDraft, _maySign, _maySee) = (actor.May(Permissions.DraftAlerts), actor.May(Permissions.SignAlerts), actor.May(Permissions.View));
        var own = await Desk.OwnAsync(isTraining, actor, CancellationToken.None);
        var view = await Desk.ReadAsync(isTraining, actor, CancellationToken.None);
        if (_watching.IsOver(turn)) return;
        (_own, _view) = (own, view);
        if (!RendererInfo.IsInteractive || actor.PersonId is null) return;
        var (seen, signed) = (ReachWords.RangeKey(actor), string.Join('|', actor.Ranges(Permissions.SignAlerts).Select(range => range.Value)));
        _watching.Set(turn, Live.Subscribe<DeskView>($"desk|{isTraining}|{seen}",
            async token => await Desk.ReadAsync(isTraining, actor, token), reading => reading.Mark,
            reading => _ = InvokeAsync(() => ShowAsync(turn, actor, () => _view = reading))));
        if (!_maySign && !_mayDraft) return;
        // what waits for a person is asked for him alone; everything else one reader reads for all of one range
        _watchingOwn.Set(turnOwn, Live.Subscribe<DeskOwn>($"own|{isTraining}|{actor.PersonId}|{seen}|{signed}",
            async token => await Desk.OwnAsync(isTraining, actor, token), reading => reading.Mark,
            reading => _ = InvokeAsync(() => ShowAsync(turn, actor, () => _own = reading))));
    }

    // a reading is shared by all of one range: whoever has lost that range meanwhile is shown nothing of it
    private async Task ShowAsync(int turn, Actor reader, Action show)
    {
        if (_watching.IsOver(turn)) return;
        var now = await Current.GetAsync(CancellationToken.None);
        if (_watching.IsOver(turn)) return;
        if (ReachWords.RangeKey(now) == ReachWords.RangeKey(reader) && now.May(Permissions.SignAlerts) == reader.May(Permissions.SignAlerts)
            && now.May(Permissions.DraftAlerts) == reader.May(Permissions.DraftAlerts)) show();
        else await StartAsync();
        StateHasChanged();
    }
}
