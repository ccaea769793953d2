using System.Globalization;
using System.Text;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Testing.Processes;
using Microsoft.Data.Sqlite;

namespace GovLiaison.Benchmarks;

/// <summary>
/// What residents ask for and answer in a storm, and which answers were accepted: half looks at the page, half answers. One in
/// twenty asks for help, in words; after everybody has answered, answers are repeated as impatient people do.
/// </summary>
internal sealed class StormAnswers
{
    private const int HelpEvery = 20;

    private readonly long[] _recipients;
    private readonly byte[][] _pages, _answers;
    private readonly byte[] _accepted;
    private long _looks, _taps, _unanswered, _shed, _shedWithoutHint, _failed;

    public StormAnswers(RunningSystem system, LinkToken links, int most)
    {
        _recipients = [.. Numbers(system, $"""SELECT "Id" FROM "Recipients" WHERE "Kind" = {(int)RecipientKind.Resident} ORDER BY "Id" LIMIT {most}""").Select(row => row.First)];
        // village after village would be kinder than life: neighbours do not take their turns
        Random.Shared.Shuffle(_recipients);
        var host = new Uri(system.WebAddress).Authority;
        var tokens = Array.ConvertAll(_recipients, recipient => links.For(LinkPurposes.Resident, recipient));
        _pages = Array.ConvertAll(tokens, token => Encoding.ASCII.GetBytes($"GET /r/{token} HTTP/1.1\r\nHost: {host}\r\nAccept-Language: zh-CN\r\n\r\n"));
        _answers = [.. tokens.Select((token, i) => Post(host, token, IsHelp(i) ? "answer=help&note=%E6%B2%A1%E6%9C%89%E6%9F%B4" : "answer=received"))];
        _accepted = new byte[_recipients.Length];
    }

    public Latencies Pages { get; } = new();
    public Latencies Answers { get; } = new();
    public Latencies Shed { get; } = new();
    public int Residents => _recipients.Length;
    public long Unanswered => _unanswered;
    public long ShedCount => _shed;
    public long ShedWithoutHint => _shedWithoutHint;
    public long Failed => _failed;

    public StormRequest Next(long number) => number % 2 == 0 ? Look() : Tap();

    /// <summary>Accepted answers, how many of them have no row, and rows nobody was told of.</summary>
    public (long Keys, long Lost, long Rows, long Unheard) Compare(RunningSystem system)
    {
        var rows = Numbers(system, $"""
            SELECT "RecipientId", COUNT(*) FROM "Receipts" WHERE "RecipientId" <> 0 AND "Kind" IN ('{ReceiptKinds.Confirmed}', '{ReceiptKinds.Help}') AND "ByPersonId" IS NULL GROUP BY "RecipientId"
            """).ToDictionary(row => row.First, row => row.Second);
        var keys = _accepted.LongCount(accepted => accepted == 1);
        var lost = _recipients.Where((_, i) => _accepted[i] == 1).LongCount(recipient => !rows.ContainsKey(recipient));
        return (keys, lost, rows.Values.Sum(), rows.Values.Sum() - (keys - lost));
    }

    private StormRequest Look()
    {
        var i = (Interlocked.Increment(ref _looks) - 1) % _recipients.Length;
        return new StormRequest(_pages[i], reply => Note(reply, Pages, reply.Status == 200));
    }

    private StormRequest Tap()
    {
        var i = (Interlocked.Increment(ref _taps) - 1) % _recipients.Length;
        return new StormRequest(_answers[i], reply =>
        {
            if (Note(reply, Answers, reply.Status is 200 or 303)) _accepted[i] = 1;
        });
    }

    private bool Note(StormReply reply, Latencies latencies, bool isAccepted)
    {
        if (isAccepted)
        {
            latencies.Add(reply.Took);
            return true;
        }
        if (reply.Status == 0) Interlocked.Increment(ref _unanswered);
        else if (reply.Status == 503)
        {
            Shed.Add(reply.Took);
            Interlocked.Increment(ref _shed);
            if (!reply.HasRetryAfter) Interlocked.Increment(ref _shedWithoutHint);
        }
        else Interlocked.Increment(ref _failed);
        return false;
    }

    private static bool IsHelp(int i) => i % HelpEvery == 0;

    private static byte[] Post(string host, string token, string body) => Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"POST /r/{token} HTTP/1.1\r\nHost: {host}\r\nAccept-Language: zh-CN\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n\r\n{body}"));

    private static List<(long First, long Second)> Numbers(RunningSystem system, string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = system.DatabaseFile, Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ConnectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<(long, long)>();
        while (reader.Read()) rows.Add((reader.GetInt64(0), reader.FieldCount > 1 ? reader.GetInt64(1) : 0));
        return rows;
    }
}
