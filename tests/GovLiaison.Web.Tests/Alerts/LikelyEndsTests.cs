using GovLiaison.Web.Alerts.Compose;

namespace GovLiaison.Web.Tests.Alerts;

public sealed class LikelyEndsTests
{
    [Theory]
    [InlineData("2026-04-09T10:30:00Z", "2026-04-09T16:00:00Z 2026-04-10T00:00:00Z 2026-04-10T12:00:00Z")]
    [InlineData("2026-04-09T18:00:00Z", "2026-04-10T00:00:00Z 2026-04-10T12:00:00Z 2026-04-10T16:00:00Z")]
    public void Ends_ByDayAndInTheSmallHours_AreThoseThatComeNext(string now, string ends) =>
        Assert.Equal(ends, string.Join(' ', LikelyEnds.Of(At(now)).Select(end => end.At.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture))));

    [Fact]
    public void Morning_AtTwoAtNight_IsThisMorning()
    {
        using var language = new Shell.Language("zh-CN");

        Assert.Equal("今早 08:00", LikelyEnds.Of(At("2026-04-09T18:00:00Z")).First().Label);
    }

    private static DateTime At(string time) => DateTime.Parse(time, System.Globalization.CultureInfo.InvariantCulture, System.Globalization.DateTimeStyles.AdjustToUniversal);
}
