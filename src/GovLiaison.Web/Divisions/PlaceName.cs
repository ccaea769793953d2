namespace GovLiaison.Web.Divisions;

/// <summary>A division as people say it, for lists: 姚苌村委会 → 姚苌村, 桐树底居委会 → 桐树底社区. The full name stands in the card.</summary>
public static class PlaceName
{
    private static readonly (string Ending, string Word)[] Endings = [("村民委员会", "村"), ("村委会", "村"), ("居民委员会", "社区"), ("居委会", "社区")];

    public static string Spoken(string name)
    {
        foreach (var (ending, word) in Endings)
            if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal))
                return name[..^ending.Length] is var rest && rest.EndsWith(word, StringComparison.Ordinal) ? rest : rest + word;
        return name;
    }
}
