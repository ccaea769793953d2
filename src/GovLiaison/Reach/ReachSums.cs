using System.Linq.Expressions;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>Adds tally rows up, never anything else: 20,356 of them at most.</summary>
internal static class ReachSums
{
    /// <summary>By the first characters of the path; the length of a child's path gives one sum a child.</summary>
    public static Task<IReadOnlyDictionary<string, ReachFigures>> ByPathAsync(IQueryable<VillageTally> tallies, int length, CancellationToken cancellationToken) =>
        ByKeyAsync(tallies, row => row.Path.Substring(0, length), cancellationToken);

    /// <summary>The same inside a place; all that lies elsewhere is one sum more. One statement, so that part and whole are of one moment.</summary>
    public static Task<IReadOnlyDictionary<string, ReachFigures>> ByPathAsync(
        IQueryable<VillageTally> tallies, DivisionPath place, int length, CancellationToken cancellationToken)
    {
        var (from, end) = (place.Value, place.End);
        return ByKeyAsync(tallies, row => row.Path.CompareTo(from) >= 0 && row.Path.CompareTo(end) < 0 ? row.Path.Substring(0, length) : "", cancellationToken);
    }

    private static async Task<IReadOnlyDictionary<string, ReachFigures>> ByKeyAsync(
        IQueryable<VillageTally> tallies, Expression<Func<VillageTally, string>> key, CancellationToken cancellationToken) =>
        await tallies.GroupBy(key).Select(group => new
        {
            group.Key,
            Figures = new ReachFigures
            {
                Villages = group.Count(),
                Households = group.Sum(row => row.Households),
                AtRisk = group.Sum(row => row.AtRisk),
                NoPath = group.Sum(row => row.NoPath),
                Pending = group.Sum(row => row.Pending),
                Failed = group.Sum(row => row.Failed),
                Sent = group.Sum(row => row.Sent),
                Opened = group.Sum(row => row.Opened),
                Told = group.Sum(row => row.Told),
                SelfDeclared = group.Sum(row => row.SelfDeclared),
                Relayed = group.Sum(row => row.Relayed),
                Visited = group.Sum(row => row.Visited),
                Listened = group.Sum(row => row.Listened),
                Confirmed = group.Sum(row => row.Confirmed),
                Help = group.Sum(row => row.Help),
                HelpWaiting = group.Sum(row => row.HelpWaiting),
                HelpTaken = group.Sum(row => row.HelpTaken),
                MustWalk = group.Sum(row => row.MustWalk),
                OfficersAsked = group.Sum(row => row.Officers > 0 ? 1 : 0),
                OfficersAnswered = group.Sum(row => row.OfficerAnsweredAt != null ? 1 : 0),
            },
        }).ToDictionaryAsync(row => row.Key, row => row.Figures, StringComparer.Ordinal, cancellationToken);

    public static async Task<ReachFigures> AllAsync(IQueryable<VillageTally> tallies, CancellationToken cancellationToken) =>
        ReachFigures.Sum((await ByPathAsync(tallies, 0, cancellationToken)).Values);

    /// <summary>The tallies of a dispatch inside what the actor may see, and inside the place if one is given.</summary>
    public static IQueryable<VillageTally> TalliesOf(this LiaisonDbContext db, long dispatchId, Actor actor, DivisionPath? within)
    {
        var rows = db.VillageTallies.Where(row => row.DispatchId == dispatchId).WhereWithin(row => row.Path, actor.Ranges(Permissions.View));
        return within is { } place ? rows.WhereWithin(row => row.Path, [place]) : rows;
    }
}
