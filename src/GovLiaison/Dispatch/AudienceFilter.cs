using System.Text.Json;
using GovLiaison.Common;

namespace GovLiaison.Dispatch;

/// <summary>Who is on the list of a dispatch.</summary>
/// <param name="Areas">Subtrees, none inside another.</param>
/// <param name="TagIds">Only households in which somebody carries one of these; none means everybody.</param>
/// <param name="Mode">See <see cref="Audience"/>.</param>
public sealed record AudienceFilter(IReadOnlyList<string> Areas, IReadOnlyList<Guid> TagIds, Audience Mode)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static AudienceFilter FromJson(string text) =>
        JsonSerializer.Deserialize<AudienceFilter>(text) ?? throw new InvalidOperationException("A dispatch without an audience");

    public IEnumerable<DivisionPath> Ranges => Areas.Select(area => new DivisionPath(area));
}

public enum Audience
{
    /// <summary>Everybody in the areas: an alert, a bulletin.</summary>
    Area,

    /// <summary>Everybody in the areas, and whoever was told before: an update.</summary>
    AreaAndTold,

    /// <summary>Whoever was told before and nobody else: a lift, a cancel, a correction.</summary>
    Told,
}
