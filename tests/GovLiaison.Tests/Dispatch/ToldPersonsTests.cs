using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

public sealed class ToldPersonsTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Correction_AfterTheLadderToldADeputy_GoesToHimToo(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name, services => services.AddLadder());
        var data = stage.Database.Data;
        await data.OfficerAsync(TestTree.Village, 0, data.NextPhone(), "main");
        await data.OfficerAsync(TestTree.Village, 1, data.NextPhone(), "deputy");
        await data.OfficerAsync(TestTree.Village, 2, data.NextPhone(), "never-told");
        stage.WeCom.Answers = item => item.Address is "never-told" ? SendOutcome.Rejected("bad") : SendOutcome.Sent;
        var never = await stage.Database.ReadAsync(db => db.Persons.SingleAsync(row => row.WeComUserId == "never-told"));
        await stage.Database.WriteAsync(db => db.Persons.Where(row => row.Id == never.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.PhoneCipher, (byte[]?)null)));
        var matter = Guid.CreateVersion7();
        await stage.StartAsync(matter);
        await stage.ExpandAsync();
        await stage.SendAsync();
        await ClimbAsync(stage, minutes: 8);
        var (cards, texts) = (stage.WeCom.Asked.Count, stage.Sms.Asked.Count);

        var correction = await stage.StartAsync(matter, Audience.Told);
        await stage.ExpandAsync();
        await stage.SendAsync();

        Assert.Equal(["deputy", "main"], stage.WeCom.Asked.Skip(cards).Select(item => item.Address).Order(StringComparer.Ordinal));
        Assert.Equal(2, stage.Sms.Asked.Count - texts);
        Assert.Equal([RecipientKind.Officer, RecipientKind.Deputy],
            await stage.Database.ReadAsync(db => db.Recipients.Where(row => row.DispatchId == correction).OrderBy(row => row.Id).Select(row => row.Kind).ToListAsync()));
        await stage.AssertSoundAsync(correction);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Correction_AfterPostAndShiftHaveChanged_GoesToThoseWhoWereTold(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var (matter, _) = await ToldThenReplacedAsync(stage);
        var cards = stage.WeCom.Asked.Count;

        await stage.StartAsync(matter, Audience.Told);
        await stage.ExpandAsync();
        await stage.SendAsync();

        Assert.Equal(["duty-then", "officer-then"], stage.WeCom.Asked.Skip(cards).Select(item => item.Address).Order(StringComparer.Ordinal));
        Assert.Empty(stage.Sms.Asked);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Update_AfterPostAndShiftHaveChanged_GoesToThoseToldAndThoseInChargeNow(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name, services => services.AddLadder());
        var (matter, officer) = await ToldThenReplacedAsync(stage);
        var cards = stage.WeCom.Asked.Count;

        var update = await stage.StartAsync(matter, Audience.AreaAndTold);
        await stage.ExpandAsync();
        await stage.SendAsync();

        Assert.Equal(["duty-now", "duty-then", "officer-now", "officer-then"], stage.WeCom.Asked.Skip(cards).Select(item => item.Address).Order(StringComparer.Ordinal));
        Assert.Equal(1, (await stage.TallyAsync(update, TestTree.Village)).Officers);
        await AnswerAsync(stage, update, officer);
        Assert.Null((await stage.TallyAsync(update, TestTree.Village)).OfficerAnsweredAt);
        await stage.AssertSoundAsync(update);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Correction_WhereTheCardWasRefused_GoesBySmsToo(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name, services => services.AddLadder());
        var data = stage.Database.Data;
        var (byCard, bySms) = (data.NextPhone(), data.NextPhone());
        await data.OfficerAsync(TestTree.Village, 0, byCard, "takes");
        await data.OfficerAsync(TestTree.OtherVillage, 0, bySms, "refuses");
        stage.WeCom.Answers = item => item.Address is "refuses" ? SendOutcome.Rejected("bad") : SendOutcome.Sent;
        var matter = Guid.CreateVersion7();
        var alert = await stage.StartAsync(matter);
        await stage.ExpandAsync();
        await stage.SendAsync();
        await AnswerAsync(stage, alert, await OfAsync(stage, "takes"));
        await ClimbAsync(stage, minutes: 3);
        Assert.Equal(bySms, Assert.Single(stage.Sms.Asked).Address);

        await stage.StartAsync(matter, Audience.Told);
        await stage.ExpandAsync();
        await stage.SendAsync();

        Assert.Equal([bySms, bySms], stage.Sms.Asked.Select(item => item.Address));
    }

    private static Task<Guid> OfAsync(DispatchStage stage, string weComUserId) =>
        stage.Database.ReadAsync(db => db.Persons.Where(row => row.WeComUserId == weComUserId).Select(row => row.Id).SingleAsync());

    private static Task AnswerAsync(DispatchStage stage, long dispatch, Actor actor) => AnswerAsync(stage, dispatch, actor.PersonId!.Value);

    private static async Task AnswerAsync(DispatchStage stage, long dispatch, Guid personId)
    {
        var recipient = await stage.Database.ReadAsync(db => db.Recipients.SingleAsync(row => row.DispatchId == dispatch && row.PersonId == personId));
        await stage.Database.Get<ReceiptService>().RecordAsync(new RecordReceipt(dispatch, recipient.Id, null, null, ReceiptKinds.Confirmed, "page"), CancellationToken.None);
    }

    // officer and duty holder were told; others have taken their places since
    private static async Task<(Guid Matter, Actor Officer)> ToldThenReplacedAsync(DispatchStage stage)
    {
        var data = stage.Database.Data;
        var officer = await data.OfficerAsync(TestTree.Village, 0, weComUserId: "officer-then");
        var duty = await data.OnDutyAsync(TestTree.Township, weComUserId: "duty-then");
        var matter = Guid.CreateVersion7();
        await stage.StartAsync(matter);
        await stage.ExpandAsync();
        await stage.SendAsync();
        await ReplaceAsync(stage, officer, duty);
        await data.OfficerAsync(TestTree.Village, 1, weComUserId: "officer-now");
        await data.OnDutyAsync(TestTree.Township, weComUserId: "duty-now");
        return (matter, officer);
    }

    private static Task ReplaceAsync(DispatchStage stage, Actor officer, Actor duty) => stage.Database.WriteAsync(async db =>
    {
        var now = stage.Database.Clock.UtcNow();
        await db.Posts.Where(row => row.PersonId == officer.PersonId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Until, DateOnly.FromDateTime(now)));
        await db.Duties.Where(row => row.PersonId == duty.PersonId).ExecuteUpdateAsync(set => set.SetProperty(row => row.Until, now));
    });

    private static async Task ClimbAsync(DispatchStage stage, int minutes)
    {
        stage.Database.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await stage.Database.Get<LadderService>().TickAsync(stage.Database.Clock.UtcNow(), CancellationToken.None);
        await stage.SendAsync();
    }
}
