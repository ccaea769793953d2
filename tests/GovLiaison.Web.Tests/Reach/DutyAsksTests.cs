using Bunit;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using GovLiaison.Web.Desk;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Web.Tests.Reach;

/// <summary>Whoever holds a duty phone and sits before the console confirms there what his phone was sent.</summary>
public sealed class DutyAsksTests : TrackPages
{
    private const string Button = "[data-act=duty-confirm]";

    [Theory, InlineData(false), InlineData(true)]
    public async Task Tracking_ForTheDutyHolder_TakesHisConfirmationLikeHisPhone(bool isTraining)
    {
        var (scene, holder) = await OnDutyAsync(isTraining);
        await scene.SeatAsync(this, holder);
        var page = Open(scene);
        Assert.Contains("没有回应", page.Find(".gl-drill, .gl-track-main").TextContent + page.Markup, StringComparison.Ordinal);
        Assert.Contains("您在岗，这条预警等您确认", page.Markup, StringComparison.Ordinal);

        page.Find(Button).Click();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll(Button)));
        page.WaitForAssertion(() => Assert.DoesNotContain("没有回应", page.Markup, StringComparison.Ordinal));
        Assert.Contains("已确认", page.Markup, StringComparison.Ordinal);
        var receipt = Assert.Single(await ConfirmedAsync(scene));
        Assert.Equal((holder.PersonId, "console"), (receipt.ByPersonId, receipt.Through));
    }

    [Fact]
    public async Task Desk_ForTheDutyHolder_NamesTheAlertAndTakesHisConfirmation()
    {
        var (scene, holder) = await OnDutyAsync();
        await scene.SeatAsync(this, holder);
        var desk = Render<DeskPage>();
        Assert.Contains("霜冻橙色预警", desk.Find(".gl-strip:has(" + Button + ")").TextContent, StringComparison.Ordinal);

        desk.Find(Button).Click();

        desk.WaitForAssertion(() => Assert.Empty(desk.FindAll(Button)));
        desk.WaitForAssertion(() => Assert.Contains("已收到", desk.Markup, StringComparison.Ordinal));
        Assert.Single(await ConfirmedAsync(scene));
    }

    [Fact]
    public async Task Tracking_ForAColleagueWhoIsNotOnDuty_OffersNoConfirmation()
    {
        var (scene, _) = await OnDutyAsync();
        await scene.SeatAsync(this, scene.Signer);

        Assert.Empty(Open(scene).FindAll(Button));
        Assert.Equal(Refusal.NotFound, (await scene.Database.Get<DutyConfirmService>().ConfirmAsync(scene.Dispatch, scene.Signer, TrackScene.Token)).Refusal);
        Assert.Empty(await ConfirmedAsync(scene));
    }

    [Fact]
    public async Task Tracking_AfterTheShift_OffersNoConfirmation()
    {
        var (scene, holder) = await OnDutyAsync();
        await scene.Database.WriteAsync(db => db.Duties.Where(row => row.PersonId == holder.PersonId)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Until, scene.Database.Clock.GetUtcNow().UtcDateTime)));
        await scene.SeatAsync(this, holder);

        Assert.Empty(Open(scene).FindAll(Button));
    }

    private async Task<(TrackScene Scene, Actor Holder)> OnDutyAsync(bool isTraining = false)
    {
        var scene = await SceneAsync(isSigned: false);
        var holder = await scene.Database.Data.OnDutyAsync(TestTree.County);
        await scene.SignAsync(isTraining);
        return (scene, holder);
    }

    private static Task<List<Receipt>> ConfirmedAsync(TrackScene scene) =>
        scene.Database.ReadAsync(db => db.Receipts.Where(row => row.DispatchId == scene.Dispatch && row.Kind == ReceiptKinds.Confirmed).ToListAsync());
}
