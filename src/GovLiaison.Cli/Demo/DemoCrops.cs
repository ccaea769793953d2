using GovLiaison.Residents;

namespace GovLiaison.Cli.Demo;

/// <summary>What grows and what threatens where: shares of households by the beginning of the division code, the longest that fits.</summary>
public static class DemoCrops
{
    private static readonly Dictionary<string, Guid> Tags = TagDefaults.All.ToDictionary(tag => tag.Code, tag => tag.Id, StringComparer.Ordinal);

    // apple: the loess plateau of Yan'an, Tongchuan, northern Xianyang and Weinan; kiwi: the foot of the Qinling;
    // pepper: Hancheng and Feng county; greenhouses around the towns of the plain; livestock in Yulin and the south
    private static readonly (string Code, string Tag, double Share)[] Crops =
    [
        ("6106", "apple", 0.35), ("610629", "apple", 0.85), ("610628", "apple", 0.6), ("610630", "apple", 0.6), ("610632", "apple", 0.5),
        ("610602", "apple", 0.3), ("610625", "apple", 0.1), ("610626", "apple", 0.1),
        ("6102", "apple", 0.4), ("610222", "apple", 0.55),
        ("610425", "apple", 0.5), ("610424", "apple", 0.3), ("610426", "apple", 0.5), ("610428", "apple", 0.6), ("610429", "apple", 0.6),
        ("610430", "apple", 0.5), ("610482", "apple", 0.5),
        ("610527", "apple", 0.65), ("610526", "apple", 0.3), ("610525", "apple", 0.4), ("610524", "apple", 0.35), ("610528", "apple", 0.2),
        ("610305", "apple", 0.25), ("610328", "apple", 0.3), ("610327", "apple", 0.2),
        ("610124", "kiwi", 0.65), ("610326", "kiwi", 0.65), ("610118", "kiwi", 0.2), ("610324", "kiwi", 0.2), ("610431", "kiwi", 0.25), ("610722", "kiwi", 0.15),
        ("610581", "pepper", 0.6), ("610330", "pepper", 0.55), ("610524", "pepper", 0.15), ("610528", "pepper", 0.1), ("610327", "pepper", 0.1),
        ("610114", "greenhouse", 0.25), ("610423", "greenhouse", 0.3), ("610422", "greenhouse", 0.2), ("610523", "greenhouse", 0.25), ("610603", "greenhouse", 0.2),
        ("6108", "livestock", 0.35), ("6107", "livestock", 0.12), ("6109", "livestock", 0.15), ("6110", "livestock", 0.12),
    ];

    // share of villages that have such a point at all
    private static readonly (string Code, string Tag, double Share)[] Hazards =
    [
        ("61", "landslide", 0.04), ("6106", "landslide", 0.12), ("6108", "landslide", 0.06), ("6107", "landslide", 0.15), ("6109", "landslide", 0.22),
        ("6110", "landslide", 0.2), ("61", "riverbank", 0.08), ("6107", "riverbank", 0.14), ("6109", "riverbank", 0.16),
    ];

    public static Guid Tag(string code) => Tags[code];

    public static IEnumerable<(Guid Tag, double Share)> In(string villageCode) => Fitting(Crops, villageCode);

    public static IEnumerable<(Guid Tag, double Share)> HazardsIn(string villageCode) => Fitting(Hazards, villageCode);

    private static IEnumerable<(Guid Tag, double Share)> Fitting((string Code, string Tag, double Share)[] list, string villageCode) => list
        .Where(line => villageCode.StartsWith(line.Code, StringComparison.Ordinal))
        .GroupBy(line => line.Tag, StringComparer.Ordinal)
        .Select(lines => lines.MaxBy(line => line.Code.Length))
        .Select(line => (Tags[line.Tag], line.Share));
}
