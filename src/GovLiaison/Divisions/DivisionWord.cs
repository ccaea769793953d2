namespace GovLiaison.Divisions;

/// <summary>How well a typed word fits a node; lower is better, null is not at all.</summary>
internal static class DivisionWord
{
    private const int Exact = 0, ExactName = 1, Beginning = 2, Spelled = 3, Inside = 4, SpelledInside = 5;

    // 洛川 names 洛川县 as people say it
    private const string Endings = "省市区县镇乡村";

    public static int? Rank(DivisionNode node, string word)
    {
        if (word.All(char.IsAsciiDigit))
            return string.Equals(node.Code, word, StringComparison.Ordinal) ? Exact : node.Code.StartsWith(word, StringComparison.Ordinal) ? Beginning : null;
        if (ByName(node.Name, word) is { } rank) return rank;
        var letters = word.Replace("'", "", StringComparison.Ordinal).Replace("’", "", StringComparison.Ordinal);
        return letters.Length > 0 && letters.All(char.IsAsciiLetterOrDigit) ? BySpelling(node, letters) : null;
    }

    private static int? ByName(string name, string word) => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) switch
    {
        0 when name.Length == word.Length || (name.Length == word.Length + 1 && Endings.Contains(name[^1], StringComparison.Ordinal)) => ExactName,
        0 => Beginning,
        > 0 => Inside,
        _ => null,
    };

    private static int? BySpelling(DivisionNode node, string letters)
    {
        int? best = null;
        foreach (var range in node.Initials.AsSpan().Split(' '))
            best = Better(best, node.Initials.AsSpan(range).IndexOf(letters, StringComparison.OrdinalIgnoreCase) switch { 0 => Spelled, > 0 => SpelledInside, _ => null });
        foreach (var spelled in node.Spellings)
            best = Better(best, PinyinSyllables.Find(spelled, letters) switch { 0 => Spelled, 1 => SpelledInside, _ => null });
        return best;
    }

    private static int? Better(int? one, int? other) => one is null || other < one ? other ?? one : one;
}
