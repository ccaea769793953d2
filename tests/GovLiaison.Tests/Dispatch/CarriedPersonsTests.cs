using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Posts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

public sealed class CarriedPersonsTests
{
    private static readonly string[] Villages = [TestTree.Village, TestTree.OtherVillage, TestTree.ForeignVillage];

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Ladder_OfAnOfficerOfThreeVillages_AsksHimOnceByEachPath(string name)
    {
        await using var stage = await StageAsync(name);

        await ClimbAsync(stage, minutes: 3);
        await ClimbAsync(stage, minutes: 2);

        Assert.Equal((1, 1, 1), (stage.WeCom.Asked.Count, stage.Sms.Asked.Count, stage.Voice.Asked.Count));
        Assert.Equal(3, await stage.Database.ReadAsync(db => db.Recipients.CountAsync(row => row.Kind == RecipientKind.Officer)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Answer_OfAnOfficerOfThreeVillages_StopsTheirLadders(string name)
    {
        await using var stage = await StageAsync(name);
        var last = await stage.Database.ReadAsync(db => db.Recipients.OrderByDescending(row => row.Id).FirstAsync());

        await stage.Database.Get<ReceiptService>().RecordAsync(new RecordReceipt(last.DispatchId, last.Id, null, null, ReceiptKinds.Confirmed, "page"), CancellationToken.None);
        await ClimbAsync(stage, minutes: 20);

        Assert.Empty(stage.Sms.Asked);
        Assert.Empty(stage.Voice.Asked);
        var ladders = await stage.Database.ReadAsync(db => db.LadderRuns.Where(row => row.Watches == LadderDefaults.Officer).ToListAsync());
        Assert.Equal(3, ladders.Count);
        Assert.All(ladders, ladder => Assert.NotNull(ladder.AnsweredAt));
        await stage.AssertSoundAsync(last.DispatchId);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Correction_ToAnOfficerOfThreeVillages_IsOneCard(string name)
    {
        await using var stage = await StageAsync(name);
        var matter = await stage.Database.ReadAsync(db => db.DispatchRuns.Select(row => row.MatterId).SingleAsync());

        await stage.StartAsync(matter, Audience.Told);
        await stage.ExpandAsync();
        await stage.SendAsync();

        Assert.Equal((2, 0), (stage.WeCom.Asked.Count, stage.Sms.Asked.Count));
    }

    // One officer of three villages in two counties, who has his card.
    private static async Task<DispatchStage> StageAsync(string name)
    {
        var stage = await DispatchStage.CreateAsync(name, services => services.AddLadder());
        var officer = await stage.Database.Data.OfficerAsync(Villages[0], 0, stage.Database.Data.NextPhone(), "o");
        var villages = new List<int>();
        foreach (var village in Villages.Skip(1)) villages.Add(await stage.Database.Data.DivisionIdAsync(village));
        await stage.Database.WriteAsync(db =>
        {
            db.Posts.AddRange(villages.Select(village => new Post
            {
                Id = Guid.CreateVersion7(), PersonId = officer.PersonId!.Value, DivisionId = village, Role = Roles.VillageOfficer, Rank = 0, From = DateOnly.MinValue,
            }));
            return Task.CompletedTask;
        });
        await stage.StartAsync(Guid.CreateVersion7(), areas: Villages);
        await ClimbAsync(stage, minutes: 0);
        return stage;
    }

    private static async Task ClimbAsync(DispatchStage stage, int minutes)
    {
        stage.Database.Clock.Advance(TimeSpan.FromMinutes(minutes));
        await stage.ExpandAsync();
        await stage.Database.Get<LadderService>().TickAsync(stage.Database.Clock.GetUtcNow().UtcDateTime, CancellationToken.None);
        await stage.SendAsync();
    }
}
