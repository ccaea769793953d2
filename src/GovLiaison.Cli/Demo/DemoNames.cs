namespace GovLiaison.Cli.Demo;

/// <summary>Puts names together from the lists of Names.txt.</summary>
public sealed class DemoNames
{
    private readonly string _surnames;
    private readonly string[] _given;

    public DemoNames()
    {
        using var stream = typeof(DemoNames).Assembly.GetManifestResourceStream("GovLiaison.Cli.Demo.Names.txt")!;
        using var reader = new StreamReader(stream);
        var lists = reader.ReadToEnd().Split('\n').Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', 2)).ToDictionary(parts => parts[0], parts => parts[1].Replace(" ", "", StringComparison.Ordinal), StringComparer.Ordinal);
        _surnames = lists["surnames"];
        _given = [lists["male"], lists["female"]];
    }

    public char Surname(ref DemoRandom random) => _surnames[random.Below(_surnames.Length)];

    public string Full(ref DemoRandom random, char surname)
    {
        var given = _given[random.Below(_given.Length)];
        var first = given[random.Below(given.Length)];
        return random.Chance(0.3) ? $"{surname}{first}" : $"{surname}{first}{given[random.Below(given.Length)]}";
    }

    public string Full(ref DemoRandom random) => Full(ref random, Surname(ref random));
}
