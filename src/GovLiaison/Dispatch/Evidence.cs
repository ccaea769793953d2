namespace GovLiaison.Dispatch;

/// <summary>
/// What is known of a household, weakest first: a household counts once, with its strongest. From <see cref="Relayed"/> on it
/// counts as reached (已触达); everything below is a claim or a try.
/// </summary>
public enum Evidence : byte
{
    /// <summary>没有通道: no path at all when the list was frozen.</summary>
    NoPath = 0,

    /// <summary>投递中.</summary>
    Pending = 1,

    /// <summary>投递失败: every path tried, none accepted.</summary>
    Failed = 2,

    /// <summary>已送出未打开: a channel accepted; arrived or not.</summary>
    Sent = 3,

    /// <summary>打开未确认.</summary>
    Opened = 4,

    /// <summary>已通知: the officer says he told them.</summary>
    Told = 5,

    /// <summary>自报: answered through the village link.</summary>
    SelfDeclared = 6,

    /// <summary>帮带转告: the buddy's word.</summary>
    Relayed = 7,

    /// <summary>已入户.</summary>
    Visited = 8,

    /// <summary>听完语音.</summary>
    Listened = 9,

    /// <summary>已收到.</summary>
    Confirmed = 10,

    /// <summary>需要帮助.</summary>
    Help = 11,
}

public static class EvidenceRules
{
    public const Evidence FirstReached = Evidence.Relayed;

    public static bool IsReached(this Evidence evidence) => evidence >= FirstReached;
}
