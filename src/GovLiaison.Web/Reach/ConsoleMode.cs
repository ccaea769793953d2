using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Posts;

namespace GovLiaison.Web.Reach;

/// <summary>Whether this console shows drills or live alerts; a demo installation knows only drills. Never both in one list.</summary>
public sealed class ConsoleMode(StaffSeatQueries seats)
{
    private bool? _isDemo;

    /// <param name="asked">"1" looks at the drills of a live installation.</param>
    public async Task<bool> IsTrainingAsync(string? asked, CancellationToken cancellationToken) => asked is "1" || await IsDemoAsync(cancellationToken);

    /// <summary>Drills of a live installation that run or wait for somebody; none in a demo, which leads nowhere else.</summary>
    public async Task<int> DrillsAsync(AlertQueries alerts, Actor actor, CancellationToken cancellationToken)
    {
        if (await IsDemoAsync(cancellationToken)) return 0;
        var running = await alerts.ListAsync(new ListAlerts(true, AlertStage.Running, 0, 1), actor, cancellationToken);
        var pending = await alerts.ListAsync(new ListAlerts(true, AlertStage.Pending, 0, 1), actor, cancellationToken);
        return running.Total + pending.Total;
    }

    /// <summary>The same kind at another address.</summary>
    public static string Keep(string? asked, string address) =>
        asked is not "1" ? address : address + (address.Contains('?', StringComparison.Ordinal) ? "&training=1" : "?training=1");

    private async Task<bool> IsDemoAsync(CancellationToken cancellationToken) => _isDemo ??= await seats.IsDemoAsync(cancellationToken);
}
