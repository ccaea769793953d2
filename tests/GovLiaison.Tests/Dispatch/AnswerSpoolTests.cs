using System.Text;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace GovLiaison.Tests.Dispatch;

/// <summary>Answers that the store cannot take are kept and brought in later, in order and once.</summary>
public sealed class AnswerSpoolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("govliaison-spool-").FullName;

    private string SpoolPath => Path.Combine(_folder, "answers");

    [Fact]
    public async Task Take_WhileSomebodyElseHoldsTheLock_IsKeptAndBroughtInOnce()
    {
        await using var stage = await DispatchStage.CreateAsync(Databases.Sqlite);
        var (dispatch, recipients) = await ListedAsync(stage, 3);
        var spool = Open(stage);
        var receipts = stage.Database.Get<ReceiptService>();
        var since = stage.Database.Clock.UtcNow();
        List<Result<bool>> kept = [];
        await using (var other = await LockAsync(stage))
        {
            foreach (var answer in new[] { Of(dispatch, recipients[0], ReceiptKinds.Help, "水进屋了"), Of(dispatch, recipients[1], ReceiptKinds.Confirmed), Of(dispatch, recipients[1], ReceiptKinds.Confirmed) })
                kept.Add(await AnsweredAsync(stage, receipts.RecordAsync(answer, CancellationToken.None)));

            Assert.All(kept, answer => Assert.True(answer.Value));
            Assert.Equal(3, spool.State.Waiting);
            Assert.NotNull(spool.Of(recipients[0].Id)!.HelpAt);
            Assert.Equal(0, await stage.Database.ReadAsync(db => db.Receipts.CountAsync()));
        }
        await DrainedAsync(stage, spool);

        var rows = await stage.Database.ReadAsync(db => db.Receipts.OrderBy(row => row.Id).ToListAsync());
        Assert.Equal([(recipients[0].Id, ReceiptKinds.Help), (recipients[1].Id, ReceiptKinds.Confirmed)], rows.OrderBy(row => row.RecipientId).Select(row => (row.RecipientId, row.Kind)));
        Assert.Equal("水进屋了", stage.Database.Crypto.Decrypt(rows.Single(row => row.Kind == ReceiptKinds.Help).NoteCipher!, PersonalFields.ReceiptNote(rows.Single(row => row.Kind == ReceiptKinds.Help).Id)));
        Assert.True(rows.Single(row => row.Kind == ReceiptKinds.Confirmed).At <= stage.Database.Clock.UtcNow() && rows.All(row => row.At >= since));
        Assert.Null(spool.Of(recipients[0].Id));
        Assert.True((await receipts.RecordAsync(Of(dispatch, recipients[2], ReceiptKinds.Confirmed), CancellationToken.None)).Value);
        await stage.AssertSoundAsync(dispatch);
    }

    [Fact]
    public async Task Take_WhileTheDatabaseIsGone_IsKeptAndBroughtIn()
    {
        await using var stage = await DispatchStage.CreateAsync(Databases.PostgreSql);
        var (dispatch, recipients) = await ListedAsync(stage, 3);
        var spool = Open(stage);
        var database = new NpgsqlConnectionStringBuilder(stage.Database.ConnectionString).Database!;
        await OnServerAsync(stage, $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}'", $"ALTER DATABASE \"{database}\" RENAME TO \"{database}-away\"");

        var answers = new List<Result<bool>>();
        foreach (var recipient in recipients)
            answers.Add(await AnsweredAsync(stage, stage.Database.Get<ReceiptService>().RecordAsync(Of(dispatch, recipient, ReceiptKinds.Confirmed), CancellationToken.None)));
        var waiting = spool.State.Waiting;
        await OnServerAsync(stage, $"ALTER DATABASE \"{database}-away\" RENAME TO \"{database}\"");
        await DrainedAsync(stage, spool);

        Assert.All(answers, answer => Assert.True(answer.Value));
        Assert.Equal(3, waiting);
        Assert.Equal(3, await stage.Database.ReadAsync(db => db.Receipts.CountAsync()));
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Begin_WithWhatAnEarlierRunLeft_BringsItInInOrderAndOnce(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var (dispatch, recipients) = await ListedAsync(stage, 2);
        var at = stage.Database.Clock.UtcNow().AddMinutes(-7);
        using (var earlier = new AnswerSpool(stage.Database.Crypto))
        {
            earlier.Open(SpoolPath, 1 << 20);
            Assert.True(earlier.Append(
            [
                new(Of(dispatch, recipients[0], ReceiptKinds.Help, "第一句"), at), new(Of(dispatch, recipients[0], ReceiptKinds.Help, "第二句"), at.AddSeconds(30)),
                new(Of(dispatch, recipients[1], ReceiptKinds.Confirmed), at.AddSeconds(31)),
            ]));
        }
        await stage.Database.Get<ReceiptService>().RecordAsync(Of(dispatch, recipients[1], ReceiptKinds.Confirmed), CancellationToken.None);

        var spool = Open(stage);
        stage.Database.Get<AnswerReplay>().Begin();
        await DrainedAsync(stage, spool);

        var rows = await stage.Database.ReadAsync(db => db.Receipts.ToListAsync());
        Assert.Equal(2, rows.Count);
        var help = rows.Single(row => row.Kind == ReceiptKinds.Help);
        Assert.Equal(at, help.At);
        Assert.Equal("第一句\n第二句", stage.Database.Crypto.Decrypt(help.NoteCipher!, PersonalFields.ReceiptNote(help.Id)));
        Assert.Equal(at, await stage.Database.ReadAsync(db => db.ListedHouseholds.Where(row => row.HelpAskedAt != null).Select(row => row.HelpAskedAt!.Value).SingleAsync()));
        await stage.AssertSoundAsync(dispatch);
    }

    [Fact]
    public async Task Keep_OfWhomOnlyTheLinkIsKnown_IsJudgedWhenItIsBroughtIn()
    {
        await using var stage = await DispatchStage.CreateAsync(Databases.Sqlite);
        var (dispatch, recipients) = await ListedAsync(stage, 2);
        var spool = Open(stage);
        var intake = stage.Database.Get<AnswerIntake>();
        stage.Database.Clock.Advance(TimeSpan.FromHours(11)); // an hour after the message ran out

        Assert.True(intake.Keep(recipients[0].Id, ReceiptKinds.Confirmed, null));
        Assert.True(intake.Keep(recipients[1].Id, ReceiptKinds.Help, "老人不能走"));
        Assert.True(intake.Keep(4711, ReceiptKinds.Help, null));
        await DrainedAsync(stage, spool);

        var row = await stage.Database.ReadAsync(db => db.Receipts.SingleAsync());
        Assert.Equal((dispatch, recipients[1].Id, ReceiptKinds.Help), (row.DispatchId, row.RecipientId, row.Kind));
    }

    [Fact]
    public async Task Replay_OfOneThatTheStoreNeverTakes_SetsItAsideAndGoesOn()
    {
        await using var stage = await DispatchStage.CreateAsync(Databases.Sqlite);
        var (dispatch, recipients) = await ListedAsync(stage, 3);
        var broken = recipients[0];
        await stage.Database.WriteAsync(db => db.VillageTallies.Where(row => row.DispatchId == dispatch && row.VillageId == broken.DivisionId).ExecuteDeleteAsync());
        var spool = Open(stage);

        Assert.True(spool.Append([.. recipients.Select(row => new SpooledAnswer(Of(dispatch, row, ReceiptKinds.Confirmed), stage.Database.Clock.UtcNow()))]));
        stage.Database.Get<AnswerReplay>().Begin();
        await DrainedAsync(stage, spool);

        Assert.Equal(recipients.Where(row => row.DivisionId != broken.DivisionId).Select(row => row.Id).Order(), await stage.Database.ReadAsync(db => db.Receipts.Select(row => row.RecipientId).OrderBy(id => id).ToListAsync()));
        Assert.Equal(recipients.Count(row => row.DivisionId == broken.DivisionId), File.ReadAllLines(SpoolPath + ".set-aside").Length);
    }

    [Fact]
    public async Task Append_OfWordsOfAPerson_IsNotReadableInTheFile()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        using var spool = new AnswerSpool(database.Crypto);
        spool.Open(SpoolPath, 1 << 20);

        spool.Append([new(new RecordReceipt(1, 2, null, null, ReceiptKinds.Help, "page", Note: "secret words"), DateTime.UnixEpoch)]);

        Assert.Equal("secret words", spool.Next(1)[0].Answer!.Receipt.Note);
        spool.Dispose();
        var bytes = await File.ReadAllBytesAsync(SpoolPath, TestContext.Current.CancellationToken);
        Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("secret")));
    }

    [Fact]
    public async Task Open_WhereItCannotBeWritten_IsRefusedInAWord()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        using var spool = new AnswerSpool(database.Crypto);
        await File.WriteAllTextAsync(Path.Combine(_folder, "file"), "", TestContext.Current.CancellationToken);

        var refused = Assert.IsType<StoreRefusedException>(Record.Exception(() => spool.Open(Path.Combine(_folder, "file", "answers"), 1 << 20)));

        Assert.Equal("SpoolUnwritable", refused.Refusal.Code);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private AnswerSpool Open(DispatchStage stage)
    {
        var spool = stage.Database.Get<AnswerSpool>();
        spool.Open(SpoolPath, 1 << 20);
        return spool;
    }

    internal static RecordReceipt Of(long dispatch, Recipient recipient, string kind, string? note = null) => new(dispatch, recipient.Id, null, null, kind, "page", Note: note);

    private static async Task<SqliteConnection> LockAsync(DispatchStage stage)
    {
        var connection = new SqliteConnection($"{stage.Database.ConnectionString};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        await command.ExecuteNonQueryAsync();
        return connection;
    }

    private static async Task OnServerAsync(DispatchStage stage, params string[] statements)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(stage.Database.ConnectionString) { Database = "postgres", Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            await command.ExecuteNonQueryAsync();
        }
    }

    // the clock of the test stands still: patience ends when it is moved
    private static async Task<Result<bool>> AnsweredAsync(DispatchStage stage, Task<Result<bool>> answer)
    {
        while (!answer.IsCompleted)
        {
            stage.Database.Clock.Advance(TimeSpan.FromMilliseconds(300));
            await Task.WhenAny(answer, Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken));
        }
        return await answer;
    }

    internal static async Task DrainedAsync(DispatchStage stage, AnswerSpool spool)
    {
        while (spool.State.Waiting > 0)
        {
            stage.Database.Clock.Advance(TimeSpan.FromMilliseconds(300));
            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, TestContext.Current.CancellationToken);
        }
    }

    internal static async Task<(long Dispatch, List<Recipient> Recipients)> ListedAsync(DispatchStage stage, int count)
    {
        var villages = TestTree.Divisions().Where(row => row.IsVillage).Select(row => row.Code).ToList();
        for (var i = 0; i < count; i++)
            await stage.Database.Data.HouseholdAsync(villages[i % villages.Count], home => home.WithResident(one => one.WithPhone(stage.Database.Data.NextPhone())));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7(), areas: TestTree.City);
        await stage.ExpandAsync();
        return (dispatch, await stage.Database.ReadAsync(db => db.Recipients.Where(row => row.Kind == RecipientKind.Resident).OrderBy(row => row.Id).ToListAsync()));
    }
}
