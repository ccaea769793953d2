using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

/// <summary>Answers of one moment are one transaction, and come to what they would have come to one after the other.</summary>
public sealed class ReceiptGroupTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_ManyOfManyVillages_CountsEachOnce(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var (dispatch, recipients) = await ListedAsync(stage, 40);

        var first = await RecordAsync(stage, [.. recipients.Select(row => Of(dispatch, row.Id, ReceiptKinds.Confirmed))]);
        var again = await RecordAsync(stage, [.. recipients.Select(row => Of(dispatch, row.Id, ReceiptKinds.Confirmed))]);

        Assert.All(first, result => Assert.True(result.Value));
        Assert.All(again, result => Assert.False(result.Value));
        Assert.Equal(40, await stage.Database.ReadAsync(db => db.Receipts.CountAsync()));
        Assert.Equal(40, await stage.Database.ReadAsync(db => db.VillageTallies.SumAsync(row => row.Confirmed)));
        Assert.Equal(40, await stage.Database.ReadAsync(db => db.Recipients.CountAsync(row => row.AnsweredAt != null)));
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_SeveralAnswersOfOneHousehold_KeepsTheStrongest(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var (dispatch, recipients) = await ListedAsync(stage, 1);
        var id = recipients[0].Id;

        var results = await RecordAsync(stage,
        [
            Of(dispatch, id, ReceiptKinds.Help, "没有柴"), Of(dispatch, id, ReceiptKinds.Confirmed), Of(dispatch, id, ReceiptKinds.Help, "老人不能走"),
            Of(dispatch, id, ReceiptKinds.Help, "没有柴"), Of(dispatch, id, ReceiptKinds.Confirmed),
        ]);

        // the request for help was opened by the first of them
        Assert.Equal([true, true, false, false, false], results.Select(result => result.Value));
        var rows = await stage.Database.ReadAsync(db => db.Receipts.OrderBy(row => row.Id).ToListAsync());
        Assert.Equal([ReceiptKinds.Help, ReceiptKinds.Confirmed], rows.Select(row => row.Kind));
        Assert.Equal("没有柴\n老人不能走", stage.Database.Crypto.Decrypt(rows[0].NoteCipher!, PersonalFields.ReceiptNote(rows[0].Id)));
        var village = await stage.Database.ReadAsync(db => db.VillageTallies.SingleAsync(row => row.Households > 0));
        Assert.Equal((1, 0, 1), (village.Help, village.Confirmed, village.HelpWaiting));
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_OneThatIsRefused_TakesNothingFromTheOthers(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var (dispatch, recipients) = await ListedAsync(stage, 2);

        var results = await RecordAsync(stage,
        [
            Of(dispatch, recipients[0].Id, ReceiptKinds.Confirmed), Of(dispatch, 4711, ReceiptKinds.Confirmed),
            Of(dispatch + 1, recipients[1].Id, ReceiptKinds.Confirmed), Of(dispatch, recipients[1].Id, ReceiptKinds.Listened),
        ]);

        Assert.Equal([null, Refusal.NotFound, Refusal.NotFound, null], results.Select(result => result.Refusal));
        Assert.Equal(2, await stage.Database.ReadAsync(db => db.Receipts.CountAsync()));
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_OfTwoDispatches_KeepsThemApart(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var (one, ofOne) = await ListedAsync(stage, 3);
        var other = await stage.StartAsync(Guid.CreateVersion7(), areas: TestTree.City);
        await stage.ExpandAsync();
        var ofOther = await stage.Database.ReadAsync(db => db.Recipients.Where(row => row.DispatchId == other && row.Kind == RecipientKind.Resident).ToListAsync());

        var results = await RecordAsync(stage, [.. ofOther.Take(2).Concat(ofOne).Select(row => Of(row.DispatchId, row.Id, ReceiptKinds.Confirmed))]);

        Assert.All(results, result => Assert.True(result.Value));
        Assert.Equal((3, 2), (await ConfirmedAsync(stage, one), await ConfirmedAsync(stage, other)));
        await stage.AssertSoundAsync(one);
        await stage.AssertSoundAsync(other);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_OfficersAmongResidents_AnswersForTheirVillages(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        await stage.Database.Data.OfficerAsync(TestTree.Village);
        await stage.Database.Data.OfficerAsync(TestTree.OtherVillage);
        var (dispatch, _) = await ListedAsync(stage, 6);
        var everybody = await stage.Database.ReadAsync(db => db.Recipients.Where(row => row.DispatchId == dispatch).OrderBy(row => row.Id).ToListAsync());

        await RecordAsync(stage, [.. everybody.Select(row => Of(dispatch, row.Id, ReceiptKinds.Confirmed))]);

        Assert.Equal(2, everybody.Count(row => row.Kind == RecipientKind.Officer));
        Assert.Equal(2, await stage.Database.ReadAsync(db => db.VillageTallies.CountAsync(row => row.OfficerAnsweredAt != null)));
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Take_AThousandAtOnce_GivesEachHisAnswer(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var (dispatch, recipients) = await ListedAsync(stage, 50);
        var receipts = stage.Database.Get<ReceiptService>();

        var results = await Task.WhenAll(Enumerable.Range(0, 1000).Select(i => Task.Run(() =>
            receipts.RecordAsync(Of(dispatch, recipients[i % 50].Id, i % 2 == 0 ? ReceiptKinds.Confirmed : ReceiptKinds.Listened), CancellationToken.None))));

        Assert.All(results, result => Assert.False(result.IsRefused));
        var rows = await stage.Database.ReadAsync(db => db.Receipts.CountAsync());
        Assert.Equal(rows, results.Count(result => result.Value));
        Assert.Equal(50, rows); // even ones confirm, odd ones listened: 25 recipients each way
        await stage.AssertSoundAsync(dispatch);
    }

    [Fact]
    public async Task Take_WhenOneMemberFails_AnswersTheOthers()
    {
        await using var stage = await DispatchStage.CreateAsync(Databases.Sqlite);
        var (dispatch, recipients) = await ListedAsync(stage, 20);
        var broken = recipients[7];
        await stage.Database.WriteAsync(db => db.VillageTallies.Where(row => row.DispatchId == dispatch && row.VillageId == broken.DivisionId).ExecuteDeleteAsync());
        var lost = recipients.Where(row => row.DivisionId == broken.DivisionId).Select(row => row.Id).ToHashSet();
        var receipts = stage.Database.Get<ReceiptService>();

        var answers = recipients.Select(row => receipts.RecordAsync(Of(dispatch, row.Id, ReceiptKinds.Confirmed), CancellationToken.None)).ToList();
        await Task.WhenAll(answers.Select(answer => answer.ContinueWith(_ => { }, TaskScheduler.Default)));

        Assert.Equal(lost.Count, answers.Count(answer => answer.IsFaulted));
        Assert.Equal(20 - lost.Count, await stage.Database.ReadAsync(db => db.Receipts.CountAsync()));
    }

    private static RecordReceipt Of(long dispatch, long recipient, string kind, string? note = null) => new(dispatch, recipient, null, null, kind, "page", Note: note);

    private static async Task<IReadOnlyList<Result<bool>>> RecordAsync(DispatchStage stage, IReadOnlyList<RecordReceipt> receipts)
    {
        var keys = stage.Database.Get<ReceiptKeys>();
        var group = new List<KeyedReceipt>();
        foreach (var receipt in receipts) group.Add(new KeyedReceipt(receipt, (await keys.ReserveAsync(CancellationToken.None)).Value));
        return (await stage.Database.Get<ReceiptGroupService>().RecordAsync(group, CancellationToken.None)).Value;
    }

    private static Task<int> ConfirmedAsync(DispatchStage stage, long dispatch) =>
        stage.Database.ReadAsync(db => db.VillageTallies.Where(row => row.DispatchId == dispatch).SumAsync(row => row.Confirmed));

    private static async Task<(long Dispatch, List<Recipient> Recipients)> ListedAsync(DispatchStage stage, int count)
    {
        var villages = TestTree.Divisions().Where(row => row.IsVillage).Select(row => row.Code).ToList();
        for (var i = 0; i < count; i++)
            await stage.Database.Data.HouseholdAsync(villages[i % villages.Count], home => home.WithResident(one => one.WithPhone(stage.Database.Data.NextPhone())));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7(), areas: TestTree.City);
        await stage.ExpandAsync();
        return (dispatch, await stage.Database.ReadAsync(db => db.Recipients.Where(row => row.Kind == RecipientKind.Resident).OrderBy(row => row.Id).ToListAsync()));
    }
}
