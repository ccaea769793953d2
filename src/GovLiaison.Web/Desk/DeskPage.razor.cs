using GovLiaison.Common;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Reach;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Desk;

public sealed partial class DeskPage : IDisposable
{
    private DeskView? _view;
    private IDisposable? _watching;
    private bool _isTraining;
    private bool _mayDraft;
    private bool _maySign;
    private bool _maySee;

    [Inject] public required DeskQueries Desk { get; init; }
    [Inject] public required ConsoleMode Mode { get; init; }
    [Inject] public required LiveTallies Live { get; init; }
    [Inject] public required CurrentActor Current { get; init; }

    [SupplyParameterFromQuery] public string? Training { get; set; }

    public void Dispose() => _watching?.Dispose();

    protected override async Task OnInitializedAsync()
    {
        var isTraining = _isTraining = await Mode.IsTrainingAsync(Training, CancellationToken.None);
        var actor = await Current.GetAsync(CancellationToken.None);
        (_mayDraft, _maySign, _maySee) = (actor.May(Permissions.DraftAlerts), actor.May(Permissions.SignAlerts), actor.May(Permissions.View));
        _view = await Desk.ReadAsync(isTraining, actor, CancellationToken.None);
        if (!RendererInfo.IsInteractive) return;
        // what waits for a signature is asked for one person, so a desk is a person's
        _watching = Live.Subscribe<DeskView>($"desk|{isTraining}|{actor.PersonId}|{ReachWords.RangeKey(actor)}",
            async token => await Desk.ReadAsync(isTraining, actor, token), view => view.Mark,
            view => _ = InvokeAsync(() =>
            {
                _view = view;
                StateHasChanged();
            }));
    }
}
