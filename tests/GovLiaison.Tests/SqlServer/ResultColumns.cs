using System.Collections.Concurrent;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace GovLiaison.Tests.SqlServer;

/// <summary>The names of what a text selects, so that canned values can suit their columns.</summary>
internal static class ResultColumns
{
    /// <summary>The column of <c>OUTPUT 1</c>, by which EF counts the rows it changed.</summary>
    public const string Unnamed = "";

    public const string RunAudience = "Audience of a run";

    /// <summary>A least or greatest value: null when there are no rows.</summary>
    public const string Extreme = "least or greatest";

    public const string ReceiptKind = "Kind of a receipt";

    private static readonly ConcurrentDictionary<string, IReadOnlyList<string>> Known = new(StringComparer.Ordinal);

    public static IReadOnlyList<string> Of(string sql) => Known.GetOrAdd(sql, Read);

    private static IReadOnlyList<string> Read(string sql)
    {
        var script = SqlText.Parse(sql, out var errors);
        if (errors.Count > 0) return [];
        var names = (script.Batches.SelectMany(batch => batch.Statements).Select(Elements).FirstOrDefault(elements => elements.Any()) ?? []).Select(Name).ToList();
        if (sql.Contains("FROM [Receipts] AS [r]\n", StringComparison.Ordinal)) names = [.. names.Select(name => name == "Kind" ? ReceiptKind : name)];
        // the same word for whom a text speaks to and for who is on the list of a dispatch
        return [.. names.Select(name => name == "Audience" && names.Contains("MatterId") ? RunAudience : name)];
    }

    private static IEnumerable<SelectElement> Elements(TSqlStatement statement) => statement switch
    {
        SelectStatement select => Elements(select.QueryExpression),
        UpdateStatement { UpdateSpecification.OutputClause: { } output } => output.SelectColumns,
        DeleteStatement { DeleteSpecification.OutputClause: { } output } => output.SelectColumns,
        _ => [],
    };

    private static IEnumerable<SelectElement> Elements(QueryExpression query) => query switch
    {
        QuerySpecification specification => specification.SelectElements,
        BinaryQueryExpression binary => Elements(binary.FirstQueryExpression),
        QueryParenthesisExpression parenthesis => Elements(parenthesis.QueryExpression),
        _ => [],
    };

    private static string Name(SelectElement element) => element switch
    {
        SelectScalarExpression { ColumnName: { } alias } => alias.Value,
        SelectScalarExpression { Expression: ColumnReferenceExpression column } => column.MultiPartIdentifier.Identifiers[^1].Value,
        SelectScalarExpression { Expression: FunctionCall { FunctionName.Value: "MIN" or "MAX" } } => Extreme,
        _ => Unnamed,
    };
}
