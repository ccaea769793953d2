using GovLiaison.Ladder;
using GovLiaison.Web.Officer;
using GovLiaison.Web.Tests.Shell;

namespace GovLiaison.Web.Tests.Officer;

public sealed class OfficerNudgeLinesTests
{
    private static readonly DateTime Called = new(2026, 4, 14, 10, 40, 0, DateTimeKind.Utc);

    [Fact]
    public void Lines_ForADeputyWhomTheLadderCalled_SayWhenAndWhyAndNeverThreatenHim()
    {
        using var _ = new Language("zh-CN");

        var lines = OfficerNudgeLines.Of(new OfficerNudge(true, Called, Called.AddMinutes(2), LadderActs.TownshipDuty), Called.AddSeconds(4));

        Assert.Equal(["主要信息员还没回应，18:40 叫了您。请您接一下，您点了就算村里收到", "18:42 前还没人点，会告诉镇里、县里值班的人"], lines);
    }

    [Fact]
    public void Lines_ForADeputyToldAtOnce_SayThatEitherMayTap()
    {
        using var _ = new Language("zh-CN");

        var lines = OfficerNudgeLines.Of(new OfficerNudge(true, null, null, null), Called);

        Assert.Equal(["这条也发给了主要信息员，你们谁先点都算村里收到"], lines);
    }

    [Theory]
    [InlineData(LadderActs.Sms, "18:42 前没点，会发短信给您")]
    [InlineData(LadderActs.Voice, "18:42 前没点，会打电话给您")]
    [InlineData(LadderActs.Deputy, "18:42 前没点，会请副信息员来接")]
    public void Lines_ForTheMainOfficer_SayWhatComesNext(string act, string line)
    {
        using var _ = new Language("zh-CN");

        Assert.Equal([line], OfficerNudgeLines.Of(new OfficerNudge(false, null, Called.AddMinutes(2), act), Called));
        Assert.Empty(OfficerNudgeLines.Of(new OfficerNudge(false, null, Called, act), Called));
    }
}
