using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Dispatch;

namespace GovLiaison.Web.Alerts.Sign;

/// <param name="Name">Null for the last row of a table that was cut: whatever the rows before it leave.</param>
public sealed record AreaTotal(string? Name, int Places, int Villages, int Households, int WithoutPath);

/// <summary>Where a message goes, by the highest level at which it parts, and a total that is counted by itself.</summary>
public sealed record AreaTotals(IReadOnlyList<AreaTotal> Rows, AudienceCount Total)
{
    private const int Most = 20;

    public static async Task<AreaTotals> ReadAsync(AudienceQueries audience, AlertDetail alert, CancellationToken cancellationToken)
    {
        var tags = alert.Tags.Select(tag => tag.Id).ToList();
        var total = await audience.CountAsync([.. alert.Areas.Select(area => new DivisionPath(area.Path))], tags, cancellationToken);
        var groups = Groups(alert.Areas);
        var rows = new List<AreaTotal>();
        foreach (var group in groups.Take(groups.Count > Most ? Most - 1 : Most))
        {
            var count = await audience.CountAsync([.. group.Select(area => new DivisionPath(area.Path))], tags, cancellationToken);
            rows.Add(new AreaTotal(group.Key, group.Count(), count.Villages, count.Households, count.HouseholdsWithoutPath));
        }
        if (groups.Count > rows.Count)
            rows.Add(new AreaTotal(null, alert.Areas.Count - rows.Sum(row => row.Places), total.Villages - rows.Sum(row => row.Villages),
                total.Households - rows.Sum(row => row.Households), total.HouseholdsWithoutPath - rows.Sum(row => row.WithoutPath)));
        return new AreaTotals(rows, total);
    }

    private static List<IGrouping<string, AlertAreaRow>> Groups(IReadOnlyList<AlertAreaRow> areas)
    {
        var deepest = areas.Count == 0 ? 1 : areas.Max(area => Names(area).Length);
        for (var depth = 1; depth < deepest; depth++)
            if (By(depth) is { Count: > 1 } parted)
                return parted;
        return By(deepest);

        List<IGrouping<string, AlertAreaRow>> By(int depth) =>
            [.. areas.GroupBy(area => string.Join(' ', Names(area).Take(depth)), StringComparer.Ordinal)];
    }

    private static string[] Names(AlertAreaRow area) => area.FullName.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
