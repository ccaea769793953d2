using GovLiaison.Dispatch;

namespace GovLiaison.Tests.Dispatch;

public sealed class ChannelConditionPolicyTests
{
    private static readonly DateTime Now = new(2026, 4, 9, 14, 0, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(false, -5, -3, "Unreachable", null, ChannelCondition.Off)]
    [InlineData(true, -5, -3, "Unreachable", null, ChannelCondition.Stopped)]
    [InlineData(true, -5, -3, "Misconfigured", null, ChannelCondition.Stopped)]
    [InlineData(true, -5, -3, "Unknown", null, ChannelCondition.Stopped)]
    [InlineData(true, -5, -3, "Throttled", null, ChannelCondition.Slow)]
    [InlineData(true, -5, null, null, null, ChannelCondition.Works)]
    [InlineData(true, null, null, null, null, ChannelCondition.Unused)]
    [InlineData(true, -5, null, null, -60, ChannelCondition.Works)]
    [InlineData(true, -5, null, null, -61, ChannelCondition.Slow)]
    [InlineData(true, null, null, null, -61, ChannelCondition.Slow)]
    [InlineData(true, -5, null, null, 30, ChannelCondition.Works)]
    public void Condition_FollowsTheLastAnswersAndTheQueue(bool isEnabled, int? lastSuccess, int? failingSince, string? fault, int? nextTry, ChannelCondition expected) =>
        Assert.Equal(expected, ChannelConditionPolicy.Of(isEnabled, At(lastSuccess), At(failingSince), fault, At(nextTry), Now));

    private static DateTime? At(int? seconds) => seconds is { } known ? Now.AddSeconds(known) : null;
}
