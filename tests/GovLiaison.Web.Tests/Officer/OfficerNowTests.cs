using System.Net;
using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Testing;
using GovLiaison.Web.Tests.Bare;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Tests.Officer;

/// <summary>What an officer or a duty holder has to do now, and his confirmation.</summary>
public sealed class OfficerNowTests : PhonePages
{
    [Fact]
    public async Task Now_ShowsWhatToDoAndTakesTheConfirmationOnce()
    {
        var village = await Host.Database.Data.DivisionAsync(TestTree.Village);
        await Host.Database.WriteAsync(db =>
        {
            db.LadderRuns.RemoveRange(db.LadderRuns);
            db.LadderRuns.Add(new LadderRun { DispatchId = Host.DispatchId, VillageId = village.Id, Watches = LadderDefaults.Officer, Path = village.Path, Lane = 0, Step = 0, NextAt = TestDatabase.Start.UtcDateTime.AddMinutes(3) });
            return Task.CompletedTask;
        });
        using var phone = await Host.EnteredAsync();

        var page = await phone.GetStringAsync("/o", Token);
        var action = PhoneForms.Address(page, "/o/answer");
        using var first = await phone.SubmitAsync(action, page, ("answer", "received"));
        using var second = await phone.SubmitAsync(action, page, ("answer", "received"));
        var after = await phone.GetStringAsync("/o", Token);

        Assert.Contains("霜冻橙色预警", page, StringComparison.Ordinal);
        Assert.Contains("22:03 前没点", page, StringComparison.Ordinal);
        Assert.Contains("打电话 1 户，上门 1 户", page, StringComparison.Ordinal);
        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (first.StatusCode, second.StatusCode));
        Assert.Contains("您 22:00 已收到", after, StringComparison.Ordinal);
        var receipt = Assert.Single(await Host.ReceiptsAsync());
        Assert.Equal((ReceiptKinds.Confirmed, Host.Officer.PersonId), (receipt.Kind, receipt.ByPersonId));
        Assert.NotNull(await Host.Database.ReadAsync(db => db.VillageTallies.Where(row => row.VillageId == village.Id).Select(row => row.OfficerAnsweredAt).SingleAsync()));
    }

    [Fact]
    public async Task Now_OfAVillageWithoutHouseholds_ClaimsNobodyWasTold()
    {
        await Host.Database.WriteAsync(db => db.VillageTallies.ExecuteUpdateAsync(set => set.SetProperty(row => row.Households, 0)
            .SetProperty(row => row.NoPath, 0).SetProperty(row => row.Pending, 0).SetProperty(row => row.Sent, 0).SetProperty(row => row.MustWalk, 0), Token));
        using var phone = await Host.EnteredAsync();

        var page = await phone.GetStringAsync("/o", Token);

        Assert.Contains("村里没有登记的户", page, StringComparison.Ordinal);
        Assert.DoesNotContain("都通知到了", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Now_OnceLifted_AsksNothingAndClaimsNothing()
    {
        using var phone = await Host.EnteredAsync();

        await Host.LiftAsync();
        var now = await phone.GetStringAsync("/o", Token);

        Assert.Contains("已解除 <del>霜冻橙色预警</del>", now, StringComparison.Ordinal);
        Assert.DoesNotContain("name=\"answer\"", now, StringComparison.Ordinal);
        Assert.DoesNotContain("都通知到了", now, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Duty_ConfirmsForTheAreaAndMarksNoHousehold()
    {
        var recipient = await Host.Database.ReadAsync(db => db.Recipients.SingleAsync(row => row.PersonId == Host.Duty.PersonId));
        var household = (await Host.RecipientAsync(Host.Home)).ListedHouseholdId;
        var link = "/o/enter/" + Host.Database.Links.For(LinkPurposes.Officer, recipient.Id);

        var door = await Phone.GetStringAsync(link, Token);
        await Phone.SubmitAsync(link, door, ("enter", "yes"));
        var now = await Phone.GetStringAsync("/o", Token);
        await Phone.SubmitAsync(PhoneForms.Address(now, "/o/answer"), now, ("answer", "received"));
        using var mark = await Phone.SubmitAsync($"/o/mark?household={household}", now, ("mark", "visited"));
        var homes = await Phone.GetStringAsync("/o/households?show=all", Token);

        Assert.Contains("旧县镇 值班室", door, StringComparison.Ordinal);
        Assert.Contains("打电话 2 户，上门 1 户", now, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, mark.StatusCode);
        Assert.DoesNotContain("李秀兰", homes, StringComparison.Ordinal);
        var receipt = Assert.Single(await Host.ReceiptsAsync());
        Assert.Equal((recipient.Id, ReceiptKinds.Confirmed), (receipt.RecipientId, receipt.Kind));
    }

    [Fact]
    public async Task Forms_WithoutTheirToken_ChangeNothing()
    {
        using var phone = await Host.EnteredAsync();
        var page = await phone.GetStringAsync("/o/households", Token);

        using var answer = await phone.SubmitAsync(PhoneForms.Address(page, "/o/mark"), "", ("mark", "visited"));
        using var confirm = await phone.SubmitAsync($"/o/answer?dispatch={Host.DispatchId}", "", ("answer", "received"));

        Assert.Equal((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther), (answer.StatusCode, confirm.StatusCode));
        Assert.Empty(await Host.ReceiptsAsync());
    }
}
