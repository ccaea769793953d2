using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Reach;
using GovLiaison.Web.Divisions;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Shell;
using GovLiaison.Web.Shell.Parts;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Reach;

public sealed partial class UnreachedTab
{
    private UnreachedPage? _page;
    private string? _refusal;
    private (long, string?, string?, int)? _shown;

    [Inject] public required UnreachedQueries Queries { get; init; }
    [Inject] public required CurrentActor Current { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }

    [Parameter, EditorRequired] public Guid AlertId { get; set; }
    [Parameter] public Guid? Message { get; set; }
    [Parameter, EditorRequired] public long DispatchId { get; set; }
    [Parameter, EditorRequired] public required ReachRun Run { get; set; }

    /// <summary>Of the place that is looked at, as they are now; the rows stay until the person asks for new ones.</summary>
    [Parameter, EditorRequired] public required ReachFigures Figures { get; set; }

    /// <summary>What the ladder does for households at risk.</summary>
    [Parameter, EditorRequired] public required IReadOnlyList<Rung> RiskRungs { get; set; }

    [Parameter] public string? At { get; set; }
    [Parameter] public string? Kind { get; set; }
    [Parameter] public int Skip { get; set; }

    private Evidence? Only => ReachWords.Parse(Kind);

    // what the crumb says already is left out
    private int Below => Math.Max(1, 5 - (_page?.At?.Level ?? 1));

    private IReadOnlyList<CrumbStep> Crumbs => _page?.At is { } at
        ? [.. _page.Above.Append(at).Select(node => new CrumbStep(PlaceName.Spoken(node.Name), Link(node.Code, Kind, 0)))]
        : [new CrumbStep(ReachTexts.MyAreas, Link(null, Kind, 0))];

    protected override async Task OnParametersSetAsync()
    {
        if (!RendererInfo.IsInteractive || _shown == (DispatchId, At, Kind, Skip)) return;
        _shown = (DispatchId, At, Kind, Skip);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var read = await Queries.ListAsync(DispatchId, At, Only, Skip, await Current.GetAsync(CancellationToken.None), CancellationToken.None);
        _refusal = read.Refusal is { } refusal ? RefusalSentence.Of(refusal) : null;
        _page = read.IsRefused ? null : read.Value;
    }

    private string Link(string? at, string? kind, int skip) => TrackingLinks.To(AlertId, TrackingLinks.Unreached, at, kind, skip, Message);

    /// <summary>What happens next and who does it; null when nobody is in charge.</summary>
    private string? Next(UnreachedRow row)
    {
        var now = Clock.UtcNow();
        if (Run.IsRunning && row.Tried.Where(path => path.DueAt is not null).MinBy(path => path.DueAt) is { DueAt: { } due } waiting)
            return Phrase.Of(ReachTexts.NextAt, ReachWords.Channel(waiting.Channel), BeijingTime.Text(due < now ? now : due, TimeLook.Seconds));
        if (row.MustWalk)
            return row.OfficerName is { Length: > 0 } officer ? Phrase.Of(ReachTexts.NextWalk, officer) : null;
        if (Run.IsRunning && row.IsAtRisk && RiskRungs.FirstOrDefault(rung => Run.StartedAt.AddSeconds(rung.AfterSeconds) > now) is { } rung)
            return Phrase.Of(ReachTexts.NextAt, ReachWords.Act(rung.Act), BeijingTime.Text(Run.StartedAt.AddSeconds(rung.AfterSeconds), TimeLook.Seconds));
        return row.OfficerName is { Length: > 0 } name ? Phrase.Of(ReachTexts.NextOfficer, name) : null;
    }

    // one household has several phones: what went the same way with the same end is said once
    private static IEnumerable<(string Channel, string Css, string Text)> Ways(UnreachedRow row) =>
        row.Tried.GroupBy(path => (path.Channel, Css: Css(path), Word: Word(path.State))).Select(way => (way.Key.Channel, way.Key.Css,
            ReachWords.Channel(way.Key.Channel) + " " + way.Key.Word + (way.Count() > 1 ? " " + Phrase.Of(ReachTexts.Times, way.Count()) : "")
            + (way.Max(path => path.At) is { } at ? " " + BeijingTime.Text(at, TimeLook.Seconds) : "")
            + (way.Any(path => path.MayBeRepeated) ? ReachTexts.ListSeparator + ReachTexts.MayBeRepeated : "")));

    private static string Css(TriedPath path) => path.State switch
    {
        DeliveryState.Arrived or DeliveryState.Sent => "is-out",
        DeliveryState.Failed or DeliveryState.GivenUp => "is-failed",
        _ => "is-waiting",
    };

    private static string Word(DeliveryState state) => state switch
    {
        DeliveryState.Waiting => ReachTexts.TriedWaiting,
        DeliveryState.Unknown or DeliveryState.Unresolved => ReachTexts.TriedUnknown,
        DeliveryState.Sent => ReachTexts.TriedSent,
        DeliveryState.Arrived => ReachTexts.TriedArrived,
        DeliveryState.Withdrawn or DeliveryState.Expired => ReachTexts.TriedWithdrawn,
        _ => ReachTexts.TriedFailed,
    };
}
