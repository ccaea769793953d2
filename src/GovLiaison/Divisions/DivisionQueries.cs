using GovLiaison.Common;

namespace GovLiaison.Divisions;

/// <summary>A row of the filtered tree: a match, or an ancestor that leads to one.</summary>
public sealed record DivisionMatch(DivisionNode Node, bool IsMatch);

/// <param name="Rows">A tree: each match below the places that lead to it, the branch with the best match first.</param>
/// <param name="More">Matches that did not fit; never dropped in silence.</param>
public sealed record DivisionMatches(IReadOnlyList<DivisionMatch> Rows, int More);

/// <summary>A division with the names that lead to it.</summary>
public sealed record NamedDivision(DivisionNode Node, IReadOnlyList<string> FullName);

/// <summary>What the tree shows, inside the actor's range. Above the range only names are told, never nodes.</summary>
public sealed class DivisionQueries(DivisionTreeCache trees)
{
    public const int DefaultLimit = 200;

    /// <summary>Where the actor's tree begins.</summary>
    public async Task<IReadOnlyList<DivisionNode>> RootsAsync(Actor actor, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        return [.. tree.Tops(actor.Ranges(Permissions.View))];
    }

    public async Task<Result<IReadOnlyList<DivisionNode>>> ChildrenAsync(Actor actor, int divisionId, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        var node = tree.ById(divisionId);
        if (node is null || actor.Require(Permissions.View, node.Path) is not null) return Refusal.NotFound;
        return tree.Children(node).ToList();
    }

    public async Task<Result<NamedDivision>> FindAsync(Actor actor, int divisionId, CancellationToken cancellationToken) =>
        Named(actor, await trees.CurrentAsync(cancellationToken), tree => tree.ById(divisionId));

    public async Task<Result<NamedDivision>> FindAsync(Actor actor, string code, CancellationToken cancellationToken) =>
        Named(actor, await trees.CurrentAsync(cancellationToken), tree => tree.ByCode(code));

    /// <summary>
    /// By part of a name, beginning of a code, pinyin or its initials; words before the last one narrow it to what lies below them
    /// (洛川 姚苌, lcx yc). Better matches come first and fill the limit: exact code, exact name, beginning of the name, pinyin, inside
    /// the name; of equals the higher level.
    /// </summary>
    public async Task<DivisionMatches> FilterAsync(Actor actor, string text, int limit, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        var words = text.Split([' ', '\t', '　', '/', ',', '，', '、'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0) return new DivisionMatches([], 0);

        var found = new List<(DivisionNode Node, int Rank)>();
        foreach (var top in tree.Tops(actor.Ranges(Permissions.View)))
            foreach (var node in tree.Subtree(top))
                if (DivisionWord.Rank(node, words[^1]) is { } rank && words.SkipLast(1).All(word => tree.Above(node).Any(above => DivisionWord.Rank(above, word) is not null)))
                    found.Add((node, rank));

        var kept = found.OrderBy(match => match.Rank).ThenBy(match => match.Node.Level).ThenBy(match => match.Node.Path, StringComparer.Ordinal)
            .Take(Math.Clamp(limit, 1, DefaultLimit)).Select(match => match.Node).ToList();
        return new DivisionMatches(AsTree(actor, tree, kept), found.Count - kept.Count);
    }

    // The best match draws its whole branch to the top, place by place.
    private static IReadOnlyList<DivisionMatch> AsTree(Actor actor, DivisionTree tree, List<DivisionNode> kept)
    {
        var matches = kept.ToHashSet();
        var shown = kept.SelectMany(node => tree.Above(node).Reverse().Where(above => actor.May(Permissions.View, above.Path)).Append(node)).Distinct().ToList();
        var ids = shown.Select(node => node.Id).ToHashSet();
        var below = shown.ToLookup(node => node.ParentId is { } parent && ids.Contains(parent) ? parent : 0);
        return [.. below[0].SelectMany(Branch)];

        IEnumerable<DivisionMatch> Branch(DivisionNode node) =>
            below[node.Id].SelectMany(Branch).Prepend(new DivisionMatch(node, matches.Contains(node)));
    }

    private static Result<NamedDivision> Named(Actor actor, DivisionTree tree, Func<DivisionTree, DivisionNode?> find) =>
        find(tree) is { } node && actor.Require(Permissions.View, node.Path) is null ? new NamedDivision(node, tree.FullName(node)) : Refusal.NotFound;
}
