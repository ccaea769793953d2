using GovLiaison.Common;
using GovLiaison.Divisions;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Shell;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace GovLiaison.Web.Alerts.Compose;

/// <summary>A place that was chosen; everything below it is chosen with it.</summary>
/// <param name="Name">With the places that lead to it, parted by spaces: many villages share a name.</param>
public sealed record ChosenArea(int Id, string Path, string Name);

/// <summary>Chooses places by tree, filter or paste. What is chosen never lies inside another chosen place.</summary>
public sealed partial class AreaPicker(DivisionQueries divisions, PastedDivisions pastes)
{
    private const int MostLines = 50;
    private const int MostMatches = 60;

    private readonly HashSet<int> _open = [];
    private readonly Dictionary<int, IReadOnlyList<DivisionNode>> _below = [];
    private IReadOnlyList<DivisionNode> _roots = [];
    private IReadOnlyList<PastedLine> _lines = [];
    private DivisionMatches? _matches;
    private string _filter = "";
    private string _pasted = "";
    private string? _pasteRefusal;
    private bool _pastes;

    private enum Tick { None, Part, All }

    [Inject] public required CurrentActor Current { get; init; }

    [Parameter, EditorRequired] public required Actor Actor { get; set; }
    [Parameter, EditorRequired] public required IReadOnlyList<ChosenArea> Chosen { get; set; }
    [Parameter] public EventCallback<IReadOnlyList<ChosenArea>> ChosenChanged { get; set; }

    private IEnumerable<PastedLine> Ambiguous => _lines.Where(line => line.Found is null && !line.IsUnknown);

    private IEnumerable<(DivisionNode Node, int Depth, bool IsMatch)> Shown => _matches is { } found
        ? found.Rows.Select(row => (row.Node, Depth(row.Node), row.IsMatch))
        : _roots.SelectMany(Opened);

    protected override async Task OnInitializedAsync()
    {
        _roots = await divisions.RootsAsync(Actor, CancellationToken.None);
        if (_roots.Count == 1) await OpenAsync(_roots[0]);
    }

    private IEnumerable<(DivisionNode, int, bool)> Opened(DivisionNode node) =>
        _open.Contains(node.Id) && _below.TryGetValue(node.Id, out var below)
            ? below.SelectMany(Opened).Prepend((node, Depth(node), false))
            : [(node, Depth(node), false)];

    private int Depth(DivisionNode node) => Math.Max(0, node.Level - (_roots.Count == 0 ? 1 : _roots.Min(root => root.Level)));

    private async Task OpenAsync(DivisionNode node)
    {
        if (_open.Remove(node.Id)) return;
        if (!_below.ContainsKey(node.Id))
        {
            var below = await divisions.ChildrenAsync(await Current.GetAsync(CancellationToken.None), node.Id, CancellationToken.None);
            if (below.IsRefused) return;
            _below[node.Id] = below.Value;
        }
        _open.Add(node.Id);
    }

    private async Task FilterAsync(ChangeEventArgs change)
    {
        _filter = change.Value?.ToString() ?? "";
        var asked = _filter;
        var matches = string.IsNullOrWhiteSpace(asked) ? null : await divisions.FilterAsync(await Current.GetAsync(CancellationToken.None), asked, MostMatches, CancellationToken.None);
        // an older answer may come after a newer one
        if (string.Equals(asked, _filter, StringComparison.Ordinal)) _matches = matches;
    }

    // A name that stands for several places chooses none of them: it is asked.
    private async Task ResolveAsync()
    {
        var resolved = await pastes.ResolveAsync(await Current.GetAsync(CancellationToken.None), _pasted, CancellationToken.None);
        _pasteRefusal = resolved.Refusal is { } refusal ? RefusalSentence.Of(refusal) : null;
        if (resolved.IsRefused) return;
        _lines = resolved.Value;
        var next = Chosen;
        foreach (var found in _lines.Select(line => line.Found).OfType<DivisionNode>())
            next = await WithAsync(next, found);
        await SetAsync(next);
    }

    private async Task ToggleAsync(DivisionNode node)
    {
        if (TickOf(node) is not Tick.All)
        {
            await SetAsync(await WithAsync(Chosen, node));
            return;
        }
        await SetAsync(await WithoutAsync(node));
    }

    private async Task<ChosenArea> ChosenAsync(DivisionNode node)
    {
        var named = await divisions.FindAsync(await Current.GetAsync(CancellationToken.None), node.Id, CancellationToken.None);
        return new ChosenArea(node.Id, node.Path, named.IsRefused ? node.Name : string.Join(' ', Below(named.Value.FullName)));
    }

    private async Task<IReadOnlyList<ChosenArea>> WithAsync(IReadOnlyList<ChosenArea> chosen, DivisionNode node) =>
        chosen.Any(area => node.Path.StartsWith(area.Path, StringComparison.Ordinal)) ? chosen
            : [.. chosen.Where(area => !area.Path.StartsWith(node.Path, StringComparison.Ordinal)), await ChosenAsync(node)];

    // Taking a place out of a chosen one leaves its neighbours chosen, level by level.
    private async Task<IReadOnlyList<ChosenArea>> WithoutAsync(DivisionNode node)
    {
        var around = Chosen.FirstOrDefault(area => node.Path.StartsWith(area.Path, StringComparison.Ordinal));
        if (around is null) return Chosen;
        var next = Chosen.Where(area => area != around).ToList();
        while (around.Id != node.Id)
        {
            var below = await divisions.ChildrenAsync(await Current.GetAsync(CancellationToken.None), around.Id, CancellationToken.None);
            if (below.IsRefused) return Chosen;
            foreach (var child in below.Value.Where(child => !node.Path.StartsWith(child.Path, StringComparison.Ordinal))) next.Add(await ChosenAsync(child));
            var step = below.Value.Single(child => node.Path.StartsWith(child.Path, StringComparison.Ordinal));
            around = new ChosenArea(step.Id, step.Path, step.Name);
        }
        return next;
    }

    private Task SetAsync(IReadOnlyList<ChosenArea> chosen) => ChosenChanged.InvokeAsync(chosen);

    private bool IsInside(DivisionNode node) => TickOf(node) is Tick.All;

    private Tick TickOf(DivisionNode node) =>
        Chosen.Any(area => node.Path.StartsWith(area.Path, StringComparison.Ordinal)) ? Tick.All
        : Chosen.Any(area => area.Path.StartsWith(node.Path, StringComparison.Ordinal)) ? Tick.Part : Tick.None;

    private static string Word(Tick tick) => tick switch { Tick.All => "true", Tick.Part => "mixed", _ => "false" };

    private static string IconOf(Tick tick) => tick switch
    {
        Tick.All => Icons.Material.Outlined.CheckBox,
        Tick.Part => Icons.Material.Outlined.IndeterminateCheckBox,
        _ => Icons.Material.Outlined.CheckBoxOutlineBlank,
    };

    // the root names the installation
    private static IReadOnlyList<string> Below(IReadOnlyList<string> names) => names.Count > 1 ? [.. names.Skip(1)] : names;
}
