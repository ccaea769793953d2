using Bunit;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using GovLiaison.Web.Reach;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Web.Tests.Reach;

public sealed class RepeatedCardTests : TrackPages
{
    [Fact]
    public async Task Drill_ToAVillageWhoseOfficerMayHaveGotTwoCards_SaysSoThereAlone()
    {
        var scene = await SceneAsync();
        await scene.Database.WriteAsync(db => db.Deliveries
            .Where(row => db.Recipients.Any(recipient => recipient.Id == row.RecipientId && recipient.Kind == RecipientKind.Officer))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.MayBeRepeated, true)));
        await scene.SeatAsync(this, scene.Author);
        Services.GetRequiredService<NavigationManager>().NavigateTo($"/alerts/{scene.AlertId}?at={TestTree.Township}");

        var rows = Render<AlertTrackingPage>(p => p.Add(page => page.AlertId, scene.AlertId)).FindAll(".gl-drill tbody tr");

        Assert.True(rows.Count > 1);
        Assert.Single(rows, row => row.TextContent.Contains("可能重复", StringComparison.Ordinal));
    }

    [Fact]
    public void DutyRoom_ThatMayHaveGotTwoCards_SaysSo()
    {
        var mark = Render<RoomMark>(p => p.Add(room => room.Room, new GovLiaison.Reach.DutyConfirmation("王*", true, null, true)));

        Assert.Contains("可能重复", mark.Markup, StringComparison.Ordinal);
    }
}
