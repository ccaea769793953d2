using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Posts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

/// <summary>A duty holder confirms at the console what his phone was sent.</summary>
public sealed class DutyConfirmTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Confirm_ByTheHolderOfTwoRooms_StandsForBothAndIsQuietTheSecondTime(string name)
    {
        await using var stage = await StageAsync(name);
        var holder = await stage.Database.Data.OnDutyAsync(TestTree.Township);
        var other = await stage.Database.Data.OnDutyAsync(TestTree.City);
        var county = await stage.Database.Data.DivisionIdAsync(TestTree.County);
        await stage.Database.WriteAsync(db =>
        {
            db.Duties.Add(new Duty { Id = Guid.CreateVersion7(), DivisionId = county, PersonId = holder.PersonId!.Value, From = stage.Database.Clock.GetUtcNow().UtcDateTime.AddHours(-1) });
            return Task.CompletedTask;
        });
        var dispatch = await StartAsync(stage);
        var service = stage.Database.Get<DutyConfirmService>();
        Assert.Equal(dispatch, Assert.Single(await service.WaitingAsync(isTraining: true, holder, Token)).DispatchId);
        Assert.Empty(await service.WaitingAsync(isTraining: false, holder, Token));

        var first = await service.ConfirmAsync(dispatch, holder, Token);
        var second = await service.ConfirmAsync(dispatch, holder, Token);

        Assert.Equal((true, false), (first.Value, second.Value));
        Assert.Empty(await service.WaitingAsync(isTraining: true, holder, Token));
        Assert.Single(await service.WaitingAsync(isTraining: true, other, Token));
        var rooms = await stage.Database.ReadAsync(db => db.Recipients.Where(row => row.DispatchId == dispatch && row.Kind == RecipientKind.Duty).ToListAsync(Token));
        Assert.Equal([holder.PersonId, holder.PersonId], rooms.Where(row => row.AnsweredAt is not null).Select(row => row.PersonId));
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Tick_AfterTheDutyHolderConfirmed_StillRingsAndNamesHimForTheSilentVillage(string name)
    {
        await using var stage = await StageAsync(name);
        var phone = stage.Database.Data.NextPhone();
        var holder = await stage.Database.Data.OnDutyAsync(TestTree.Township, phone);
        var dispatch = await StartAsync(stage);
        Assert.False((await stage.Database.Get<DutyConfirmService>().ConfirmAsync(dispatch, holder, Token)).IsRefused);

        stage.Database.Clock.Advance(TimeSpan.FromMinutes(10));
        await stage.Database.Get<LadderService>().TickAsync(stage.Database.Clock.GetUtcNow().UtcDateTime, Token);
        await stage.SendAsync();

        Assert.Single(stage.Voice.Asked, item => item.Address == phone);
        Assert.Equal(holder.PersonId, await stage.Database.ReadAsync(db => db.LadderRuns
            .Where(row => row.DispatchId == dispatch && row.Watches == LadderDefaults.Officer).Select(row => row.NextPersonId).SingleAsync(Token)));
    }

    [Fact]
    public async Task Confirm_OfWhatHasRunOut_IsNotFound()
    {
        await using var stage = await StageAsync(Databases.Sqlite);
        var holder = await stage.Database.Data.OnDutyAsync(TestTree.Township);
        var dispatch = await StartAsync(stage);
        stage.Database.Clock.Advance(TimeSpan.FromHours(11));

        Assert.Equal(Refusal.NotFound, (await stage.Database.Get<DutyConfirmService>().ConfirmAsync(dispatch, holder, Token)).Refusal);
        Assert.Empty(await stage.Database.Get<DutyConfirmService>().WaitingAsync(isTraining: true, holder, Token));
    }

    private static Task<DispatchStage> StageAsync(string name) => DispatchStage.CreateAsync(name, services => services.AddLadder());

    private static async Task<long> StartAsync(DispatchStage stage)
    {
        var dispatch = await stage.StartAsync(Guid.CreateVersion7(), areas: TestTree.Village);
        await stage.ExpandAsync();
        await stage.SendAsync();
        return dispatch;
    }
}
