using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

public sealed class LateReplyTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Reply_AfterTheExpiry_TakesHelpForADayAndNothingElse(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var phone = stage.Database.Data.NextPhone();
        await stage.Database.Data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(phone)));
        await SentAsync(stage);
        var dispatch = await SentAsync(stage);
        stage.Database.Clock.Advance(TimeSpan.FromHours(11));
        await stage.Database.Get<ExpiryService>().ExpireAsync(CancellationToken.None);

        Assert.False((await ReplyAsync(stage, phone, "1")).Value);
        Assert.True((await ReplyAsync(stage, phone, "救命")).Value);

        var tally = await stage.TallyAsync(dispatch, TestTree.Village);
        Assert.Equal((1, 0), (tally.HelpWaiting, tally.Confirmed));
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Reply_MoreThanADayAfterTheExpiry_AnswersNothing(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var phone = stage.Database.Data.NextPhone();
        await stage.Database.Data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(phone)));
        await SentAsync(stage);
        stage.Database.Clock.Advance(TimeSpan.FromHours(10) + ReplyPolicy.HelpGrace);

        Assert.False((await ReplyAsync(stage, phone, "2")).Value);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Reply_OfAnOfficerWhoIsAResidentToo_AnswersBoth(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var phone = stage.Database.Data.NextPhone();
        await stage.Database.Data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(phone)));
        await stage.Database.Data.OfficerAsync(TestTree.Village, 0, phone);
        var dispatch = await SentAsync(stage);

        Assert.True((await ReplyAsync(stage, phone, "1")).Value);

        var tally = await stage.TallyAsync(dispatch, TestTree.Village);
        Assert.Equal(1, tally.Confirmed);
        Assert.NotNull(tally.OfficerAnsweredAt);
        Assert.False(await stage.Database.ReadAsync(db => db.Recipients.AnyAsync(row => row.AnsweredAt == null)));
    }

    private static async Task<long> SentAsync(DispatchStage stage)
    {
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        await stage.SendAsync();
        return dispatch;
    }

    private static Task<Result<bool>> ReplyAsync(DispatchStage stage, string phone, string text) => stage.Database.Get<ChannelReceiptService>()
        .RecordReplyAsync(stage.Database.Crypto.PhoneIndex(phone), text, isTraining: true, CancellationToken.None);
}
