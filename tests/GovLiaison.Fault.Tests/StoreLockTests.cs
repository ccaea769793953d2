using System.Net;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using GovLiaison.Testing.Processes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Fault.Tests;

/// <summary>R-10: another process holds the database's write lock while people answer. Each is answered, and nothing is lost.</summary>
public sealed class StoreLockTests(DemoFixture demo, ITestOutputHelper output)
{
    private const string County = "610629";
    private const int AtOnce = 32;

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2), DrainsWithin = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    [InlineData(120)]
    public Task Answer_WhileAnotherProcessHoldsTheLock_IsKeptAndStored(int seconds)
    {
        if (seconds > 2) LongTests.SkipUnlessWanted();
        return demo.OnCopyAsync(system => AnswerWhileLockedAsync(system, seconds));
    }

    [Fact]
    public Task Kill9_WhileAnswersAreInTheSpool_StoresThemAtTheNextStart() => demo.OnCopyAsync(async system =>
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await BeginAsync(system, cancellationToken);
        var answers = new Answers(system);

        using (var release = new CancellationTokenSource())
        {
            var held = HoldAsync(system, Within, release.Token);
            var (during, _) = await answers.GiveAsync(() => answers.Given < 192, cancellationToken);
            Assert.Equal(192, during);
            await system.Web!.KillAsync();
            await release.CancelAsync();
            await held.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        var before = answers.Lost();
        await system.StartWebAsync(cancellationToken);
        await Waiting.UntilAsync("all answers to be in the database", DrainsWithin, () => answers.Lost() == 0, cancellationToken);

        output.WriteLine($"{before} of 192 answers were only in the spool when the process was killed");
        Assert.True(before > 0, "the kill came after the spool was drained");
        Assert.Equal(0, answers.Refused);
        Assert.Equal(0, answers.Twice());
    });

    private async Task AnswerWhileLockedAsync(RunningSystem system, int seconds)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await BeginAsync(system, cancellationToken);
        var answers = new Answers(system);

        var held = HoldAsync(system, TimeSpan.FromSeconds(seconds), cancellationToken);
        var (during, rowsDuring) = await answers.GiveAsync(() => !held.IsCompleted, cancellationToken);
        await held;
        await Waiting.UntilAsync("all answers to be in the database", DrainsWithin, () => answers.Lost() == 0, cancellationToken);
        var (after, _) = await answers.GiveAsync(() => answers.Given < during + 50, cancellationToken);

        output.WriteLine($"{during} answered while the lock was held for {seconds} s, {rowsDuring} rows then; {after} after it");
        Assert.True(during > 0, "nobody was answered");
        Assert.Equal(0, answers.Refused);
        Assert.Equal(0, answers.Lost());
        Assert.Equal(0, answers.Twice());
    }

    private static async Task BeginAsync(RunningSystem system, CancellationToken cancellationToken)
    {
        await system.Gateway.StartAsync(withPeople: false, cancellationToken);
        await system.StartWebAsync(cancellationToken);
        await system.SendAlertAsync(County, cancellationToken);
        await Waiting.UntilAsync("all to be sent", Within, system.IsSettled, cancellationToken);
    }

    private static async Task HoldAsync(RunningSystem system, TimeSpan time, CancellationToken cancellationToken)
    {
        await using var connection = new SqliteConnection($"Data Source={system.DatabaseFile};Pooling=False;Default Timeout=30");
        await connection.OpenAsync(cancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync(cancellationToken);
        await Task.Delay(time, TimeProvider.System, cancellationToken);
    }

    /// <summary>Residents who tap 已收到, each once.</summary>
    private sealed class Answers
    {
        private readonly RunningSystem _system;
        private readonly List<(long Recipient, Uri Page)> _residents;
        private readonly List<long> _accepted = [];
        private int _next;

        public Answers(RunningSystem system)
        {
            _system = system;
            using var services = system.OpenServices();
            var links = services.GetRequiredService<LinkToken>();
            _residents = [.. Recipients(system).Select(id => (id, new Uri($"{system.WebAddress}/r/{links.For(LinkPurposes.Resident, id)}")))];
        }

        public int Given => _accepted.Count;
        public int Refused { get; private set; }

        /// <summary>How many were answered, and how many rows stood at the end of it.</summary>
        public async Task<(int Given, long Rows)> GiveAsync(Func<bool> isWanted, CancellationToken cancellationToken)
        {
            var before = Given;
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(60) };
            while (isWanted() && _next < _residents.Count)
                await Task.WhenAll(_residents.Skip(_next).Take(AtOnce).ToList().Select(resident => GiveAsync(http, resident.Recipient, resident.Page, cancellationToken)).Append(NextAsync()));
            return (Given - before, Rows());
        }

        public long Lost()
        {
            lock (_accepted) return _accepted.Count - _system.Number($"""SELECT COUNT(*) FROM "Receipts" WHERE "RecipientId" IN ({string.Join(',', _accepted)})""");
        }

        public long Twice() => Rows() - _system.Number("""SELECT COUNT(DISTINCT "RecipientId") FROM "Receipts" """);

        private long Rows() => _system.Number("""SELECT COUNT(*) FROM "Receipts" """);

        private async Task NextAsync()
        {
            _next += AtOnce;
            // as people come, not as fast as they can be served
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
        }

        private async Task GiveAsync(HttpClient http, long recipient, Uri page, CancellationToken cancellationToken)
        {
            using var form = new FormUrlEncodedContent([new("answer", "received")]);
            using var response = await http.PostAsync(page, form, cancellationToken);
            lock (_accepted)
                if (response.StatusCode == HttpStatusCode.SeeOther) _accepted.Add(recipient);
                else Refused++;
        }

        private static List<long> Recipients(RunningSystem system)
        {
            using var connection = new SqliteConnection($"Data Source={system.DatabaseFile};Mode=ReadOnly;Pooling=False");
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"""SELECT "Id" FROM "Recipients" WHERE "Kind" = {(int)RecipientKind.Resident}""";
            using var reader = command.ExecuteReader();
            var ids = new List<long>();
            while (reader.Read()) ids.Add(reader.GetInt64(0));
            return ids;
        }
    }
}
