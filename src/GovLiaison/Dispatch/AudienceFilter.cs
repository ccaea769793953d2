using GovLiaison.Common;

namespace GovLiaison.Dispatch;

/// <summary>Who is on the list of a dispatch.</summary>
/// <param name="Areas">Subtrees; one inside another does no harm.</param>
/// <param name="TagIds">Only households in which somebody carries one of these; none means everybody.</param>
/// <param name="Mode">See <see cref="Audience"/>.</param>
public sealed record AudienceFilter(IReadOnlyList<DivisionPath> Areas, IReadOnlyList<Guid> TagIds, Audience Mode);

public enum Audience
{
    /// <summary>Everybody in the areas: an alert, a bulletin.</summary>
    Area,

    /// <summary>Everybody in the areas, and whoever was told before: an update.</summary>
    AreaAndTold,

    /// <summary>Whoever was told before and nobody else: a lift, a cancel, a correction.</summary>
    Told,
}
