namespace GovLiaison.Dispatch;

/// <summary>How a channel fares, for people.</summary>
public enum ChannelCondition
{
    /// <summary>正常: the last request was answered, a moment ago.</summary>
    Works,

    /// <summary>空闲: the last request was answered, too long ago to say that the next one will be.</summary>
    Idle,

    /// <summary>还没有用过: nothing was sent yet, so nobody knows.</summary>
    Unused,

    /// <summary>变慢: the supplier asks to wait, or what is due is not sent, or so slowly that it comes too late.</summary>
    Slow,

    /// <summary>停了: nothing goes out.</summary>
    Stopped,

    /// <summary>没有启用.</summary>
    Off,
}

/// <summary>What waits for a channel.</summary>
/// <param name="OldestAt">When the oldest message of them was signed.</param>
/// <param name="NextTryAt">When the first of them is due.</param>
/// <param name="Accepted">What the channel has taken of the same messages so far.</param>
public sealed record ChannelBacklog(int Waiting, DateTime OldestAt, DateTime? NextTryAt, int Accepted);

/// <summary>Decides what is said of a channel. A pure function.</summary>
public static class ChannelConditionPolicy
{
    /// <summary>Something due for longer than this is a backlog: normal while a province is being told, if it shrinks.</summary>
    public static readonly TimeSpan LongestOverdue = TimeSpan.FromSeconds(60);

    /// <summary>With a backlog, a supplier who took nothing for this long is not sending.</summary>
    public static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(60);

    /// <summary>What waits has to be gone within this at the pace so far: by then the ladder has named a person for everybody.</summary>
    public static readonly TimeSpan LongestClearing = TimeSpan.FromMinutes(10);

    /// <summary>What a supplier did longer ago says nothing of how he fares now.</summary>
    public static readonly TimeSpan LongestNews = TimeSpan.FromMinutes(10);

    public static ChannelCondition Of(bool isEnabled, DateTime? lastSuccessAt, DateTime? failingSince, string? fault, ChannelBacklog? backlog, DateTime now)
    {
        if (!isEnabled) return ChannelCondition.Off;
        if (failingSince is not null) return fault is nameof(SendOutcomeKind.Throttled) ? ChannelCondition.Slow : ChannelCondition.Stopped;
        if (backlog is not null && now - backlog.NextTryAt > LongestOverdue && !Shrinks(backlog, lastSuccessAt, now)) return ChannelCondition.Slow;
        if (lastSuccessAt is null) return ChannelCondition.Unused;
        return backlog is null && now - lastSuccessAt > LongestNews ? ChannelCondition.Idle : ChannelCondition.Works;
    }

    private static bool Shrinks(ChannelBacklog backlog, DateTime? lastSuccessAt, DateTime now) =>
        now - lastSuccessAt <= LongestSilence && backlog.Accepted > 0
        && (now - backlog.OldestAt) * ((double)backlog.Waiting / backlog.Accepted) <= LongestClearing;
}
