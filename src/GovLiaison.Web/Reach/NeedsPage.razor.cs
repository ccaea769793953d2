using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Posts;
using GovLiaison.Reach;
using GovLiaison.Web.Alerts;
using GovLiaison.Web.Identity;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Reach;

public sealed partial class NeedsPage
{
    private IReadOnlyList<HelpRow>? _rows;
    private string? _refusal;
    private bool _busy;

    [Inject] public required CurrentActor Current { get; init; }
    [Inject] public required StaffSeatQueries Seats { get; init; }
    [Inject] public required ReachListQueries Lists { get; init; }
    [Inject] public required HelpService Help { get; init; }

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync() =>
        _rows = await Lists.HelpAsync(await Seats.IsDemoAsync(CancellationToken.None), await Current.GetAsync(CancellationToken.None), CancellationToken.None);

    private async Task ActAsync(Func<Actor, Task<Result<Done>>> act)
    {
        if (_busy) return;
        _busy = true;
        var done = await act(await Current.GetAsync(CancellationToken.None));
        _refusal = done.Refusal is { } refusal ? AlertWords.Refusal(refusal) : null;
        await LoadAsync();
        _busy = false;
    }
}
