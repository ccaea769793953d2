using System.Globalization;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Reach;
using GovLiaison.Web.Divisions;
using GovLiaison.Web.Shell.Parts;
using MudBlazor;

namespace GovLiaison.Web.Reach;

/// <summary>What the core counts, in the words and shapes of the console.</summary>
public static class ReachWords
{
    private static bool IsEnglish => CultureInfo.CurrentUICulture.Name is "en-US";

    public static EvidenceCounts Counts(ReachFigures figures) => new(figures.Confirmed, figures.Help, figures.Listened, figures.Visited, figures.Relayed,
        figures.SelfDeclared, figures.Told, figures.Opened, figures.Sent, figures.Pending, figures.Failed, figures.NoPath);

    public static IReadOnlyList<Evidence> Unreached { get; } =
        [Evidence.NoPath, Evidence.Failed, Evidence.Pending, Evidence.Sent, Evidence.Opened, Evidence.Told, Evidence.SelfDeclared];

    /// <summary>As it stands in the URL: nopath, failed …</summary>
    public static string Key(Evidence evidence) => evidence.ToString().ToLowerInvariant();

    public static Evidence? Parse(string? key) => Unreached.Cast<Evidence?>().FirstOrDefault(evidence => Key(evidence!.Value) == key);

    public static string Name(Evidence evidence) => EvidenceCounts.Name(Enum.Parse<EvidenceKind>(evidence.ToString()));

    public static string Channel(string channel) => channel switch
    {
        DispatchChannels.WeCom => ReachTexts.ChannelWeCom,
        DispatchChannels.Sms => ReachTexts.ChannelSms,
        DispatchChannels.Voice => ReachTexts.ChannelVoice,
        "page" => ReachTexts.ThroughPage,
        "officer" => ReachTexts.ThroughOfficer,
        "village-page" => ReachTexts.ThroughVillagePage,
        "console" => ReachTexts.ThroughConsole,
        _ => channel,
    };

    public static string Icon(string channel) => channel switch
    {
        DispatchChannels.WeCom => Icons.Material.Outlined.Chat,
        DispatchChannels.Sms => Icons.Material.Outlined.Sms,
        DispatchChannels.Voice => Icons.Material.Outlined.Call,
        "officer" => Icons.Material.Outlined.DirectionsWalk,
        _ => Icons.Material.Outlined.Feed,
    };

    public static string Act(string? act) => act switch
    {
        LadderActs.Sms => ReachTexts.ActSms,
        LadderActs.Voice => ReachTexts.ActVoice,
        LadderActs.Deputy => ReachTexts.ActDeputy,
        LadderActs.TownshipDuty => ReachTexts.ActTownshipDuty,
        LadderActs.NameNext => ReachTexts.ActNameNext,
        LadderActs.Walk => ReachTexts.ActWalk,
        "card" => ReachTexts.ActCard,
        _ => act ?? string.Empty,
    };

    /// <summary>Without the highest step, which stands in the frame of the page.</summary>
    public static IReadOnlyList<string> Place(IReadOnlyList<string> names, string? group = null) =>
        [.. names.Skip(names.Count > 2 ? 1 : 0).Select(PlaceName.Spoken).SkipLast(1), Last(names, group)];

    public static string Tag(TagName tag) => IsEnglish ? tag.En : tag.Zh;

    /// <param name="stoppedAt">When a person stopped the sending; a dispatch that stands still without it was replaced.</param>
    public static string State(DispatchState state, DateTime? stoppedAt) => state switch
    {
        DispatchState.Stopped when stoppedAt is null => ReachTexts.StateReplaced,
        DispatchState.Expanding => ReachTexts.StateExpanding,
        DispatchState.Running => ReachTexts.StateRunning,
        DispatchState.Stopped => ReachTexts.StateStopped,
        _ => ReachTexts.StateExpired,
    };

    /// <summary>Watchers with the same range read the same.</summary>
    public static string RangeKey(Actor actor) => string.Join('|', actor.Ranges(Permissions.View).Select(range => range.Value));

    private static string Last(IReadOnlyList<string> names, string? group) =>
        (names.Count == 0 ? string.Empty : PlaceName.Spoken(names[^1])) + (string.IsNullOrEmpty(group) ? string.Empty : " " + group);
}
