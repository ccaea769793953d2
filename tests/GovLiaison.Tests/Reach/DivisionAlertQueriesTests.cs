using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Reach;
using GovLiaison.Testing;
using GovLiaison.Tests.Alerts;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Reach;

public sealed class DivisionAlertQueriesTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Recent_OfAVillage_ShowsWhatWentToItWithItsOwnHouseholds(string name)
    {
        await using var scene = await AlertScene.CreateAsync(name);
        var (draft, sent) = await scene.SignedAsync();
        await TallyAsync(scene, sent.DispatchId, TestTree.Village, households: 3, confirmed: 2);
        await TallyAsync(scene, sent.DispatchId, TestTree.OtherVillage, households: 5, confirmed: 0);

        var alert = Assert.Single(await RecentAsync(scene, TestTree.Village));

        Assert.Equal((draft.AlertId, "frost", 3, 2), (alert.Alert.AlertId, alert.Alert.Label.HazardCode, alert.Households, alert.Reached));
        Assert.Equal(8, Assert.Single(await RecentAsync(scene, TestTree.Township)).Households);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Recent_OfAPlaceItDidNotGoTo_IsEmpty(string name)
    {
        await using var scene = await AlertScene.CreateAsync(name);
        await scene.SignedAsync();

        Assert.Empty(await RecentAsync(scene, TestTree.OtherVillage));
        Assert.Empty(await RecentAsync(scene, TestTree.Village, isTraining: true));
    }

    [Fact]
    public async Task Recent_OutsideTheRange_IsNotThere()
    {
        await using var scene = await AlertScene.CreateAsync(Databases.Sqlite);

        var foreign = await scene.Database.Get<DivisionAlertQueries>().RecentAsync(false, scene.ForeignSigner, scene.VillageId, AlertScene.Token);

        Assert.Equal(Refusal.NotFound, foreign.Refusal);
    }

    private static async Task<IReadOnlyList<DivisionAlert>> RecentAsync(AlertScene scene, string code, bool isTraining = false) =>
        (await scene.Database.Get<DivisionAlertQueries>().RecentAsync(isTraining, scene.Author, await scene.Database.Data.DivisionIdAsync(code), AlertScene.Token)).Value;

    // in the place of the expansion
    private static async Task TallyAsync(AlertScene scene, long dispatchId, string code, int households, int confirmed)
    {
        var village = await scene.Database.Data.DivisionAsync(code);
        await scene.Database.WriteAsync(async db =>
        {
            await db.VillageTallies.Where(row => row.DispatchId == dispatchId && row.VillageId == village.Id).ExecuteDeleteAsync();
            db.VillageTallies.Add(new VillageTally
            {
                DispatchId = dispatchId, VillageId = village.Id, Path = village.Path, Order = village.Id + 100, Size = households,
                Households = households, Sent = households - confirmed, Confirmed = confirmed,
            });
        });
    }
}
