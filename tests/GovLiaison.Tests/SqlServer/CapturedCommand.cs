namespace GovLiaison.Tests.SqlServer;

/// <summary>One text as the server would have received it.</summary>
/// <param name="TimeLimit">In seconds; 0 waits for ever.</param>
public sealed record CapturedCommand(string Sql, int Parameters, int TimeLimit);
