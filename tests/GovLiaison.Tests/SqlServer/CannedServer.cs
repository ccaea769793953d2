using System.Collections.Concurrent;

namespace GovLiaison.Tests.SqlServer;

/// <summary>A server that is not there: keeps every text of one run and says what would have come of it.</summary>
internal sealed class CannedServer(CannedAnswers answers, CallSites sites)
{
    // A loop that goes on while there are rows comes to its end after so many, one that goes on without them is cut off.
    private const int CommandsWithRows = 60, MostCommands = 300;

    private static readonly string[] Counts = ["SELECT COUNT(", "SELECT COUNT_BIG(", "SELECT MAX(", "SELECT MIN(", "SELECT SUM(", "SELECT COALESCE(", "SELECT CASE"];
    private static readonly string[] Singles = ["SELECT TOP(1) ", "SELECT TOP(2) "];

    public ConcurrentQueue<CapturedCommand> Captured { get; } = new();

    public CannedAnswers Answer(string sql, int parameters, int timeLimit)
    {
        if (Captured.Count >= MostCommands) throw new InvalidOperationException("The script has no end for this method");
        sites.Pass();
        Captured.Enqueue(new CapturedCommand(sql, parameters, timeLimit));
        var answer = answers.To(Captured.Count);
        return answer with { Rows = Rows(sql, Captured.Count > CommandsWithRows ? 0 : answer.Rows) };
    }

    // A count has one row whatever it counts; whoever asks for the one row that there can be gets no second.
    private static int Rows(string sql, int rows) =>
        Array.Exists(Counts, begin => sql.StartsWith(begin, StringComparison.Ordinal)) ? 1
        : Array.Exists(Singles, begin => sql.StartsWith(begin, StringComparison.Ordinal)) ? Math.Min(rows, 1)
        : rows;
}
