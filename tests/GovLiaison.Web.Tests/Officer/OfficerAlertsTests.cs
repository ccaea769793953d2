using GovLiaison.Dispatch;
using GovLiaison.Web.Tests.Bare;

namespace GovLiaison.Web.Tests.Officer;

/// <summary>Several alerts, or a drill beside one, on the same phone.</summary>
public sealed class OfficerAlertsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Now_WithTwoAlerts_CountsHelpOfBothAndLeadsToEach()
    {
        await using var host = await PagesHost.StartAsync(headline: "先来的霜冻");
        await host.AlsoAsync(isTraining: false, headline: "后来的霜冻");
        using var resident = host.Phone();
        await resident.SubmitAsync(await host.ResidentLinkAsync(host.Home), "", ("answer", "help"), ("note", "没有柴火"));
        using var phone = await host.EnteredAsync();

        var now = await phone.GetStringAsync("/o", Token);
        var help = await phone.GetStringAsync("/o/households?show=help", Token);
        var first = await phone.GetStringAsync(PhoneForms.Address(now, $"/o?dispatch={host.DispatchId}"), Token);
        var share = await phone.GetStringAsync(PhoneForms.Address(first, $"/o/share?dispatch={host.DispatchId}"), Token);
        var walk = await phone.GetStringAsync(PhoneForms.Address(first, $"/o/walk?dispatch={host.DispatchId}"), Token);
        using var mark = await phone.SubmitAsync(PhoneForms.Address(walk, "/o/mark"), walk, ("mark", "visited"));

        Assert.Contains("<small>1 组 刚刚</small></span><strong>1</strong>", now, StringComparison.Ordinal);
        Assert.Contains("没有柴火", help, StringComparison.Ordinal);
        Assert.InRange(share.IndexOf("后来的霜冻", StringComparison.Ordinal), share.LastIndexOf("先来的霜冻", StringComparison.Ordinal), share.Length);
        Assert.Equal($"/o/walk?dispatch={host.DispatchId}", mark.Headers.Location?.OriginalString);
        Assert.Equal(host.DispatchId, (await host.ReceiptsAsync()).Single(row => row.Kind == ReceiptKinds.ToldInPerson).DispatchId);
    }

    [Fact]
    public async Task Share_WithTwoAlerts_HeadsEachTextWithItsOwnAlertAndTime()
    {
        await using var host = await PagesHost.StartAsync(headline: "先来的霜冻");
        host.Database.Clock.Advance(TimeSpan.FromMinutes(20));
        var later = await host.AlsoAsync(isTraining: false, headline: "后来的霜冻");
        using var phone = await host.EnteredAsync();

        var share = await phone.GetStringAsync($"/o/share?dispatch={host.DispatchId}", Token);
        using var mark = await phone.SubmitAsync(PhoneForms.Address(share, $"/o/mark?dispatch={later}"), share, ("mark", "told-in-group"));

        var blocks = share.Split("share-head")[1..];
        Assert.Equal(2, blocks.Length);
        foreach (var (block, headline, time) in new[] { (blocks[0], "先来的霜冻", "22:00"), (blocks[1], "后来的霜冻", "22:20") })
        {
            var (head, text) = (block[..block.IndexOf("<textarea", StringComparison.Ordinal)], block[block.IndexOf("<textarea", StringComparison.Ordinal)..]);
            Assert.Contains($"<h2>{headline}</h2>", head, StringComparison.Ordinal);
            Assert.Contains("霜冻橙色预警", head, StringComparison.Ordinal);
            Assert.Contains(time + " 发布", head, StringComparison.Ordinal);
            Assert.Contains(headline, text, StringComparison.Ordinal);
        }
        Assert.Equal(later, (await host.ReceiptsAsync()).Single(row => row.Kind == ReceiptKinds.ToldInGroup).DispatchId);
    }

    [Fact]
    public async Task Now_AfterACorrection_ShowsItBeforeAnOlderAlertThatIsConfirmed()
    {
        await using var host = await PagesHost.StartAsync(headline: "发错的霜冻");
        using var phone = await host.EnteredAsync();
        await host.AlsoAsync(isTraining: false, headline: "另一条霜冻");
        for (var i = 0; i < 2; i++)
        {
            var asking = await phone.GetStringAsync("/o", Token);
            using var confirmed = await phone.SubmitAsync(PhoneForms.Address(asking, "/o/answer"), asking, ("answer", "received"));
        }
        host.Database.Clock.Advance(TimeSpan.FromMinutes(3));
        var released = host.Database.Clock.GetUtcNow().AddHours(8).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        await host.CorrectAsync();

        var html = await phone.GetStringAsync("/o", Token);

        Assert.True(html.IndexOf("已撤销", StringComparison.Ordinal) is var at and >= 0 && at < html.IndexOf("另一条霜冻", StringComparison.Ordinal), html);
        Assert.Contains(released, html[..html.IndexOf("另一条霜冻", StringComparison.Ordinal)], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Now_WhileADrillRunsBesideARealAlert_ShowsTheRealOneOnly(bool isDrillFirst)
    {
        await using var host = await PagesHost.StartAsync(isTraining: isDrillFirst, headline: isDrillFirst ? "演练甲" : "真霜冻");
        using var phone = await host.EnteredAsync();
        await host.AlsoAsync(isTraining: !isDrillFirst, headline: isDrillFirst ? "真霜冻" : "演练甲");

        foreach (var path in new[] { "/o", "/o/households?show=all", "/o/walk", "/o/share" })
        {
            var html = await phone.GetStringAsync(path, Token);
            Assert.DoesNotContain("这不是真的预警", html, StringComparison.Ordinal);
            Assert.DoesNotContain("演练甲", html, StringComparison.Ordinal);
        }
        Assert.Contains("真霜冻", await phone.GetStringAsync("/o", Token), StringComparison.Ordinal);
    }
}
