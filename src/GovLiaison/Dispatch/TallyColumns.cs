namespace GovLiaison.Dispatch;

/// <summary>The counting columns of a village's tally, in the order of <see cref="Evidence"/>, then the others.</summary>
public static class TallyColumns
{
    public static readonly IReadOnlyList<string> Evidence =
        [.. Enum.GetValues<Evidence>().Order().Select(evidence => evidence.ToString())];

    public static readonly IReadOnlyList<string> Names =
        [.. Evidence, "Households", "AtRisk", "HelpWaiting", "HelpTaken", "MustWalk", "Officers"];

    public static string Quoted { get; } = string.Join(", ", Names.Select(name => $"\"{name}\""));
}
