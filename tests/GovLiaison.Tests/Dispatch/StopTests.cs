using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

public sealed class StopTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Stop_BeforeAnythingWasSent_PutsEveryDoorOnTheWalkList(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var dispatch = await ExpandedAsync(stage);

        await StopAsync(stage, dispatch);

        var tally = await stage.TallyAsync(dispatch, TestTree.Village);
        Assert.Equal((0, 2, 1, 3), (tally.Pending, tally.Failed, tally.NoPath, tally.MustWalk));
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Stop_AfterUnknownOutcomes_CountsTheHouseholdsAsTold(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var dispatch = await ExpandedAsync(stage);
        stage.Sms.Answers = _ => SendOutcome.Unknown("cut");
        await stage.SendAsync();

        await StopAsync(stage, dispatch);

        var tally = await stage.TallyAsync(dispatch, TestTree.Village);
        Assert.Equal((0, 2, 0, 1), (tally.Pending, tally.Sent, tally.Failed, tally.MustWalk));
        Assert.All(await stage.Database.ReadAsync(db => db.Deliveries.ToListAsync()), row => Assert.Equal(DeliveryState.Unresolved, row.State));
        await stage.AssertSoundAsync(dispatch);
    }

    private static async Task<long> ExpandedAsync(DispatchStage stage)
    {
        var data = stage.Database.Data;
        for (var i = 0; i < 2; i++)
            await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident());
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        return dispatch;
    }

    private static Task<Result<int>> StopAsync(DispatchStage stage, long dispatch) => stage.Database.Database.WriteAsync<int>(WritePriority.Console,
        async db => await stage.Database.Get<DispatchService>().StopAsync(db, dispatch, CancellationToken.None), CancellationToken.None);
}
