using Bunit;
using GovLiaison.Dispatch;
using GovLiaison.Residents;
using GovLiaison.Web.Reach;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Tests.Reach;

/// <summary>Households that asked for help, and who took them.</summary>
public sealed class NeedsPageTests : TrackPages
{
    [Fact]
    public async Task Help_Claimed_ShowsWhoTookIt()
    {
        var scene = await SeatedAsync(at => at.Author);
        var page = Render<NeedsPage>();

        await page.WaitForElement(".gl-btn-help").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Contains("您已接", page.Find(".gl-help").TextContent, StringComparison.Ordinal));
        var counts = await scene.Database.Get<GovLiaison.Reach.HelpQueries>().CountAsync(false, scene.Author, TrackScene.Token);
        Assert.Equal((1, 0), (counts.Open, counts.Waiting));
    }

    [Fact]
    public async Task Help_OfMoreThanAPageCanHold_ShowsEveryHousehold()
    {
        var scene = await SeatedAsync(at => at.Author);
        var asks = await scene.Database.ReadAsync(db => db.ListedHouseholds.FirstAsync(row => row.HelpAskedAt != null));
        await scene.Database.WriteAsync(db =>
        {
            for (var n = 1; n <= 120; n++)
            {
                db.Households.Add(new Household { Id = asks.HouseholdId + 1000 + n, VillageId = asks.VillageId, Group = "9 组", AddressCipher = null });
                db.ListedHouseholds.Add(new ListedHousehold
                {
                    Id = asks.Id + 1000 + n, DispatchId = asks.DispatchId, VillageId = asks.VillageId, HouseholdId = asks.HouseholdId + 1000 + n,
                    Evidence = asks.Evidence, IsAtRisk = false, MustWalk = false, HelpAskedAt = asks.HelpAskedAt,
                });
            }
            return Task.CompletedTask;
        });
        var page = Render<NeedsPage>();

        for (var shown = 50; shown < 121; shown += 50)
            await page.WaitForElement(".gl-help > .gl-acts button").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(121, page.FindAll(".gl-help .gl-rows > li").Count));
    }
}
