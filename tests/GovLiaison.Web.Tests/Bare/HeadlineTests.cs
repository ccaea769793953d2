using GovLiaison.Testing;
using GovLiaison.Web.Bare;
using GovLiaison.Web.Tests.Shell;

namespace GovLiaison.Web.Tests.Bare;

/// <summary>Whoever reads a message reads the words that were signed, and hazard and level beside them.</summary>
public sealed class HeadlineTests
{
    private const string Words = "今晚守好果园，别睡太早";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_OfAnAlertWithAHeadlineOfItsOwn_ShowItAndTheLabel(bool isTraining)
    {
        await using var host = await PagesHost.StartAsync(isTraining, Words);
        using var phone = host.Phone();
        using var officer = await host.EnteredAsync();

        var resident = await phone.GetStringAsync(await host.ResidentLinkAsync(host.Home), Token);
        var village = await phone.GetStringAsync("/v/" + TestTree.Village, Token);
        var now = await officer.GetStringAsync("/o", Token);

        foreach (var page in new[] { resident, village })
        {
            Assert.Contains($">{Words}</h1>", page, StringComparison.Ordinal);
            Assert.Contains("<p>霜冻橙色预警</p>", page, StringComparison.Ordinal);
        }
        Assert.Contains($"<h2>{Words}</h2>", now, StringComparison.Ordinal);
        Assert.Contains("<p>霜冻橙色预警</p>", now, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pages_OnceLifted_ShowTheHeadlineOfTheLift()
    {
        await using var host = await PagesHost.StartAsync(headline: Words);
        using var phone = host.Phone();
        using var officer = await host.EnteredAsync();
        await phone.SubmitAsync(await host.ResidentLinkAsync(host.Home), "", ("answer", "received"));

        var lift = await host.LiftAsync();
        var old = await phone.GetStringAsync(await host.ResidentLinkAsync(host.Home), Token);
        var own = await phone.GetStringAsync(await host.ResidentLinkAsync(host.Home, lift.DispatchId), Token);

        Assert.All([old, own], page => Assert.Contains("<h2>霜冻橙色预警解除</h2>", page, StringComparison.Ordinal));
        Assert.Contains($"<del>{Words}</del>", old, StringComparison.Ordinal);
        Assert.Contains("霜冻橙色预警解除", await officer.GetStringAsync("/o", Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("霜冻橙色预警", "霜冻橙色预警", null)]
    [InlineData("【演练】今晚守好果园", "今晚守好果园", "霜冻橙色预警")]
    [InlineData("今夜霜冻橙色预警，备烟", "今夜霜冻橙色预警，备烟", null)]
    [InlineData("", "霜冻橙色预警", null)]
    public void Heading_SaysHazardAndLevelOnce(string headline, string expected, string? label)
    {
        using var _ = new Language("zh-CN");

        var heading = AlertHeading.Of(new("frost", "霜冻", "Frost", "orange", "橙色", "Orange"), headline, isTraining: true);

        Assert.Equal((expected, label), (heading.Headline, heading.Label));
    }
}
