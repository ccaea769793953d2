namespace GovLiaison.Common;

/// <summary>
/// A place in the division tree: the codes from the root down, <c>/61/6106/610629/</c>. Compared byte by byte, so that a
/// subtree is one range: from the path itself up to, but not including, the path with its last slash replaced by the next
/// character. Ranges are written as two comparisons, never as StartsWith, which becomes LIKE and scans.
/// </summary>
public readonly record struct DivisionPath
{
    public DivisionPath(string value)
    {
        if (value.Length == 0 || value[0] != '/' || value[^1] != '/')
            throw new ArgumentException($"A division path begins and ends with '/': {value}", nameof(value));
        Value = value;
    }

    /// <summary>Room for ten levels of twelve digits.</summary>
    public const int MaxLength = 130;

    public string Value { get; }

    /// <summary>The first string that is no longer inside.</summary>
    public string End => string.Concat(Value.AsSpan(0, Value.Length - 1), "0");

    public static DivisionPath Everything { get; } = new("/");

    public IReadOnlyList<string> Codes => Value.Split('/', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The region that people are found by: the third code, or the last one where the tree is not that deep.</summary>
    public string CountyCode => Codes is { Count: > 0 } codes ? codes[Math.Min(2, codes.Count - 1)] : "";

    public bool Contains(string path) => path.StartsWith(Value, StringComparison.Ordinal);

    public bool Contains(DivisionPath other) => Contains(other.Value);

    public DivisionPath Child(string code) => new($"{Value}{code}/");

    public override string ToString() => Value;
}
