using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Posts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

public sealed class ReceiptTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_TheSameAnswerFromManyTaps_AddsOneRow(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var (dispatch, resident) = await SentAsync(stage);
        var recipient = await stage.RecipientAsync(dispatch, resident);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => RecordAsync(stage, dispatch, recipient.Id, ReceiptKinds.Confirmed))));

        Assert.All(answers, answer => Assert.False(answer.IsRefused));
        Assert.Single(answers, answer => answer.Value);
        Assert.Equal(1, await stage.Database.ReadAsync(db => db.Receipts.CountAsync()));
        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.Village)).Confirmed);
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_AWeakerAnswerAfterAStrongerOne_LeavesTheEvidence(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var (dispatch, resident) = await SentAsync(stage);
        var recipient = await stage.RecipientAsync(dispatch, resident);
        await RecordAsync(stage, dispatch, recipient.Id, ReceiptKinds.Confirmed);

        await RecordAsync(stage, dispatch, recipient.Id, ReceiptKinds.Opened);

        var tally = await stage.TallyAsync(dispatch, TestTree.Village);
        Assert.Equal((1, 0), (tally.Confirmed, tally.Opened));
    }

    [Theory]
    [InlineData(200, "字")]
    [InlineData(201, "…")]
    public void Note_ThatIsTooLong_EndsWithASignThatThereWasMore(int length, string end)
    {
        var kept = ReceiptService.Cut(new string('字', length), ReceiptService.LongestNote);

        Assert.Equal(ReceiptService.LongestNote, kept.Length);
        Assert.EndsWith(end, kept, StringComparison.Ordinal);
        Assert.Equal("🔥…", ReceiptService.Cut("🔥🔥🔥", 4));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Help_IsTakenByOnePersonAndClosedByHim(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var (dispatch, resident) = await SentAsync(stage);
        var recipient = await stage.RecipientAsync(dispatch, resident);
        await RecordAsync(stage, dispatch, recipient.Id, ReceiptKinds.Help, "没有柴");
        var staff = await stage.Database.Data.StaffAsync(Roles.DutyOfficer, TestTree.County);
        var foreigner = await stage.Database.Data.StaffAsync(Roles.DutyOfficer, TestTree.OtherCounty);
        var help = stage.Database.Get<HelpService>();
        var household = recipient.ListedHouseholdId!.Value;

        var outside = await help.TakeAsync(household, foreigner, CancellationToken.None);
        var taken = await help.TakeAsync(household, staff, CancellationToken.None);
        var again = await help.TakeAsync(household, staff, CancellationToken.None);
        var other = await help.TakeAsync(household, await stage.Database.Data.StaffAsync(Roles.DutyOfficer, TestTree.County), CancellationToken.None);
        var closed = await help.CloseAsync(household, staff, CancellationToken.None);

        Assert.Equal(Refusal.NotFound, outside.Refusal);
        Assert.False(taken.IsRefused);
        Assert.False(again.IsRefused);
        Assert.Equal("HelpTakenAlready", other.Refusal!.Code);
        Assert.False(closed.IsRefused);
        var tally = await stage.TallyAsync(dispatch, TestTree.Village);
        Assert.Equal((1, 0, 0), (tally.Help, tally.HelpWaiting, tally.HelpTaken));
        Assert.Equal(["HelpTaken", "HelpClosed"], (await stage.Database.ActsAsync()).Where(act => act.StartsWith("Help", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Take_OfAHouseholdThatAskedUnderTwoMessages_TakesBothButNotItsDrill(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        await stage.EndpointsAsync(isTraining: false);
        var (one, resident) = await SentAsync(stage, isTraining: false);
        var (two, drill) = (await stage.StartAsync(Guid.CreateVersion7(), isTraining: false), await stage.StartAsync(Guid.CreateVersion7()));
        await stage.ExpandAsync();
        foreach (var dispatch in new[] { one, two, drill }) await RecordAsync(stage, dispatch, (await stage.RecipientAsync(dispatch, resident)).Id, ReceiptKinds.Help);
        var staff = await stage.Database.Data.StaffAsync(Roles.DutyOfficer, TestTree.County);
        var help = stage.Database.Get<HelpService>();
        var household = (await stage.RecipientAsync(two, resident)).ListedHouseholdId!.Value;

        Assert.False((await help.TakeAsync(household, staff, CancellationToken.None)).IsRefused);
        var taken = await CountsAsync();
        Assert.False((await help.CloseAsync(household, staff, CancellationToken.None)).IsRefused);

        Assert.Equal([(0, 1), (0, 1), (1, 0)], taken);
        Assert.Equal([(0, 0), (0, 0), (1, 0)], await CountsAsync());

        async Task<List<(int, int)>> CountsAsync()
        {
            var counts = new List<(int, int)>();
            foreach (var dispatch in new[] { one, two, drill })
                if (await stage.TallyAsync(dispatch, TestTree.Village) is var tally) counts.Add((tally.HelpWaiting, tally.HelpTaken));
            return counts;
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_HelpAfterTheFirstRequestWasClosed_WaitsAgain(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        var home = await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())).WithResident(r => r.WithPhone(data.NextPhone())));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        await stage.SendAsync();
        var staff = await data.StaffAsync(Roles.DutyOfficer, TestTree.County);
        var help = stage.Database.Get<HelpService>();
        var (first, second) = (await stage.RecipientAsync(dispatch, home.Residents[0].Id), await stage.RecipientAsync(dispatch, home.Residents[1].Id));
        var household = first.ListedHouseholdId!.Value;

        foreach (var asking in new[] { first, first, second })
        {
            await RecordAsync(stage, dispatch, asking.Id, ReceiptKinds.Help);
            stage.Database.Clock.Advance(TimeSpan.FromMinutes(1));
            await RecordAsync(stage, dispatch, first.Id, ReceiptKinds.Help);
            var waiting = await stage.TallyAsync(dispatch, TestTree.Village);
            Assert.Equal((1, 1, 0), (waiting.Help, waiting.HelpWaiting, waiting.HelpTaken));
            var row = await stage.Database.ReadAsync(db => db.ListedHouseholds.SingleAsync(row => row.Id == household));
            Assert.Equal((stage.Database.Clock.UtcNow().AddMinutes(-1), null, null, null), (row.HelpAskedAt, row.HelpTakenAt, row.HelpTakenBy, row.HelpClosedAt));
            Assert.False((await help.TakeAsync(household, staff, CancellationToken.None)).IsRefused);
            Assert.False((await help.CloseAsync(household, staff, CancellationToken.None)).IsRefused);
        }
        var tally = await stage.TallyAsync(dispatch, TestTree.Village);
        Assert.Equal((0, 0), (tally.HelpWaiting, tally.HelpTaken));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_ASupplierReceiptBeforeOurOwnRecord_CountsOnce(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        stage.Sms.BeforeAnswer = () => stage.Database.Get<ChannelReceiptService>()
            .RecordDeliveriesAsync([new DeliveryReceipt(stage.Sms.Asked[^1].Key, true, "")], isTraining: true, CancellationToken.None);

        await stage.SendAsync();

        var delivery = await stage.Database.ReadAsync(db => db.Deliveries.SingleAsync());
        var batch = await stage.Database.ReadAsync(db => db.Batches.SingleAsync(row => row.Id == delivery.BatchId));
        Assert.Equal(DeliveryState.Arrived, delivery.State);
        Assert.Equal((BatchState.Done, 1, 1), (batch.State, batch.SentCount, batch.ArrivedCount));
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_FromAnEndpointOfTheOtherKind_ChangesNothing(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        await SentAsync(stage);
        var key = stage.Sms.Asked[^1].Key;
        var receipts = stage.Database.Get<ChannelReceiptService>();

        var arrived = await receipts.RecordDeliveriesAsync([new DeliveryReceipt(key, true, "")], isTraining: false, CancellationToken.None);
        var failed = await receipts.RecordDeliveriesAsync([new DeliveryReceipt(key, false, "x")], isTraining: false, CancellationToken.None);
        await receipts.RecordCallAsync(new CallResult(key, true, 9, 20, "1"), isTraining: false, CancellationToken.None);

        Assert.Equal((0, 0), (arrived.Value, failed.Value));
        Assert.Equal(DeliveryState.Sent, await stage.Database.ReadAsync(db => db.Deliveries.Select(row => row.State).SingleAsync()));
        Assert.False(await stage.Database.ReadAsync(db => db.Receipts.AnyAsync()));
        await receipts.RecordCallAsync(new CallResult(key, true, 9, 20, "1"), isTraining: true, CancellationToken.None);
        Assert.Equal(1, (await receipts.RecordDeliveriesAsync([new DeliveryReceipt(key, true, "")], isTraining: true, CancellationToken.None)).Value);
        Assert.Equal(ReceiptKinds.Confirmed, await stage.Database.ReadAsync(db => db.Receipts.Select(row => row.Kind).SingleAsync()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Record_AnSmsReply_ConfirmsTheHousehold(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        var phone = data.NextPhone();
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(phone)));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        await stage.SendAsync();

        await stage.Database.Get<ChannelReceiptService>().RecordReplyAsync(stage.Database.Crypto.PhoneIndex(phone), " 1 ", isTraining: true, CancellationToken.None);

        Assert.Equal(1, (await stage.TallyAsync(dispatch, TestTree.Village)).Confirmed);
    }

    private static Task<Result<bool>> RecordAsync(DispatchStage stage, long dispatch, long recipient, string kind, string? note = null) =>
        stage.Database.Get<ReceiptService>().RecordAsync(new RecordReceipt(dispatch, recipient, null, null, kind, "page", Note: note), CancellationToken.None);

    private static async Task<(long Dispatch, long Resident)> SentAsync(DispatchStage stage, bool isTraining = true)
    {
        var data = stage.Database.Data;
        var household = await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7(), isTraining: isTraining);
        await stage.ExpandAsync();
        await stage.SendAsync();
        return (dispatch, household.Residents[0].Id);
    }
}
