using GovLiaison.Web.Shell.Parts;

namespace GovLiaison.Web.Tests.Shell;

public sealed class NumbersTests
{
    [Theory]
    [InlineData(0, "0")]
    [InlineData(999, "999")]
    [InlineData(91920, "91,920")]
    public void Count_OfAnything_HasCommas(long value, string expected) => Assert.Equal(expected, Numbers.Count(value));

    [Theory]
    [InlineData(72053, 91920, "78.4\u2009%")]
    [InlineData(91919, 91920, "99.9\u2009%")]
    [InlineData(1, 91920, "0.1\u2009%")]
    [InlineData(0, 91920, "0\u2009%")]
    [InlineData(91920, 91920, "100\u2009%")]
    [InlineData(13, 14, "13 / 14")]
    [InlineData(0, 0, "0 / 0")]
    public void Share_OfFewThings_IsWrittenOut(long part, long whole, string expected) => Assert.Equal(expected, Numbers.Share(part, whole));

    [Theory]
    [InlineData(252, "4:12")]
    [InlineData(3852, "1:04:12")]
    [InlineData(-5, "0:00")]
    public void Running_OfATime_IsAClock(int seconds, string expected) => Assert.Equal(expected, Numbers.Running(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData("zh-CN", 402, "6 分 42 秒")]
    [InlineData("zh-CN", 12060, "3 小时 21 分")]
    [InlineData("en-US", 402, "6 min 42 s")]
    [InlineData("en-US", 45, "45 s")]
    public void Duration_InASentence_HasWords(string language, int seconds, string expected)
    {
        using var _ = new Language(language);

        Assert.Equal(expected, Numbers.Duration(TimeSpan.FromSeconds(seconds)));
    }

    [Theory]
    [InlineData("zh-CN", TimeLook.Seconds, "00:32:05")]
    [InlineData("zh-CN", TimeLook.DayTime, "15 日 00:32")]
    [InlineData("zh-CN", TimeLook.Day, "4 月 15 日")]
    [InlineData("en-US", TimeLook.DayTime, "15 Apr 00:32")]
    [InlineData("en-US", TimeLook.Iso, "2026-04-15")]
    public void Text_OfAnInstant_IsBeijingTime(string language, TimeLook look, string expected)
    {
        using var _ = new Language(language);

        Assert.Equal(expected, BeijingTime.Text(new DateTime(2026, 4, 14, 16, 32, 5, DateTimeKind.Utc), look));
    }
}
