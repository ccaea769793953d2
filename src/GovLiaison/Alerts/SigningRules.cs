using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Alerts;

/// <summary>How many people a message needs, and by which lane it goes.</summary>
internal static class SigningRules
{
    public const string EveryLevel = "*";
    public const int FewestPersons = 2;
    private const int WithReviewer = 3;

    /// <summary>The level's own row, else the row for every level; of several that are switched on the strictest.</summary>
    public static async Task<int> PersonsAsync(LiaisonDbContext db, string levelCode, CancellationToken cancellationToken)
    {
        var rows = await db.SigningPolicies.Where(row => row.IsEnabled && (row.LevelCode == levelCode || row.LevelCode == EveryLevel))
            .Select(row => new { row.LevelCode, row.Persons }).ToListAsync(cancellationToken);
        var own = rows.Where(row => string.Equals(row.LevelCode, levelCode, StringComparison.Ordinal)).ToList();
        return (own.Count > 0 ? own : rows).Select(row => row.Persons).Append(FewestPersons).Max();
    }

    public static async Task<bool> NeedsReviewAsync(LiaisonDbContext db, string levelCode, CancellationToken cancellationToken) =>
        await PersonsAsync(db, levelCode, cancellationToken) >= WithReviewer;

    /// <summary>Who reviewed the message as it stands now; a review of an older version counts for nothing.</summary>
    public static Task<List<Guid>> ReviewersAsync(LiaisonDbContext db, AlertMessage message, CancellationToken cancellationToken) =>
        db.AlertDecisions.Where(row => row.MessageId == message.Id && row.Kind == "reviewed" && row.MessageVersion == message.Version)
            .Select(row => row.ByPersonId).ToListAsync(cancellationToken);

    /// <summary>0 for the highest level its hazard has, or people in danger; else 1.</summary>
    public static async Task<int> LaneAsync(LiaisonDbContext db, string hazardCode, AlertMessage message, CancellationToken cancellationToken)
    {
        if (message.IsDanger) return 0;
        var highest = await db.HazardLevels.Where(row => row.HazardCode == hazardCode).OrderByDescending(row => row.Rank)
            .Select(row => row.LevelCode).FirstOrDefaultAsync(cancellationToken);
        return string.Equals(highest, message.LevelCode, StringComparison.Ordinal) ? 0 : 1;
    }

    /// <summary>
    /// Null when the actor may decide over every area of the message and of all that went out before it: what follows speaks to
    /// everyone who was told, also where the areas have become fewer.
    /// </summary>
    public static async Task<Refusal?> RequireSignerAsync(LiaisonDbContext db, AlertContent content, Actor actor, CancellationToken cancellationToken)
    {
        if (actor.PersonId is null || !actor.May(Permissions.SignAlerts)) return Refusal.NotPermitted;
        var sent = await db.AlertMessages.Where(row => row.AlertId == content.Alert.Id && row.Status == AlertMessageStatus.Sent)
            .Join(db.AlertAreas, row => row.Id, area => area.MessageId, (row, area) => area.Path).Distinct().ToListAsync(cancellationToken);
        var outside = content.Areas.Select(area => area.Path).Union(sent, StringComparer.Ordinal).Where(path => !actor.May(Permissions.SignAlerts, path)).ToList();
        return outside.Count == 0 ? null : AlertRefusals.AreaOutsideSigning(await AlertAreaChoice.NamesAsync(db, outside, cancellationToken));
    }
}
