using GovLiaison.Dispatch;
using GovLiaison.Web.Shell.Parts;

namespace GovLiaison.Web.Channels;

/// <summary>How a channel fares, in the words and marks of the console; the same on the duty desk and on its own page.</summary>
public static class ChannelWords
{
    /// <summary>Somebody has to look at it: nothing goes out, or too slowly.</summary>
    public static bool IsFaulty(ChannelState channel) => channel.Condition is ChannelCondition.Stopped or ChannelCondition.Slow;

    public static MarkKind Mark(ChannelCondition condition) => condition switch
    {
        ChannelCondition.Works => MarkKind.Ok,
        ChannelCondition.Slow => MarkKind.Slow,
        ChannelCondition.Stopped => MarkKind.Stopped,
        _ => MarkKind.Off,
    };

    public static string State(ChannelCondition condition) => condition switch
    {
        ChannelCondition.Works => ChannelsTexts.StateWorks,
        ChannelCondition.Idle => ChannelsTexts.StateIdle,
        ChannelCondition.Unused => ChannelsTexts.StateUnused,
        ChannelCondition.Slow => ChannelsTexts.StateSlow,
        ChannelCondition.Stopped => ChannelsTexts.StateStopped,
        _ => ChannelsTexts.StateOff,
    };

    /// <summary>What happened, as far as the supplier's answers tell.</summary>
    public static string Cause(ChannelState channel) => channel switch
    {
        { FailingSince: null } => ChannelsTexts.CauseOverdue,
        { Fault: nameof(SendOutcomeKind.Throttled) } => ChannelsTexts.CauseThrottled,
        { Fault: nameof(SendOutcomeKind.Unreachable) } => ChannelsTexts.CauseUnreachable,
        { Fault: nameof(SendOutcomeKind.Unknown) } => ChannelsTexts.CauseUnknown,
        { Fault: nameof(SendOutcomeKind.Misconfigured) } => ChannelsTexts.CauseMisconfigured,
        _ => ChannelsTexts.CauseOther,
    };

    /// <summary>What the system does about it by itself.</summary>
    public static string Doing(ChannelState channel) => channel switch
    {
        { FailingSince: null } => ChannelsTexts.DoingOverdue,
        { Fault: nameof(SendOutcomeKind.Throttled) } => ChannelsTexts.DoingThrottled,
        { Fault: nameof(SendOutcomeKind.Unknown), Channel: DispatchChannels.WeCom } => ChannelsTexts.DoingUnknownWeCom,
        { Fault: nameof(SendOutcomeKind.Misconfigured) } => ChannelsTexts.DoingMisconfigured,
        _ => ChannelsTexts.DoingRetry,
    };

    /// <summary>What a person does next.</summary>
    public static string Next(ChannelState channel) => channel switch
    {
        { FailingSince: null } => ChannelsTexts.NextOverdue,
        { Fault: nameof(SendOutcomeKind.Throttled) } => ChannelsTexts.NextThrottled,
        { Fault: nameof(SendOutcomeKind.Misconfigured) } => ChannelsTexts.NextMisconfigured,
        _ => ChannelsTexts.NextUnreachable,
    };

    public static string Lane(int lane) => lane switch
    {
        0 => ChannelsTexts.LaneUrgent,
        1 => ChannelsTexts.LaneAlerts,
        _ => ChannelsTexts.LaneBulletins,
    };
}
