using GovLiaison.Common;

namespace GovLiaison.Divisions;

/// <summary>One pasted line and what it may mean: exactly one place, several to choose from, or none.</summary>
/// <param name="Line">Counted from 1.</param>
/// <param name="Choices">At most <see cref="PastedDivisions.MostChoices"/>; one when it is certain.</param>
public sealed record PastedLine(int Line, string Text, IReadOnlyList<NamedDivision> Choices, int More)
{
    public DivisionNode? Found => Choices.Count == 1 && More == 0 ? Choices[0].Node : null;
    public bool IsUnknown => Choices.Count == 0;
}

/// <summary>
/// Reads a list of places as somebody has it: codes or names, a line each, with or without the names above them
/// (洛川县旧县镇姚苌村, 旧县镇 姚苌村委会, 610629101200). Looks only inside the actor's range.
/// </summary>
public sealed class PastedDivisions(DivisionTreeCache trees)
{
    public const int MostLines = 5000;
    public const int MostChoices = 20;

    private static readonly string[] Endings = ["", "委会", "民委员会", "居委会", "社区居委会", "村委会"];
    private static readonly System.Buffers.SearchValues<char> Between = System.Buffers.SearchValues.Create(" \t　/>›-,，、;；");

    public async Task<Result<IReadOnlyList<PastedLine>>> ResolveAsync(Actor actor, string pasted, CancellationToken cancellationToken)
    {
        var lines = pasted.Split('\n', StringSplitOptions.TrimEntries);
        if (lines.Length > MostLines) return DivisionRefusals.PasteTooLong(MostLines);
        var tree = await trees.CurrentAsync(cancellationToken);
        var ranges = actor.Ranges(Permissions.View);
        var resolved = new List<PastedLine>();
        for (var i = 0; i < lines.Length; i++)
            if (lines[i].Length > 0)
                resolved.Add(Resolve(tree, ranges, i + 1, lines[i]));
        return resolved;
    }

    private static PastedLine Resolve(DivisionTree tree, IReadOnlyList<DivisionPath> ranges, int line, string text)
    {
        var key = Squeeze(text);
        var found = (key.Length > 0 && key.All(char.IsAsciiDigit) ? tree.ByCode(key) is { } exact ? [exact] : [] : Match(tree, key, above: null))
            .Where(node => ranges.Any(range => range.Contains(node.Path))).Distinct().OrderBy(node => node.Path, StringComparer.Ordinal).ToList();
        return new PastedLine(line, text, [.. found.Take(MostChoices).Select(node => new NamedDivision(node, tree.FullName(node)))], Math.Max(0, found.Count - MostChoices));
    }

    // The whole as one name; else a name at the front and the rest somewhere below it.
    private static List<DivisionNode> Match(DivisionTree tree, string text, DivisionNode? above)
    {
        var whole = Endings.SelectMany(ending => tree.ByName(text + ending)).Where(node => IsBelow(node, above)).ToList();
        for (var length = text.Length - 1; whole.Count == 0 && length >= 2; length--)
            foreach (var front in tree.ByName(text[..length]).Where(node => IsBelow(node, above) && !node.IsVillage))
                whole.AddRange(Match(tree, text[length..], front));
        return whole;
    }

    private static bool IsBelow(DivisionNode node, DivisionNode? above) => above is null || (node.Id != above.Id && node.Path.StartsWith(above.Path, StringComparison.Ordinal));

    private static string Squeeze(string text) => string.Concat(text.Where(character => !Between.Contains(character)));
}
