using GovLiaison.Dispatch;
using GovLiaison.Testing;

namespace GovLiaison.Tests.Dispatch;

/// <summary>What a resident answered stands on his page until the store has all of it.</summary>
public sealed class SpooledMarkTests : IDisposable
{
    private const long Resident = 7, Other = 8;

    private static readonly DateTime At = new(2026, 4, 9, 14, 0, 0, DateTimeKind.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("govliaison-marks-").FullName;

    [Fact]
    public async Task Remove_OfTheFirstOfTwoAnswersOfAResident_KeepsTheMarkOfTheSecond()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        using var spool = Open(database);
        spool.Append([Of(Resident, ReceiptKinds.Confirmed, At), Of(Resident, ReceiptKinds.Help, At.AddSeconds(2))]);

        spool.Remove(spool.Next(1));

        Assert.Equal(At.AddSeconds(2), spool.Of(Resident)?.HelpAt);
        spool.Remove(spool.Next(1));
        Assert.Null(spool.Of(Resident));
    }

    [Fact]
    public async Task Open_WithTwoAnswersOfAResidentFromAnEarlierRun_KeepsTheMarkUntilBothAreRemoved()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        using (var earlier = Open(database)) earlier.Append([Of(Resident, ReceiptKinds.Help, At), Of(Other, ReceiptKinds.Confirmed, At), Of(Resident, ReceiptKinds.Confirmed, At.AddSeconds(2))]);
        using var spool = Open(database);

        spool.Remove(spool.Next(2));

        Assert.Equal(At, spool.Of(Resident)?.HelpAt);
        Assert.Null(spool.Of(Other));
        spool.Remove(spool.Next(1));
        Assert.Null(spool.Of(Resident));
    }

    [Fact]
    public async Task Append_ByManyWhileOthersAreRemoved_LeavesNoMarkBehind()
    {
        await using var database = await TestDatabase.CreateAsync(Databases.Sqlite);
        using var spool = Open(database);
        var appending = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 25; i++) Assert.True(spool.Append([Of(Resident, ReceiptKinds.Confirmed, At), Of(Other, ReceiptKinds.Help, At)]));
        })));

        while (!appending.IsCompleted || spool.State.Waiting > 0)
        {
            spool.Remove(spool.Next(3));
            await Task.Yield();
        }

        await appending;
        Assert.Null(spool.Of(Resident));
        Assert.Null(spool.Of(Other));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private AnswerSpool Open(TestDatabase database)
    {
        var spool = new AnswerSpool(database.Crypto);
        spool.Open(Path.Combine(_folder, "answers"), 1 << 20);
        return spool;
    }

    private static SpooledAnswer Of(long recipientId, string kind, DateTime at) => new(new RecordReceipt(1, recipientId, null, null, kind, "page"), at);
}
