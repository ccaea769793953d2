using Xunit;

namespace GovLiaison.Testing;

/// <summary>The three databases a data test runs on: <c>[Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]</c>.</summary>
public static class Databases
{
    public const string Sqlite = "sqlite";
    public const string PostgreSql = "postgresql";
    public const string SqlServer = "sqlserver";

    public static TheoryData<string> All => [Sqlite, PostgreSql, SqlServer];

    /// <summary>Shows the test as skipped, never as absent, where the server is not given.</summary>
    public static void SkipUnlessConfigured(string name)
    {
        if (!string.Equals(name, Sqlite, StringComparison.Ordinal) && Server(name) is null)
            Assert.Skip($"unconfigured: set {Variable(name)}");
    }

    internal static string ServerOf(string name) => Server(name) ?? throw new InvalidOperationException($"Set {Variable(name)}");

    private static string? Server(string name) => Environment.GetEnvironmentVariable(Variable(name)) is { Length: > 0 } server ? server : null;

    private static string Variable(string name) => $"GOVLIAISON_TEST_{name.ToUpperInvariant()}";
}
