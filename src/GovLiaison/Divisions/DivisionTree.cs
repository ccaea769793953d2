using System.Collections.Frozen;
using GovLiaison.Common;

namespace GovLiaison.Divisions;

/// <summary>A node as lists and pages need it.</summary>
public sealed record DivisionNode(int Id, string Code, string Name, int Level, int? ParentId, string Path, string Initials, bool IsVillage)
{
    /// <summary>See <see cref="PinyinSyllables"/>; computed when the tree is read, not stored.</summary>
    internal IReadOnlyList<string> Spellings { get; set; } = [];

    /// <summary>How many nodes stand directly below.</summary>
    public int Children { get; internal set; }

    /// <summary>Villages in the subtree; a village counts itself.</summary>
    public int Villages { get; internal set; }
}

/// <summary>The whole tree at one moment, unchanging: in the order of paths a subtree is a run of neighbours.</summary>
public sealed class DivisionTree
{
    private readonly DivisionNode[] _nodes;
    private readonly FrozenDictionary<int, int> _placeById;
    private readonly FrozenDictionary<string, int> _placeByCode;
    private readonly FrozenDictionary<string, int[]> _placesByName;

    internal DivisionTree(IEnumerable<DivisionNode> nodes)
    {
        _nodes = [.. nodes.OrderBy(node => node.Path, StringComparer.Ordinal)];
        _placeById = Enumerable.Range(0, _nodes.Length).ToFrozenDictionary(place => _nodes[place].Id);
        _placeByCode = Enumerable.Range(0, _nodes.Length).ToFrozenDictionary(place => _nodes[place].Code, StringComparer.Ordinal);
        _placesByName = Enumerable.Range(0, _nodes.Length).GroupBy(place => _nodes[place].Name, StringComparer.Ordinal)
            .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);
        foreach (var node in _nodes)
        {
            node.Spellings = PinyinSyllables.Of(node.Name);
            if (node.ParentId is { } parent) _nodes[_placeById[parent]].Children++;
            if (!node.IsVillage) continue;
            node.Villages = 1;
            foreach (var above in Above(node)) above.Villages++;
        }
    }

    /// <summary>In the order of paths: a node, then what is below it.</summary>
    public IReadOnlyList<DivisionNode> Nodes => _nodes;

    public IEnumerable<DivisionNode> Roots => _nodes.Where(node => node.ParentId is null);

    public DivisionNode? ById(int id) => _placeById.TryGetValue(id, out var place) ? _nodes[place] : null;

    public DivisionNode? ByCode(string code) => _placeByCode.TryGetValue(code, out var place) ? _nodes[place] : null;

    public IEnumerable<DivisionNode> ByName(string name) =>
        _placesByName.TryGetValue(name, out var places) ? places.Select(place => _nodes[place]) : [];

    /// <summary>The node at exactly this path.</summary>
    public DivisionNode? ByPath(string path) =>
        ByCode(path.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "") is { } node && string.Equals(node.Path, path, StringComparison.Ordinal) ? node : null;

    /// <summary>The node itself and all that is below it.</summary>
    public IEnumerable<DivisionNode> Subtree(DivisionNode node)
    {
        for (var place = _placeById[node.Id]; place < _nodes.Length && _nodes[place].Path.StartsWith(node.Path, StringComparison.Ordinal); place++)
            yield return _nodes[place];
    }

    public IEnumerable<DivisionNode> Children(DivisionNode node) => Subtree(node).Where(below => below.ParentId == node.Id);

    /// <summary>From the parent up to the root.</summary>
    public IEnumerable<DivisionNode> Above(DivisionNode node)
    {
        for (var parent = node.ParentId; parent is not null; parent = _nodes[_placeById[parent.Value]].ParentId)
            yield return _nodes[_placeById[parent.Value]];
    }

    /// <summary>Names from the root down to the node: 6,810 villages share their name with another, so it never stands alone.</summary>
    public IReadOnlyList<string> FullName(DivisionNode node) => [.. Above(node).Reverse().Append(node).Select(step => step.Name)];

    /// <summary>The nodes of the ranges, topmost first; everything stands for the roots.</summary>
    public IEnumerable<DivisionNode> Tops(IEnumerable<DivisionPath> ranges) =>
        ranges.SelectMany(range => range == DivisionPath.Everything ? Roots : ByPath(range.Value) is { } node ? [node] : []);
}
