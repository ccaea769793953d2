using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Alerts;

/// <summary>From chosen divisions to areas, none inside another; and the names by which a refusal speaks of them.</summary>
internal static class AlertAreaChoice
{
    private const int Chunk = 500;
    private const int NamesShown = 3;

    /// <summary>Null when one of the divisions does not exist.</summary>
    public static async Task<IReadOnlyList<(int DivisionId, string Path, string PathEnd)>?> ReadAsync(
        LiaisonDbContext db, IReadOnlyList<int> divisionIds, CancellationToken cancellationToken)
    {
        var wanted = divisionIds.Distinct().ToList();
        var found = new List<(int DivisionId, DivisionPath Path)>(wanted.Count);
        foreach (var chunk in wanted.Chunk(Chunk))
        {
            var rows = await db.Divisions.Where(row => chunk.Contains(row.Id)).Select(row => new { row.Id, row.Path }).ToListAsync(cancellationToken);
            found.AddRange(rows.Select(row => (row.Id, new DivisionPath(row.Path))));
        }
        if (found.Count != wanted.Count) return null;
        return [.. Outermost(found).Select(area => (area.DivisionId, area.Path.Value, area.Path.End))];
    }

    /// <summary>"延安市洛川县、渭南市 and 4 more": enough to find them, never a list without end.</summary>
    public static async Task<string> NamesAsync(LiaisonDbContext db, IReadOnlyList<string> paths, CancellationToken cancellationToken)
    {
        var shown = paths.Take(NamesShown).ToList();
        var names = await FullNamesAsync(db, shown, cancellationToken);
        var text = string.Join("、", shown.Select(path => names[path]));
        return paths.Count > NamesShown ? $"{text} +{paths.Count - NamesShown}" : text;
    }

    /// <summary>The full name of each place from the second level down: the root names the installation and is left out.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> FullNamesAsync(
        LiaisonDbContext db, IReadOnlyCollection<string> paths, CancellationToken cancellationToken)
    {
        var codes = paths.SelectMany(path => new DivisionPath(path).Codes).Distinct(StringComparer.Ordinal).ToList();
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var chunk in codes.Chunk(Chunk))
            foreach (var row in await db.Divisions.Where(row => chunk.Contains(row.Code)).Select(row => new { row.Code, row.Name }).ToListAsync(cancellationToken))
                names[row.Code] = row.Name;
        return paths.Distinct(StringComparer.Ordinal).ToDictionary(path => path, path => FullName(path, names), StringComparer.Ordinal);
    }

    private static string FullName(string path, Dictionary<string, string> names)
    {
        var codes = new DivisionPath(path).Codes;
        return string.Join(' ', codes.Skip(codes.Count > 1 ? 1 : 0).Select(code => names.GetValueOrDefault(code, code)));
    }

    private static IEnumerable<(int DivisionId, DivisionPath Path)> Outermost(IEnumerable<(int DivisionId, DivisionPath Path)> areas)
    {
        (int DivisionId, DivisionPath Path)? around = null;
        foreach (var area in areas.OrderBy(area => area.Path.Value, StringComparer.Ordinal))
        {
            if (around?.Path.Contains(area.Path) == true) continue;
            around = area;
            yield return area;
        }
    }
}
