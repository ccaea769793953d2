using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace GovLiaison.Tests.SqlServer;

/// <summary>What is wrong with a text that would be sent to SQL Server: it does not parse, or it uses what we leave alone.</summary>
public static class SqlText
{
    private static readonly string[] Words =
    [
        "MERGE", "WAITFOR", "HOLDLOCK", "SERIALIZABLE", "HIERARCHYID", "GENERATE_SERIES", "CONTAINS", "CONTAINSTABLE", "FREETEXT", "FREETEXTTABLE",
        "SYSTEM_VERSIONING", "SYSTEM_TIME", "SYS", "MIN_ACTIVE_ROWVERSION", "ROWVERSION", "TIMESTAMP", "XML", "TRUE", "FALSE", "IDENTITY", "TRIGGER",
    ];

    public static IReadOnlyList<string> Faults(string sql)
    {
        var script = Parse(sql, out var errors);
        if (errors.Count > 0) return [.. errors.Select(error => $"line {error.Line}, column {error.Column}: {error.Message}")];
        // words inside strings, comments and quoted names are data, not language
        var words = script.ScriptTokenStream
            .Where(token => token.Text is not null && token.TokenType is not (TSqlTokenType.QuotedIdentifier or TSqlTokenType.AsciiStringLiteral or TSqlTokenType.UnicodeStringLiteral
                or TSqlTokenType.AsciiStringOrQuotedIdentifier or TSqlTokenType.SingleLineComment or TSqlTokenType.MultilineComment or TSqlTokenType.WhiteSpace))
            .Select(token => token.Text.Trim('[', ']')).ToList();
        var used = words.Where(word => Words.Contains(word, StringComparer.OrdinalIgnoreCase) || word.StartsWith("dm_", StringComparison.OrdinalIgnoreCase))
            .Distinct(StringComparer.OrdinalIgnoreCase).Select(word => $"uses {word.ToUpperInvariant()}");
        var bare = new BareExpressions();
        script.Accept(bare);
        return [.. used, .. bare.Found];
    }

    public static TSqlScript Parse(string sql, out IList<ParseError> errors)
    {
        using var reader = new StringReader(sql);
        return (TSqlScript)new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out errors);
    }

    // An expression without an alias comes back under a name that differs by server.
    private sealed class BareExpressions : TSqlFragmentVisitor
    {
        private readonly HashSet<SelectElement> _within = [];

        public List<string> Found { get; } = [];

        public override void ExplicitVisit(ExistsPredicate node) => Excuse(node.Subquery.QueryExpression, () => base.ExplicitVisit(node));

        public override void ExplicitVisit(ScalarSubquery node) => Excuse(node.QueryExpression, () => base.ExplicitVisit(node));

        public override void ExplicitVisit(InsertStatement node)
        {
            if (node.InsertSpecification.InsertSource is SelectInsertSource source) Excuse(source.Select, () => base.ExplicitVisit(node));
            else base.ExplicitVisit(node);
        }

        public override void Visit(SelectScalarExpression node)
        {
            if (node.ColumnName is null && node.Expression is CastCall or ConvertCall && !_within.Contains(node))
                Found.Add($"selects {Text(node)} without an alias");
        }

        private void Excuse(QueryExpression query, Action visit)
        {
            if (query is QuerySpecification specification) _within.UnionWith(specification.SelectElements);
            visit();
        }

        private static string Text(TSqlFragment node) => string.Concat(
            node.ScriptTokenStream.Skip(node.FirstTokenIndex).Take(node.LastTokenIndex - node.FirstTokenIndex + 1).Select(token => token.Text));
    }
}
