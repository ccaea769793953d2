using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Alerts;

/// <summary>What somebody wrote himself and what is not out yet: given back to him, begun, or waiting for another's signature.</summary>
public sealed class OwnAlertQueries(LiaisonDatabase database, ICryptoProvider crypto)
{
    public Task<int> CountReturnedAsync(bool isTraining, Actor actor, CancellationToken cancellationToken) => database.ReadAsync(db =>
        Own(db, isTraining, actor).CountAsync(row => row.Status == AlertMessageStatus.Returned, cancellationToken), cancellationToken);

    /// <summary>我的草稿: first what was returned, then what he has begun, the last touched first.</summary>
    public Task<OwnAlertPage> DraftsAsync(bool isTraining, Actor actor, int skip, int take, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var drafts = Own(db, isTraining, actor).Where(row => row.Status == AlertMessageStatus.Draft || row.Status == AlertMessageStatus.Returned);
        return await PageAsync(db, drafts, await drafts.CountAsync(cancellationToken), skip, take, cancellationToken);
    }, cancellationToken);

    /// <summary>The newest of each.</summary>
    public Task<OwnAlerts> NewestAsync(bool isTraining, int each, Actor actor, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var own = Own(db, isTraining, actor);
        var totals = await own.Where(row => row.Status == AlertMessageStatus.Draft || row.Status == AlertMessageStatus.Returned || row.Status == AlertMessageStatus.Submitted)
            .GroupBy(row => row.Status).Select(group => new { group.Key, Total = group.Count() }).ToDictionaryAsync(row => row.Key, row => row.Total, cancellationToken);
        return new OwnAlerts(await OfAsync(AlertMessageStatus.Returned), await OfAsync(AlertMessageStatus.Draft), await OfAsync(AlertMessageStatus.Submitted));

        async Task<OwnAlertPage> OfAsync(AlertMessageStatus status) => totals.TryGetValue(status, out var total)
            ? await PageAsync(db, own.Where(row => row.Status == status), total, 0, each, cancellationToken) : OwnAlertPage.None;
    }, cancellationToken);

    // asked for every second while a desk is open; what is not out yet is seen by its issuer's people alone, so their range is all there is to ask
    private static IQueryable<AlertMessage> Own(LiaisonDbContext db, bool isTraining, Actor actor)
    {
        var issued = db.Alerts.Where(row => row.IsTraining == isTraining).Where(AlertScope.In<Alert>(row => row.Path, actor.Ranges(Permissions.View))).Select(row => row.Id);
        return db.AlertMessages.Where(row => row.AuthorId == actor.PersonId && row.CorrectsId == null && issued.Contains(row.AlertId));
    }

    private async Task<OwnAlertPage> PageAsync(LiaisonDbContext db, IQueryable<AlertMessage> messages, int total, int skip, int take, CancellationToken cancellationToken)
    {
        var page = messages.OrderByDescending(row => row.Status == AlertMessageStatus.Returned).ThenByDescending(row => row.SubmittedAt ?? row.SavedAt).ThenBy(row => row.Id)
            .Skip(Math.Max(0, skip)).Take(Math.Clamp(take, 1, AlertQueries.LongestPage));
        var rows = await db.Rows(page).ToListAsync(cancellationToken);
        var returns = await ReturnsAsync(db, [.. rows.Where(row => row.Status is AlertMessageStatus.Returned).Select(row => row.MessageId)], cancellationToken);
        return new OwnAlertPage([.. rows.OrderByDescending(row => row.Status is AlertMessageStatus.Returned).ThenByDescending(row => row.At).ThenBy(row => row.MessageId)
            .Select(row => new OwnAlert(row, returns.GetValueOrDefault(row.MessageId)))], total);
    }

    // a draft may come back more than once: the last time says what is to be mended now
    private async Task<Dictionary<Guid, AlertReturn>> ReturnsAsync(LiaisonDbContext db, IReadOnlyList<Guid> messages, CancellationToken cancellationToken)
    {
        if (messages.Count == 0) return [];
        var decisions = await db.AlertDecisions.Where(row => messages.Contains(row.MessageId) && row.Kind == "returned").ToListAsync(cancellationToken);
        var names = await AlertReading.NamesAsync(db, crypto, decisions.Select(row => row.ByPersonId), cancellationToken);
        return decisions.GroupBy(row => row.MessageId).Select(group => group.MaxBy(row => row.At)!)
            .ToDictionary(row => row.MessageId, row => new AlertReturn(names.GetValueOrDefault(row.ByPersonId, ""), row.At, row.Reason));
    }
}

/// <summary>Who gave a draft back, and what he wants changed.</summary>
public sealed record AlertReturn(string ByName, DateTime At, string Reason);

/// <param name="Returned">Null unless it waits for its author because somebody gave it back.</param>
public sealed record OwnAlert(AlertRow Row, AlertReturn? Returned);

public sealed record OwnAlertPage(IReadOnlyList<OwnAlert> Rows, int Total)
{
    public static OwnAlertPage None { get; } = new([], 0);
}

/// <param name="Waiting">Submitted, and not signed yet.</param>
public sealed record OwnAlerts(OwnAlertPage Returned, OwnAlertPage Drafts, OwnAlertPage Waiting)
{
    public static OwnAlerts None { get; } = new(OwnAlertPage.None, OwnAlertPage.None, OwnAlertPage.None);

    public int Total => Returned.Total + Drafts.Total + Waiting.Total;
}
