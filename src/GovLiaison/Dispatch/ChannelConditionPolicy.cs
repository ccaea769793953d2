namespace GovLiaison.Dispatch;

/// <summary>How a channel fares, for people.</summary>
public enum ChannelCondition
{
    /// <summary>正常: the last request was answered.</summary>
    Works,

    /// <summary>还没有用过: nothing was sent yet, so nobody knows.</summary>
    Unused,

    /// <summary>变慢: the supplier asks to wait, or what is due is not sent.</summary>
    Slow,

    /// <summary>停了: nothing goes out.</summary>
    Stopped,

    /// <summary>没有启用.</summary>
    Off,
}

/// <summary>Decides what is said of a channel. A pure function.</summary>
public static class ChannelConditionPolicy
{
    /// <summary>A delivery that is due for longer than this without being sent means that nobody sends, or not fast enough.</summary>
    public static readonly TimeSpan LongestOverdue = TimeSpan.FromSeconds(60);

    public static ChannelCondition Of(bool isEnabled, DateTime? lastSuccessAt, DateTime? failingSince, string? fault, DateTime? nextTryAt, DateTime now)
    {
        if (!isEnabled) return ChannelCondition.Off;
        if (failingSince is not null) return fault is nameof(SendOutcomeKind.Throttled) ? ChannelCondition.Slow : ChannelCondition.Stopped;
        if (now - nextTryAt > LongestOverdue) return ChannelCondition.Slow;
        return lastSuccessAt is null ? ChannelCondition.Unused : ChannelCondition.Works;
    }
}
