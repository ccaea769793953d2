using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Testing;

namespace GovLiaison.Tests.Dispatch;

public sealed class ReplyTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Reply_WhileANewerMessageIsStillWaiting_AnswersTheOneThatWasSent(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var phone = await HouseholdAsync(stage);
        var sent = await ExpandedAsync(stage);
        await stage.SendAsync();
        var waiting = await ExpandedAsync(stage);

        Assert.True((await ReplyAsync(stage, phone)).Value);

        Assert.Equal((1, 0), (await ConfirmedAsync(stage, sent), await ConfirmedAsync(stage, waiting)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Reply_AfterTheMessageWasRefused_AnswersNothing(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var phone = await HouseholdAsync(stage);
        var dispatch = await ExpandedAsync(stage);
        stage.Sms.Answers = _ => SendOutcome.Rejected("bad");
        await stage.SendAsync();

        Assert.False((await ReplyAsync(stage, phone)).Value);

        Assert.Equal(0, await ConfirmedAsync(stage, dispatch));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Reply_ToAMessageThatAPersonStopped_Counts(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var phone = await HouseholdAsync(stage);
        var running = await ExpandedAsync(stage);
        await stage.SendAsync();
        var stopped = await ExpandedAsync(stage);
        await stage.SendAsync();
        await StopAsync(stage, stopped);

        await ReplyAsync(stage, phone);
        Assert.Equal((1, 0), (await ConfirmedAsync(stage, running), await ConfirmedAsync(stage, stopped)));

        await StopAsync(stage, running);
        await ReplyAsync(stage, phone);
        Assert.Equal(1, await ConfirmedAsync(stage, stopped));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Reply_ToAMessageThatACorrectionEnded_AnswersNothing(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var phone = await HouseholdAsync(stage);
        var matter = Guid.CreateVersion7();
        var dispatch = await ExpandedAsync(stage, matter);
        await stage.SendAsync();
        await stage.StartAsync(matter, Audience.Told);

        Assert.False((await ReplyAsync(stage, phone)).Value);

        Assert.Equal(0, await ConfirmedAsync(stage, dispatch));
    }

    private static async Task<string> HouseholdAsync(DispatchStage stage)
    {
        var phone = stage.Database.Data.NextPhone();
        await stage.Database.Data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(phone)));
        return phone;
    }

    private static async Task<long> ExpandedAsync(DispatchStage stage, Guid? matter = null)
    {
        var dispatch = await stage.StartAsync(matter ?? Guid.CreateVersion7());
        await stage.ExpandAsync();
        return dispatch;
    }

    private static Task StopAsync(DispatchStage stage, long dispatch) =>
        stage.Database.WriteAsync(db => stage.Database.Get<DispatchService>().StopAsync(db, dispatch, CancellationToken.None));

    private static Task<Result<bool>> ReplyAsync(DispatchStage stage, string phone) => stage.Database.Get<ChannelReceiptService>()
        .RecordReplyAsync(stage.Database.Crypto.PhoneIndex(phone), "1", isTraining: true, CancellationToken.None);

    private static async Task<int> ConfirmedAsync(DispatchStage stage, long dispatch) => (await stage.TallyAsync(dispatch, TestTree.Village)).Confirmed;
}
