using System.Globalization;
using GovLiaison.Common;

namespace GovLiaison.Divisions;

internal sealed record DivisionRow(int Line, string Code, string Name, int Level, string Parent);

/// <summary>The rows of the file, or the refusal that names the lines to mend.</summary>
internal static class DivisionFile
{
    private const int MaxName = 60, MaxCode = 12, MaxLevel = 9, NamedLines = 12;

    public static async Task<Result<IReadOnlyList<DivisionRow>>> ReadAsync(TextReader file, CancellationToken cancellationToken)
    {
        if (!string.Equals((await file.ReadLineAsync(cancellationToken))?.TrimStart('\uFEFF').Trim(), DivisionImport.Header, StringComparison.Ordinal))
            return DivisionRefusals.DivisionsFileHeader(DivisionImport.Header);
        var rows = new List<DivisionRow>();
        var broken = new List<int>();
        for (var line = 2; await file.ReadLineAsync(cancellationToken) is { } text; line++)
        {
            if (string.IsNullOrWhiteSpace(text)) continue;
            if (Parse(line, text) is { } row) rows.Add(row);
            else broken.Add(line);
        }
        if (broken.Count > 0) return DivisionRefusals.DivisionRowsBroken(Lines(broken));
        if (rows.Count == 0) return DivisionRefusals.DivisionsFileEmpty;
        return Check(rows) is { } refusal ? refusal : rows;
    }

    private static DivisionRow? Parse(int line, string text)
    {
        var fields = text.Split(',', StringSplitOptions.TrimEntries);
        return fields.Length == 4
            && fields[0].Length is > 0 and <= MaxCode && fields[0].All(char.IsAsciiDigit)
            && fields[1].Length is > 0 and <= MaxName && !fields[1].Contains('"', StringComparison.Ordinal)
            && int.TryParse(fields[2], NumberStyles.None, CultureInfo.InvariantCulture, out var level) && level is >= 1 and <= MaxLevel
            ? new DivisionRow(line, fields[0], fields[1], level, fields[3])
            : null;
    }

    private static Refusal? Check(List<DivisionRow> rows)
    {
        var byCode = new Dictionary<string, DivisionRow>(rows.Count, StringComparer.Ordinal);
        var duplicate = rows.Where(row => !byCode.TryAdd(row.Code, row)).Select(row => row.Line).ToList();
        if (duplicate.Count > 0) return DivisionRefusals.DivisionRowsDuplicate(Lines(duplicate));
        // the level of the parent is higher up, so that no circle is possible
        var orphan = rows.Where(row => row.Parent.Length > 0 && !(byCode.TryGetValue(row.Parent, out var parent) && parent.Level < row.Level))
            .Select(row => row.Line).ToList();
        return orphan.Count > 0 ? DivisionRefusals.DivisionRowsOrphan(Lines(orphan)) : null;
    }

    private static string Lines(List<int> lines) =>
        string.Join(", ", lines.Take(NamedLines)) + (lines.Count > NamedLines ? string.Create(CultureInfo.InvariantCulture, $" … (+{lines.Count - NamedLines})") : "");
}
