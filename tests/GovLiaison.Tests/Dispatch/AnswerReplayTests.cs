using System.Text;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GovLiaison.Tests.Dispatch;

/// <summary>No record of the spool, whatever is wrong with it, keeps back those behind it, and none is dropped in silence.</summary>
public sealed class AnswerReplayTests : IDisposable
{
    private const string Words = "水进屋了";

    private readonly string _folder = Directory.CreateTempSubdirectory("govliaison-replay-").FullName;
    private readonly KeptLog _log = new();

    private string SpoolPath => Path.Combine(_folder, "answers");
    private string AsidePath => SpoolPath + ".set-aside";

    [Theory]
    [InlineData("no answer at all")]
    [InlineData("null")]
    [InlineData("""{"D":1,"R":1}""")]
    [InlineData("""{"D":0,"K":"help","T":"page","A":1}""")]
    [InlineData("""{"D":1,"R":1,"K":"help","T":"page","A":9223372036854775807}""")]
    public async Task Replay_OfARecordThatCannotBeRead_SetsItsBytesAsideAndGoesOn(string record)
    {
        await using var stage = await StageAsync();
        var (dispatch, recipients) = await AnswerSpoolTests.ListedAsync(stage, 1);
        Put(record);
        using (var earlier = new AnswerSpool(stage.Database.Crypto))
        {
            earlier.Open(SpoolPath, 1 << 20);
            earlier.Append([new(AnswerSpoolTests.Of(dispatch, recipients[0], ReceiptKinds.Confirmed), stage.Database.Clock.UtcNow())]);
        }

        await ReplayAsync(stage);

        Assert.Equal(recipients[0].Id, await stage.Database.ReadAsync(db => db.Receipts.Select(row => row.RecipientId).SingleAsync()));
        Assert.Equal(record + "\n", await File.ReadAllTextAsync(AsidePath, TestContext.Current.CancellationToken));
        Assert.Single(_log.Lines, line => line.Level == LogLevel.Critical);
    }

    [Fact]
    public async Task Replay_OfHelpWhoseWordsAreUnderAKeyThatIsGone_AsksForHelpWithoutThemAndSetsThemAside()
    {
        await using var stage = await StageAsync();
        var (dispatch, recipients) = await AnswerSpoolTests.ListedAsync(stage, 2);
        using var other = new FieldCrypto(KeyRing.Open(Path.Combine(_folder, "keys"), databaseIsNew: true));
        using (var earlier = new AnswerSpool(other))
        {
            earlier.Open(SpoolPath, 1 << 20);
            earlier.Append(
            [
                new(AnswerSpoolTests.Of(dispatch, recipients[0], ReceiptKinds.Help, Words), stage.Database.Clock.UtcNow()),
                new(AnswerSpoolTests.Of(dispatch, recipients[1], ReceiptKinds.Confirmed), stage.Database.Clock.UtcNow()),
            ]);
        }

        await ReplayAsync(stage);

        var rows = await stage.Database.ReadAsync(db => db.Receipts.OrderBy(row => row.RecipientId).ToListAsync());
        Assert.Equal([(recipients[0].Id, ReceiptKinds.Help), (recipients[1].Id, ReceiptKinds.Confirmed)], rows.Select(row => (row.RecipientId, row.Kind)));
        Assert.Null(rows[0].NoteCipher);
        using var aside = new AnswerSpool(other);
        Put((await File.ReadAllTextAsync(AsidePath, TestContext.Current.CancellationToken)).TrimEnd(), "again");
        aside.Open(SpoolPath + "again", 1 << 20);
        Assert.Equal(Words, aside.Next(1)[0].Answer!.Receipt.Note);
        await stage.AssertSoundAsync(dispatch);
    }

    [Fact]
    public async Task Replay_WhereNothingCanBeSetAside_SaysWhoseAnswerIsLostAndGoesOn()
    {
        await using var stage = await StageAsync();
        var (dispatch, recipients) = await AnswerSpoolTests.ListedAsync(stage, 3);
        var broken = recipients[0];
        await stage.Database.WriteAsync(db => db.VillageTallies.Where(row => row.DispatchId == dispatch && row.VillageId == broken.DivisionId).ExecuteDeleteAsync());
        Directory.CreateDirectory(AsidePath); // where a file should be
        Keep(stage, [.. recipients.Select(row => AnswerSpoolTests.Of(dispatch, row, ReceiptKinds.Help, Words))]);

        await ReplayAsync(stage);

        Assert.Equal(recipients.Count(row => row.DivisionId != broken.DivisionId), await stage.Database.ReadAsync(db => db.Receipts.CountAsync()));
        Assert.Contains(_log.Lines, line => line.Level == LogLevel.Critical && line.Line.Contains($"help to dispatch {dispatch} by recipient {broken.Id}", StringComparison.Ordinal));
        Assert.DoesNotContain(_log.Lines, line => line.Line.Contains(Words, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Replay_OfAnAnswerThatNobodyHearsAnyMore_SaysThatItIsDropped()
    {
        await using var stage = await StageAsync();
        Keep(stage, [new RecordReceipt(0, 4711, null, null, ReceiptKinds.Help, "page", Note: Words)]);

        await ReplayAsync(stage);

        var dropped = Assert.Single(_log.Lines, line => line.Line.Contains("was dropped", StringComparison.Ordinal));
        Assert.Contains("4711", dropped.Line, StringComparison.Ordinal);
        Assert.DoesNotContain(Words, dropped.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Replay_OfAGroupWithOneThatTheStoreNeverTakes_SaysOnceWhyTheGroupFailed()
    {
        await using var stage = await StageAsync();
        var (dispatch, recipients) = await AnswerSpoolTests.ListedAsync(stage, 3);
        await stage.Database.WriteAsync(db => db.VillageTallies.Where(row => row.DispatchId == dispatch && row.VillageId == recipients[0].DivisionId).ExecuteDeleteAsync());
        Keep(stage, [.. recipients.Select(row => AnswerSpoolTests.Of(dispatch, row, ReceiptKinds.Help, Words))]);

        await ReplayAsync(stage);

        var failed = Assert.Single(_log.Lines, line => line.Line.Contains("3 answers could not be stored together", StringComparison.Ordinal));
        Assert.Equal(LogLevel.Warning, failed.Level);
        Assert.Contains("Exception", failed.Line, StringComparison.Ordinal);
        Assert.DoesNotContain(Words, failed.Line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetAside_MakesAFileThatOnlyItsOwnerMayRead()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes");
        await using var stage = await StageAsync();
        Put("no answer at all");

        await ReplayAsync(stage);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(AsidePath));
    }

    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private Task<DispatchStage> StageAsync() => DispatchStage.CreateAsync(Databases.Sqlite, services => services.AddLogging(logging => logging.AddProvider(_log)));

    private void Put(string record, string suffix = "")
    {
        using var file = SpoolFile.Open(SpoolPath + suffix, 1 << 20);
        Assert.True(file.Append([Encoding.UTF8.GetBytes(record)]));
    }

    private void Keep(DispatchStage stage, IReadOnlyList<RecordReceipt> answers)
    {
        using var spool = new AnswerSpool(stage.Database.Crypto);
        spool.Open(SpoolPath, 1 << 20);
        Assert.True(spool.Append([.. answers.Select(answer => new SpooledAnswer(answer, stage.Database.Clock.UtcNow()))]));
    }

    private async Task ReplayAsync(DispatchStage stage)
    {
        var spool = stage.Database.Get<AnswerSpool>();
        spool.Open(SpoolPath, 1 << 20);
        stage.Database.Get<AnswerReplay>().Begin();
        await AnswerSpoolTests.DrainedAsync(stage, spool);
    }
}
