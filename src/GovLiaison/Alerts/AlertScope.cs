using System.Linq.Expressions;
using GovLiaison.Common;
using GovLiaison.Data;

namespace GovLiaison.Alerts;

/// <summary>Ranges of paths as conditions of a query, and what of the alerts an actor may see.</summary>
internal static class AlertScope
{
    /// <summary>
    /// What the actor may see: alerts issued in a range of his, and alerts that went out to a place in it. Before the signature
    /// an alert is seen by its issuer's people alone.
    /// </summary>
    public static IQueryable<Alert> VisibleAlerts(this LiaisonDbContext db, Actor actor)
    {
        var ranges = actor.Ranges(Permissions.View);
        var issued = db.Alerts.Where(In<Alert>(row => row.Path, ranges)).Select(row => row.Id);
        var touching = db.AlertAreas.Where(Touches<AlertArea>(row => row.Path, ranges));
        var told = db.AlertMessages.Where(row => row.Status == AlertMessageStatus.Sent && touching.Any(area => area.MessageId == row.Id))
            .Select(row => row.AlertId);
        return db.Alerts.Where(row => issued.Contains(row.Id) || told.Contains(row.Id));
    }

    /// <summary>Messages of visible alerts; what was never submitted is seen by its author alone, a correction never by itself.</summary>
    public static IQueryable<AlertMessage> VisibleMessages(this LiaisonDbContext db, Actor actor)
    {
        var alerts = db.VisibleAlerts(actor).Select(row => row.Id);
        return db.AlertMessages.Where(row => alerts.Contains(row.AlertId)
            && (row.Status != AlertMessageStatus.Draft || row.AuthorId == actor.PersonId)
            && (row.CorrectsId == null || row.Status == AlertMessageStatus.Sent));
    }

    /// <summary>Inside one of the ranges, written as comparisons of bytes.</summary>
    public static Expression<Func<T, bool>> In<T>(Expression<Func<T, string>> path, IEnumerable<DivisionPath> ranges) =>
        Any(path, ranges.Select(range => Inside(path.Body, range)));

    /// <summary>Inside one of the ranges, or around one of them.</summary>
    public static Expression<Func<T, bool>> Touches<T>(Expression<Func<T, string>> path, IReadOnlyList<DivisionPath> ranges)
    {
        var around = ranges.SelectMany(Ancestors).Distinct().Select(place => (Expression)Expression.Equal(path.Body, Value(place.Value)));
        return Any(path, ranges.Select(range => Inside(path.Body, range)).Concat(around));
    }

    /// <summary>The places around a place, itself included.</summary>
    public static IEnumerable<DivisionPath> Ancestors(DivisionPath place)
    {
        var around = DivisionPath.Everything;
        yield return around;
        foreach (var code in place.Codes)
            yield return around = around.Child(code);
    }

    private static Expression<Func<T, bool>> Any<T>(Expression<Func<T, string>> path, IEnumerable<Expression> conditions) =>
        Expression.Lambda<Func<T, bool>>(conditions.Aggregate((Expression)Expression.Constant(false),
            (all, next) => all is ConstantExpression ? next : Expression.OrElse(all, next)), path.Parameters);

    private static BinaryExpression Inside(Expression path, DivisionPath range) => Expression.AndAlso(
        Expression.GreaterThanOrEqual(Compare(path, range.Value), Expression.Constant(0)),
        Expression.LessThan(Compare(path, range.End), Expression.Constant(0)));

    private static MethodCallExpression Compare(Expression path, string value) =>
        Expression.Call(typeof(string), nameof(string.Compare), null, path, Value(value));

    // a field of an object, not a constant: becomes a parameter, and the statement stays one for all ranges
    private static MemberExpression Value(string value) => Expression.Field(Expression.Constant(new Box(value)), nameof(Box.Value));

    private sealed class Box(string value)
    {
        public readonly string Value = value;
    }
}
