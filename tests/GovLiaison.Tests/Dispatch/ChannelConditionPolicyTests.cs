using GovLiaison.Dispatch;

namespace GovLiaison.Tests.Dispatch;

public sealed class ChannelConditionPolicyTests
{
    private static readonly DateTime Now = new(2026, 4, 9, 14, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(false, -5, -3, "Unreachable", ChannelCondition.Off)]
    [InlineData(true, -5, -3, "Unreachable", ChannelCondition.Stopped)]
    [InlineData(true, -5, -3, "Misconfigured", ChannelCondition.Stopped)]
    [InlineData(true, -5, -3, "Unknown", ChannelCondition.Stopped)]
    [InlineData(true, -5, -3, "Throttled", ChannelCondition.Slow)]
    [InlineData(true, -5, null, null, ChannelCondition.Works)]
    [InlineData(true, -600, null, null, ChannelCondition.Works)]
    [InlineData(true, -601, null, null, ChannelCondition.Idle)]
    [InlineData(true, -86400, null, null, ChannelCondition.Idle)]
    [InlineData(true, null, null, null, ChannelCondition.Unused)]
    public void Condition_WithNothingWaiting_FollowsTheLastAnswers(bool isEnabled, int? lastSuccess, int? failingSince, string? fault, ChannelCondition expected) =>
        Assert.Equal(expected, ChannelConditionPolicy.Of(isEnabled, At(lastSuccess), At(failingSince), fault, null, Now));

    [Theory]
    // due in half a minute, due for a minute
    [InlineData(-5, 30, 9_000, 0, ChannelCondition.Works)]
    [InlineData(-5, -60, 9_000, 0, ChannelCondition.Works)]
    // overdue, and the supplier takes it: 120 s for 1,000, so 5,000 more want 600 s and 5,001 more than that
    [InlineData(-5, -90, 4_000, 1_000, ChannelCondition.Works)]
    [InlineData(-5, -90, 5_000, 1_000, ChannelCondition.Works)]
    [InlineData(-5, -90, 5_001, 1_000, ChannelCondition.Slow)]
    // overdue, and nothing was taken, ever or for the last minute
    [InlineData(-5, -90, 10, 0, ChannelCondition.Slow)]
    [InlineData(-60, -90, 10, 1_000, ChannelCondition.Works)]
    [InlineData(-61, -90, 10, 1_000, ChannelCondition.Slow)]
    [InlineData(null, -61, 10, 0, ChannelCondition.Slow)]
    [InlineData(null, -30, 10, 0, ChannelCondition.Unused)]
    public void Condition_WithABacklog_FollowsWhetherItShrinks(int? lastSuccess, int nextTry, int waiting, int accepted, ChannelCondition expected) =>
        Assert.Equal(expected, ChannelConditionPolicy.Of(true, At(lastSuccess), null, null, new ChannelBacklog(waiting, Now.AddSeconds(-120), At(nextTry), accepted), Now));

    private static DateTime? At(int? seconds) => seconds is { } known ? Now.AddSeconds(known) : null;
}
