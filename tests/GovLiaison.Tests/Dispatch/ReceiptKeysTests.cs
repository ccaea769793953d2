using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;

namespace GovLiaison.Tests.Dispatch;

/// <summary>Many answers at one moment, where the database takes many writers.</summary>
public sealed class ReceiptKeysTests
{
    private const int Answers = 50;

    [Fact]
    public async Task Record_ByFiftyPeopleInTwoProcesses_GivesEachAKeyOfHisOwn()
    {
        await using var stage = await DispatchStage.CreateAsync(Databases.PostgreSql);
        var (dispatch, recipients) = await ListedAsync(stage, Answers);
        using var one = new ReceiptKeys(stage.Database.Database);
        using var other = new ReceiptKeys(stage.Database.Database);

        var answers = await Task.WhenAll(recipients.Select((recipient, i) => Task.Run(() =>
            RecordAsync(stage, i % 2 == 0 ? one : other, dispatch, recipient))));

        Assert.All(answers, answer => Assert.True(answer.Value));
        var keys = await stage.Database.ReadAsync(db => db.Receipts.Select(row => row.Id).ToListAsync());
        Assert.Equal(Answers, keys.Count);
        Assert.Distinct(keys);
        await stage.AssertSoundAsync(dispatch);
    }

    [Fact]
    public async Task Record_WhileSomebodyElseHasTheKeyRow_WaitsForNobody()
    {
        await using var stage = await DispatchStage.CreateAsync(Databases.PostgreSql);
        var (dispatch, recipients) = await ListedAsync(stage, 2);
        using var keys = new ReceiptKeys(stage.Database.Database);
        await RecordAsync(stage, keys, dispatch, recipients[0]);

        await stage.Database.WriteAsync(async db =>
        {
            await db.AllotAsync(ReceiptKeys.Name, 1, CancellationToken.None);
            Assert.True((await RecordAsync(stage, keys, dispatch, recipients[1])).Value);
        });

        Assert.Equal(2, await stage.Database.ReadAsync(db => db.Receipts.CountAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Reserve_BeyondABlock_TakesTheNext(string name)
    {
        await using var database = await TestDatabase.CreateAsync(name);
        using var keys = new ReceiptKeys(database.Database);

        var given = new List<long?>();
        for (var i = 0; i < 300; i++) given.Add((await keys.ReserveAsync(CancellationToken.None)).Value);

        if (database.Database.Dialect.HasSingleWriter)
            Assert.All(given, Assert.Null);
        else
            Assert.Equal(300, given.OfType<long>().Distinct().Count());
    }

    private static async Task<Result<bool>> RecordAsync(DispatchStage stage, ReceiptKeys keys, long dispatch, long recipient)
    {
        var answer = new PendingAnswer(new RecordReceipt(dispatch, recipient, null, null, ReceiptKinds.Confirmed, "page"), stage.Database.Clock.UtcNow());
        Assert.Null(await new AnswerWriter(stage.Database.Get<ReceiptGroupService>(), keys, stage.Database.Database.Dialect, NullLogger<AnswerWriter>.Instance).WriteAsync([answer]));
        return await answer.Done.Task;
    }

    private static async Task<(long Dispatch, List<long> Recipients)> ListedAsync(DispatchStage stage, int count)
    {
        var villages = TestTree.Divisions().Where(row => row.IsVillage).Select(row => row.Code).ToList();
        for (var i = 0; i < count; i++)
            await stage.Database.Data.HouseholdAsync(villages[i % villages.Count], home => home.WithResident(one => one.WithPhone(stage.Database.Data.NextPhone())));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7(), areas: TestTree.City);
        await stage.ExpandAsync();
        return (dispatch, await stage.Database.ReadAsync(db => db.Recipients.Select(row => row.Id).ToListAsync()));
    }
}
