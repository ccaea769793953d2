using GovLiaison.Common;
using GovLiaison.Divisions;
using GovLiaison.Posts;
using GovLiaison.Web.Identity;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.JSInterop;

namespace GovLiaison.Web.Divisions;

/// <summary>The tree, opened level by level or filtered; a row leads to the card of its place.</summary>
public sealed partial class DivisionBrowser(DivisionQueries divisions, OfficerGapQueries officerGaps, CurrentActor current, NavigationManager navigation) : IDisposable
{
    private const int MostMatches = 60;

    private readonly CancellationTokenSource _leaving = new();
    private readonly HashSet<int> _open = [];
    private readonly Dictionary<int, IReadOnlyList<DivisionNode>> _below = [];
    private readonly HashSet<int> _gaps = [];
    private IReadOnlyList<DivisionNode> _roots = [];
    private List<(DivisionNode Node, bool IsMatch)> _rows = [];
    private DivisionMatches? _matches;
    private DivisionNode? _shown;
    private string _text = "";
    private int _top;
    private bool _reveals;

    [Parameter, EditorRequired] public required Actor Actor { get; set; }

    /// <summary>The place beside the tree; the way down to it is opened.</summary>
    [Parameter] public DivisionNode? Chosen { get; set; }

    private int Found => _matches is { } matches ? matches.Rows.Count(row => row.IsMatch) + matches.More : 0;

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override async Task OnInitializedAsync()
    {
        _roots = await divisions.RootsAsync(Actor, _leaving.Token);
        _top = _roots.Count == 0 ? 1 : _roots.Min(root => root.Level);
        if (_roots.Count == 1) await OpenAsync(_roots[0]);
        Draw();
    }

    protected override async Task OnParametersSetAsync()
    {
        if (_roots.Count == 0 || Chosen is null || Chosen.Id == _shown?.Id) return;
        _shown = Chosen;
        foreach (var code in new DivisionPath(Chosen.Path).Codes.SkipLast(1))
            if (await divisions.FindAsync(Actor, code, _leaving.Token) is { IsRefused: false } above) await OpenAsync(above.Value.Node);
        _reveals = true;
        Draw();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (!_reveals || _shown is null) return;
        _reveals = false;
        await Browser.InvokeVoidAsync("govliaison.reveal", _leaving.Token, $"#division-tree [data-code='{_shown.Code}']");
    }

    private async Task ToggleAsync(DivisionNode node)
    {
        if (!_open.Remove(node.Id)) await OpenAsync(node);
        Draw();
    }

    private async Task OpenAsync(DivisionNode node)
    {
        if (!_below.ContainsKey(node.Id))
        {
            var actor = await current.GetAsync(_leaving.Token);
            var below = await divisions.ChildrenAsync(actor, node.Id, _leaving.Token);
            if (below.IsRefused) return;
            _below[node.Id] = below.Value;
            _gaps.UnionWith(await officerGaps.AmongAsync(actor, below.Value, _leaving.Token));
        }
        _open.Add(node.Id);
    }

    private async Task FilterAsync(ChangeEventArgs change)
    {
        _text = change.Value?.ToString() ?? "";
        var asked = _text;
        var actor = await current.GetAsync(_leaving.Token);
        var matches = string.IsNullOrWhiteSpace(asked) ? null : await divisions.FilterAsync(actor, asked, MostMatches, _leaving.Token);
        if (matches is not null) _gaps.UnionWith(await officerGaps.AmongAsync(actor, matches.Rows.Select(row => row.Node), _leaving.Token));
        // an older answer may come after a newer one
        if (!string.Equals(asked, _text, StringComparison.Ordinal)) return;
        _matches = matches;
        _reveals = matches is null;
        Draw();
    }

    // One place is opened; of several none is guessed.
    private void OpenOnly(KeyboardEventArgs key)
    {
        if (key.Key is "Enter" && Found == 1 && _matches!.Rows.Single(row => row.IsMatch).Node is var only) navigation.NavigateTo(DivisionsPage.Href(only.Code));
    }

    private void Draw() => _rows = _matches is { } matches
        ? [.. matches.Rows.Select(row => (row.Node, row.IsMatch))]
        : [.. _roots.SelectMany(Opened).Select(node => (node, false))];

    private IEnumerable<DivisionNode> Opened(DivisionNode node) =>
        _open.Contains(node.Id) && _below.TryGetValue(node.Id, out var below) ? below.SelectMany(Opened).Prepend(node) : [node];

    // what was typed is underlined where the name holds it; a hit by code or initials underlines the whole name
    private RenderFragment Hit(DivisionNode node, bool isMatch) => builder =>
    {
        var name = PlaceName.Spoken(node.Name);
        var word = _text.Split([' ', '\t', '　', '/', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        var at = isMatch ? name.IndexOf(word, StringComparison.Ordinal) : -1;
        if (!isMatch)
        {
            builder.AddContent(0, name);
            return;
        }
        builder.AddContent(1, at < 0 ? "" : name[..at]);
        builder.OpenElement(2, "u");
        builder.AddContent(3, at < 0 ? name : word);
        builder.CloseElement();
        builder.AddContent(4, at < 0 ? "" : name[(at + word.Length)..]);
    };
}
