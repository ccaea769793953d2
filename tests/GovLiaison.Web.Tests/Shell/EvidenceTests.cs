using System.Globalization;
using Bunit;
using GovLiaison.Web.Shell.Parts;

namespace GovLiaison.Web.Tests.Shell;

public sealed class EvidenceTests : BunitContext
{
    private static readonly EvidenceCounts Night = new(45691, 27, 16273, 4621, 5441, 300, 855, 4000, 6691, 1492, 2020, 4509);

    [Fact]
    public void Total_OfTheTwelve_IsReachedAndUnreached()
    {
        Assert.Equal(72053, Night.Reached);
        Assert.Equal(91920, Night.Total);
        Assert.Equal(Night.Total, EvidenceCounts.Order.Sum(k => Night[k]));
    }

    [Fact]
    public void Segments_OfAnyCounts_AddUpInOrderAndShowEveryHousehold()
    {
        var segments = BarSegments.Of(Night with { Help = 1 }, EvidenceCounts.Order);

        Assert.Equal(100, segments.Sum(s => s.Width), 6);
        Assert.Equal(EvidenceCounts.Order, segments.Select(s => s.Kind));
        Assert.All(segments, s => Assert.True(s.Width >= 0.5));
        Assert.All(segments.Zip(segments.Skip(1)), pair => Assert.Equal(pair.First.From + pair.First.Width, pair.Second.From, 6));
    }

    [Fact]
    public void Bar_WithoutHouseholds_SaysSo()
    {
        using var _ = new Language("en-US");

        var bar = Render<EvidenceBar>(p => p.Add(x => x.Counts, new EvidenceCounts()));

        Assert.Empty(bar.FindAll("rect"));
        Assert.Equal("The list is empty", bar.Find("svg").GetAttribute("aria-label"));
    }

    [Fact]
    public void Bar_ForThoseWhoHear_NamesEveryFigure()
    {
        using var _ = new Language("zh-CN");

        var label = Render<EvidenceBar>(p => p.Add(x => x.Counts, Night)).Find("svg").GetAttribute("aria-label")!;

        Assert.StartsWith("共 91,920 户，已收到 45,691，需要帮助 27", label, StringComparison.Ordinal);
        Assert.EndsWith("投递失败 2,020，没有任何通道 4,509", label, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("en-US")]
    public void Funnel_FromFrozenToReached_NamesEveryLoss(string language)
    {
        using var _ = new Language(language);

        var funnel = Render<FunnelBars>(p => p.Add(x => x.Counts, Night).Add(x => x.Href, k => $"/unreached?why={k}"));

        Assert.Equal(["91,920", "87,411", "83,899", "77,208", "72,053"], funnel.FindAll(".gl-funnel-count").Select(e => e.TextContent), StringComparer.Ordinal);
        var losses = funnel.FindAll(".gl-funnel-loss .gl-num").Select(e => int.Parse(e.TextContent.Replace(",", "", StringComparison.Ordinal)[1..], CultureInfo.InvariantCulture));
        Assert.Equal(91920 - 72053, losses.Sum());
        Assert.Equal(
            ["NoPath", "Pending", "Failed", "Sent", "Opened", "Told", "SelfDeclared"],
            funnel.FindAll(".gl-funnel-loss a").Select(a => a.GetAttribute("href")!.Split('=')[1]),
            StringComparer.Ordinal);
    }

    [Fact]
    public void Legend_WithLinks_LeadsEveryNumberToItsRows()
    {
        var legend = Render<EvidenceLegend>(p => p.Add(x => x.Counts, new EvidenceCounts(Confirmed: 3, Failed: 1)).Add(x => x.Href, k => $"/{k}"));

        Assert.Equal(["/Confirmed", "/Failed"], legend.FindAll("a").Select(a => a.GetAttribute("href")!), StringComparer.Ordinal);
    }
}
