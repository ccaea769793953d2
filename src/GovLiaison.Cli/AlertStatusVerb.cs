using System.CommandLine;
using System.Globalization;
using GovLiaison.Alerts;
using GovLiaison.Cli.Shell;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Cli;

/// <summary>How far one message is; without an id what runs and what waits for a signature.</summary>
public static class AlertStatusVerb
{
    private const int Most = 50;

    public static Command Make(CliSurroundings surroundings)
    {
        var id = new Argument<string?>("id") { Description = CliTexts.AlertId, Arity = ArgumentArity.ZeroOrOne };
        return new Command("status", CliTexts.AlertStatus) { id }.Verb(surroundings, async (call, cancellationToken) =>
        {
            var services = await call.OpenAsync(cancellationToken);
            if (call.Get(id) is not { } given) return await AllAsync(call, services, cancellationToken);
            return await FindAsync(services, given, cancellationToken) is { } message ? await OneAsync(call, services, message, cancellationToken) : call.Output.Refuse(Refusal.NotFound);
        });
    }

    // The number that signing prints is as good as the id: whoever reads it aloud has no other.
    private static async Task<Guid?> FindAsync(IServiceProvider services, string given, CancellationToken cancellationToken) => Guid.TryParse(given, out var id) ? id
        : await services.GetRequiredService<LiaisonDatabase>().ReadAsync(db => db.AlertMessages.Where(row => row.Identifier == given).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken), cancellationToken);

    private static async Task<int> OneAsync(CliCall call, IServiceProvider services, Guid message, CancellationToken cancellationToken)
    {
        var found = await services.GetRequiredService<AlertDetailQueries>().FindAsync(message, call.Operator, cancellationToken);
        if (found.Refusal is { } refusal) return call.Output.Refuse(refusal);
        var alert = found.Value;
        var counts = alert.DispatchId is { } dispatch ? await CountAsync(services, dispatch, cancellationToken) : null;
        var stop = alert.Messages.FirstOrDefault(row => row.MessageId == message && row.StoppedAt is not null);
        return call.Output.Answer(
            new
            {
                id = alert.MessageId, status = alert.Status.ToString().ToLowerInvariant(), alert.Version, training = alert.IsTraining, alert.Identifier, alert.Sent,
                alert.ExpiresAt, hazard = alert.Label.HazardCode, level = alert.Label.LevelCode, areas = alert.Areas.Select(area => area.FullName),
                sendingStoppedAt = stop?.StoppedAt, stopReason = stop?.StopReason, counts,
            },
            [Line(alert.MessageId, alert.Label, alert.Status, alert.IsTraining, alert.ExpiresAt), .. stop is null ? Array.Empty<string>() : [CliTexts.AlertStopped.With(Time(stop.StoppedAt!.Value), stop.StopReason)], .. counts is null ? [] : Lines(counts)]);
    }

    private static async Task<int> AllAsync(CliCall call, IServiceProvider services, CancellationToken cancellationToken)
    {
        var alerts = services.GetRequiredService<AlertQueries>();
        var rows = new List<AlertRow>();
        foreach (var stage in new[] { AlertStage.Pending, AlertStage.Running })
            foreach (var isTraining in new[] { false, true })
                rows.AddRange((await alerts.ListAsync(new ListAlerts(isTraining, stage, 0, Most), call.Operator, cancellationToken)).Rows);
        return call.Output.Answer(
            new { alerts = rows.Select(row => new { id = row.MessageId, status = row.Status.ToString().ToLowerInvariant(), training = row.IsTraining, row.Headline, row.ExpiresAt, sendingStoppedAt = row.StoppedAt, row.Version }) },
            rows.Count == 0 ? [CliTexts.AlertNone] : rows.Select(row => Line(row.MessageId, row.Label, row.Status, row.IsTraining, row.ExpiresAt)
                + (row.StoppedAt is { } stopped ? "  " + CliTexts.AlertStoppedMark.With(Time(stopped)) : "")));
    }

    private static Task<Counts> CountAsync(IServiceProvider services, long dispatch, CancellationToken cancellationToken) =>
        services.GetRequiredService<LiaisonDatabase>().ReadAsync(async db => await db.VillageTallies.Where(row => row.DispatchId == dispatch).GroupBy(row => row.DispatchId)
            .Select(rows => new Counts(rows.Count(), rows.Count(row => row.Stage == ExpansionStages.Frozen), rows.Sum(row => row.Households), rows.Sum(row => row.NoPath),
                rows.Sum(row => row.Pending), rows.Sum(row => row.Failed), rows.Sum(row => row.Sent), rows.Sum(row => row.Opened),
                rows.Sum(row => row.Told + row.SelfDeclared + row.Relayed + row.Visited + row.Listened + row.Confirmed + row.Help), rows.Sum(row => row.Help)))
            .SingleOrDefaultAsync(cancellationToken) ?? new Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0), cancellationToken);

    private static IEnumerable<string> Lines(Counts counts) =>
    [
        CliTexts.AlertCountsVillages.With(counts.Frozen, counts.Villages),
        CliTexts.AlertCountsHouseholds.With(counts.Households, counts.NoPath, counts.Pending, counts.Failed, counts.Sent, counts.Opened, counts.Answered, counts.Help),
    ];

    private static string Line(Guid id, AlertLabel label, AlertMessageStatus status, bool isTraining, DateTime? expiresAt)
    {
        var isChinese = CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal);
        var what = isChinese ? $"{label.HazardZh}{label.LevelZh}" : $"{label.HazardEn}, {label.LevelEn}";
        var until = expiresAt is { } expiry ? CliTexts.AlertUntil.With(Time(expiry)) : "";
        return $"{id}  {what}{(isTraining ? CliTexts.AlertTrainingMark : "")}  {Status(status)}  {until}";
    }

    private static string Time(DateTime utc) => (utc + BeijingDay.Offset).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    private static string Status(AlertMessageStatus status) => status switch
    {
        AlertMessageStatus.Draft => CliTexts.AlertStatusDraft,
        AlertMessageStatus.Submitted => CliTexts.AlertStatusSubmitted,
        AlertMessageStatus.Returned => CliTexts.AlertStatusReturned,
        AlertMessageStatus.Dropped => CliTexts.AlertStatusDropped,
        AlertMessageStatus.Rejected => CliTexts.AlertStatusRejected,
        AlertMessageStatus.Held => CliTexts.AlertStatusHeld,
        _ => CliTexts.AlertStatusSent,
    };

    /// <param name="Frozen">Villages whose list is frozen.</param>
    /// <param name="Answered">Households of which somebody answered, was told or was visited.</param>
    private sealed record Counts(int Villages, int Frozen, int Households, int NoPath, int Pending, int Failed, int Sent, int Opened, int Answered, int Help);
}
