using GovLiaison.Common;

namespace GovLiaison.Divisions;

/// <summary>A row of the filtered tree: a match, or an ancestor that leads to one.</summary>
public sealed record DivisionMatch(DivisionNode Node, bool IsMatch);

/// <param name="Rows">In the order of the tree.</param>
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
    /// By part of a name, beginning of a code or pinyin initials; words before the last one narrow it to what lies below them
    /// (洛川 姚苌, lcx yc). Better matches fill the limit first; the answer is in the order of the tree.
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
            .Take(Math.Clamp(limit, 1, DefaultLimit)).Select(match => match.Node).ToHashSet();
        var rows = kept.Concat(kept.SelectMany(tree.Above).Where(above => actor.May(Permissions.View, above.Path))).Distinct()
            .OrderBy(node => node.Path, StringComparer.Ordinal).Select(node => new DivisionMatch(node, kept.Contains(node)));
        return new DivisionMatches([.. rows], found.Count - kept.Count);
    }

    private static Result<NamedDivision> Named(Actor actor, DivisionTree tree, Func<DivisionTree, DivisionNode?> find) =>
        find(tree) is { } node && actor.Require(Permissions.View, node.Path) is null ? new NamedDivision(node, tree.FullName(node)) : Refusal.NotFound;
}

/// <summary>How well a typed word fits a node; lower is better, null is not at all.</summary>
internal static class DivisionWord
{
    public static int? Rank(DivisionNode node, string word)
    {
        if (word.All(char.IsAsciiDigit))
            return string.Equals(node.Code, word, StringComparison.Ordinal) ? 0 : node.Code.StartsWith(word, StringComparison.Ordinal) ? 1 : null;
        if (word.All(char.IsAsciiLetterOrDigit)) return ByInitials(node.Initials, word);
        if (string.Equals(node.Name, word, StringComparison.Ordinal)) return 0;
        return node.Name.IndexOf(word, StringComparison.Ordinal) switch { 0 => 1, > 0 => 2, _ => null };
    }

    private static int? ByInitials(string initials, string word)
    {
        int? best = null;
        foreach (var range in initials.AsSpan().Split(' '))
        {
            var reading = initials.AsSpan(range);
            int? rank = reading.IndexOf(word, StringComparison.OrdinalIgnoreCase) switch { 0 => reading.Length == word.Length ? 0 : 1, > 0 => 2, _ => null };
            if (rank is not null && (best is null || rank < best)) best = rank;
        }
        return best;
    }
}
