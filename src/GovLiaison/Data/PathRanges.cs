using System.Linq.Expressions;
using System.Reflection;
using GovLiaison.Common;

namespace GovLiaison.Data;

/// <summary>Narrows a query to subtrees: each is two comparisons that an index on the path serves.</summary>
public static class PathRanges
{
    private static readonly MethodInfo CompareTo = typeof(string).GetMethod(nameof(string.CompareTo), [typeof(string)])!;

    public static IQueryable<T> WhereWithin<T>(this IQueryable<T> rows, Expression<Func<T, string>> path, IReadOnlyList<DivisionPath> ranges)
    {
        if (ranges.Contains(DivisionPath.Everything)) return rows;
        Expression? any = null;
        foreach (var range in ranges)
        {
            var inside = Expression.AndAlso(
                Expression.GreaterThanOrEqual(Compare(path.Body, range.Value), Expression.Constant(0)),
                Expression.LessThan(Compare(path.Body, range.End), Expression.Constant(0)));
            any = any is null ? inside : Expression.OrElse(any, inside);
        }
        return rows.Where(Expression.Lambda<Func<T, bool>>(any ?? Expression.Constant(false), path.Parameters));
    }

    // a property of an object, so that it becomes a parameter and not a literal in every different statement
    private static MethodCallExpression Compare(Expression path, string bound) =>
        Expression.Call(path, CompareTo, Expression.Property(Expression.Constant(new Bound(bound)), nameof(Bound.Value)));

    private sealed record Bound(string Value);
}
