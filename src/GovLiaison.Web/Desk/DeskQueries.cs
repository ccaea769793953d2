using System.Globalization;
using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Posts;
using GovLiaison.Reach;
using GovLiaison.Web.Channels;
using GovLiaison.Web.Reach;

namespace GovLiaison.Web.Desk;

/// <summary>A running alert with its numbers.</summary>
public sealed record DeskAlert(AlertRow Row, ReachFigures Figures);

/// <summary>What waits for one person: signatures he may give, and what he wrote himself.</summary>
public sealed record DeskOwn(AlertPage ToSign, OwnAlerts Own)
{
    public static DeskOwn None { get; } = new(new AlertPage([], 0), OwnAlerts.None);

    /// <summary>What makes a reading news.</summary>
    public string Mark => string.Join(' ', ToSign.Rows.Concat(Own.Returned.Rows.Concat(Own.Drafts.Rows).Concat(Own.Waiting.Rows).Select(own => own.Row))
        .Select(row => $"{row.MessageId}{row.Version}").Append($"{ToSign.Total} {Own.Total}"));
}

/// <summary>What everybody with the same range sees of the desk, but names of households, read at one moment.</summary>
public sealed record DeskView(IReadOnlyList<DeskAlert> Running, int RunningTotal, HelpCounts Help, SilentCounties Silent,
    IReadOnlyList<ChannelState> Channels, DutyRoster Duty, int Drills, DateTime ReadAt)
{
    public IEnumerable<ChannelState> Faulty => Channels.Where(ChannelWords.IsFaulty);

    /// <summary>What makes a reading news.</summary>
    public string Mark => string.Create(CultureInfo.InvariantCulture,
        $"{string.Join(' ', Running.Select(alert => (alert.Figures, alert.Row.StoppedAt)))}|{Help}|{Silent.Silent} {Silent.NextAt:O}|{string.Join(' ', Channels.Select(channel => $"{channel.Condition}{channel.FailingSince:O}{channel.Waiting}"))}|{Duty.Manned}|{RunningTotal}|{Drills}");
}

/// <summary>Gathers the desk from the slices; what is not the actor's is left out by them.</summary>
public sealed class DeskQueries(AlertQueries alerts, OwnAlertQueries own, ReachQueries reach, HelpQueries help, SilenceQueries silence, ChannelQueries channels, DutyRosterQueries duty, ConsoleMode mode, TimeProvider clock)
{
    private const int MostPending = 10;
    private const int MostRunning = 10;
    private const int MostOwn = 4;

    /// <summary>What waits for this very person; all else of the desk is the same for all of one range.</summary>
    public async Task<DeskOwn> OwnAsync(bool isTraining, Actor actor, CancellationToken cancellationToken) => new(
        await alerts.PendingSignaturesAsync(isTraining, actor, 0, MostPending, cancellationToken),
        actor.May(Permissions.DraftAlerts) ? await own.NewestAsync(isTraining, MostOwn, actor, cancellationToken) : OwnAlerts.None);

    public async Task<DeskView> ReadAsync(bool isTraining, Actor actor, CancellationToken cancellationToken)
    {
        var running = await alerts.ListAsync(new ListAlerts(isTraining, AlertStage.Running, 0, MostRunning), actor, cancellationToken);
        var summaries = (await reach.SummariesAsync([.. running.Rows.Select(row => row.DispatchId).OfType<long>()], actor, cancellationToken))
            .ToDictionary(summary => summary.Run.DispatchId);
        var asking = summaries.Values.Where(summary => summary.Run is { IsRunning: true, AsksForAnswer: true }).Select(summary => summary.Run.DispatchId).ToList();
        return new DeskView(
            [.. running.Rows.Select(row => new DeskAlert(row, row.DispatchId is { } id && summaries.TryGetValue(id, out var summary) ? summary.Figures : ReachFigures.None))],
            running.Total,
            await help.CountAsync(isTraining, actor, cancellationToken),
            await silence.ByCountyAsync(asking, actor, cancellationToken),
            await channels.StatesAsync(isTraining, cancellationToken),
            await duty.TonightAsync(actor, cancellationToken),
            isTraining ? 0 : await mode.DrillsAsync(alerts, actor, cancellationToken),
            clock.UtcNow());
    }
}
