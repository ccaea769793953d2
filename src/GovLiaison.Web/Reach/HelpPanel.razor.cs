using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Reach;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Shell;
using GovLiaison.Web.Shell.Parts;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Reach;

public sealed partial class HelpPanel
{
    private HelpPage? _page;
    private (ListHelp, string)? _shown;
    private string? _refusal;
    private long? _busy;
    private int _more;

    [Inject] public required HelpQueries Help { get; init; }
    [Inject] public required HelpService Service { get; init; }
    [Inject] public required CurrentActor Current { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }

    [Parameter, EditorRequired] public required ListHelp List { get; set; }

    /// <summary>Changes with the counts: only then is the list read again, because every look at names is recorded.</summary>
    [Parameter, EditorRequired] public required string Stamp { get; set; }

    [Parameter] public bool IsNarrow { get; set; }

    /// <summary>Without a head of its own, where the page has said all of it.</summary>
    [Parameter] public bool IsBare { get; set; }

    [Parameter] public bool ShowAlert { get; set; }
    [Parameter] public string? MoreHref { get; set; }

    private string? Note => _page switch
    {
        null or { Total: 0 } => null,
        { Waiting: 0 } => ReachTexts.HelpAllTaken,
        { OldestWaiting: { } oldest } page when !IsNarrow => Phrase.Of(page.Total > page.Waiting ? ReachTexts.HelpWaiting : ReachTexts.HelpWaitingAll,
            page.Waiting, Numbers.Duration(Clock.UtcNow() - oldest), page.Total - page.Waiting),
        { } page => Phrase.Of(ReachTexts.HelpWaitingShort, page.Waiting),
    };

    protected override async Task OnParametersSetAsync()
    {
        // names are looked at once, by the page that stays: not by its first drawing as well
        if (!RendererInfo.IsInteractive || _shown == (List, Stamp)) return;
        if (_shown?.Item1 != List) (_page, _more) = (null, 0);
        _shown = (List, Stamp);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var (list, actor) = (List, await Current.GetAsync(CancellationToken.None));
        var (wanted, rows) = (list.Take + _more, new List<HelpRow>());
        while (true)
        {
            // the list gives no more than a page at a time, however many are asked for
            var next = list with { Skip = list.Skip + rows.Count, Take = Math.Min(wanted - rows.Count, HelpQueries.LongestPage) };
            var read = await Help.ListAsync(next, actor, CancellationToken.None);
            // sent to another list meanwhile
            if (list != List) return;
            if (read.Refusal is { } refusal)
            {
                _refusal = RefusalSentence.Of(refusal);
                return;
            }
            rows.AddRange(read.Value.Rows);
            if (read.Value.Rows.Count > 0 && rows.Count < Math.Min(wanted, read.Value.Total)) continue;
            // taken between two pages, a household moves down and would be met twice
            _page = read.Value with { Rows = [.. rows.DistinctBy(row => row.ListedHouseholdId)] };
            return;
        }
    }

    private Task MoreAsync()
    {
        _more += List.Take;
        return LoadAsync();
    }

    private Task TakeAsync(HelpRow row) => DoAsync(row, Service.TakeAsync);

    private Task CloseAsync(HelpRow row) => DoAsync(row, Service.CloseAsync);

    private async Task DoAsync(HelpRow row, Func<long, Actor, CancellationToken, Task<Result<Done>>> act)
    {
        (_busy, _refusal) = (row.ListedHouseholdId, null);
        var done = await act(row.ListedHouseholdId, await Current.GetAsync(CancellationToken.None), CancellationToken.None);
        if (done.Refusal is { } refusal) _refusal = RefusalSentence.Of(refusal);
        await LoadAsync();
        _busy = null;
    }
}
