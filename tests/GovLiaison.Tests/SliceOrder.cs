namespace GovLiaison.Tests;

/// <summary>One type that uses another, by full name.</summary>
internal sealed record TypeUse(string From, string To);

/// <summary>"A slice may use only what stands to its left." A new slice enters this list by ADR.</summary>
internal static class SliceOrder
{
    public static readonly string[] Slices =
    [
        "Common", "Data", "Audit", "Identity", "Divisions", "Posts", "Residents", "Knowledge", "Dispatch", "Templates", "Alerts",
        "Bulletins", "Reach", "Ladder", "Warnings", "Questions", "Rooms", "Handover", "Board", "Supervision", "Workbench", "Search",
    ];

    public static IReadOnlyList<string> Violations(IEnumerable<TypeUse> uses, string root) =>
        [.. uses
            .Where(use => IsBelow(use.From, root) && IsBelow(use.To, root))
            .Where(use => Place(use.To, root) > Place(use.From, root) && !MayNameEveryEntity(use.From, root))
            .Select(use => $"`{Short(use.From, root)}` does depend on `{Short(use.To, root)}`")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

    public static IReadOnlyList<string> OutsideEverySlice(IEnumerable<string> types, string root) =>
        [.. types
            .Where(type => IsBelow(type, root) && Place(type, root) < 0)
            .Select(type => $"`{Short(type, root)}` stands in no slice")
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)];

    private static bool IsBelow(string type, string root) => type.StartsWith(root + ".", StringComparison.Ordinal);

    private static int Place(string type, string root)
    {
        var words = Short(type, root).Split('.');
        return words.Length < 2 ? -1 : Array.IndexOf(Slices, words[0]);
    }

    private static string Short(string type, string root) => type[(root.Length + 1)..];

    // the context is the one place where all slices meet in one table of tables; its closures are named with + or /
    private static bool MayNameEveryEntity(string type, string root) =>
        Short(type, root).Split('+', '/')[0] is "Data.LiaisonDbContext";
}
