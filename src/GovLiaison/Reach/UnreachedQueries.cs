using System.Globalization;
using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Divisions;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>Who was not reached, why, what was tried and who goes next; a page at a time. A look at full names is recorded.</summary>
public sealed class UnreachedQueries(LiaisonDatabase database, DivisionTreeCache trees, ICryptoProvider crypto, AuditTrail audit)
{
    public const int PageSize = 50;

    /// <param name="only">One kind of evidence below reached; null: all of them.</param>
    public async Task<Result<UnreachedPage>> ListAsync(long dispatchId, string? code, Evidence? only, int skip, Actor actor, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        var places = new ReachPlaces(tree, actor);
        var page = await database.ReadAsync(db => ReadAsync(db, tree, places, dispatchId, code, only, Math.Max(0, skip), actor, cancellationToken), cancellationToken);
        if (page.IsRefused || page.Value.Rows.Count == 0 || !page.Value.Rows.Any(row => actor.May(Permissions.SeePeople, row.Village.Path))) return page;
        // recorded before it is shown, or not shown
        var recorded = await database.WriteAsync<Done>(WritePriority.Answer, async db =>
        {
            await audit.RecordAsync(db, actor, "NamesSeen", new AuditSubject("Dispatch", dispatchId.ToString(CultureInfo.InvariantCulture), page.Value.At?.Path ?? "/"),
                new { page.Value.Rows.Count, page.Value.Skip }, cancellationToken);
            return default(Done);
        }, cancellationToken);
        return recorded.Refusal is { } refusal ? refusal : page;
    }

    private async Task<Result<UnreachedPage>> ReadAsync(LiaisonDbContext db, DivisionTree tree, ReachPlaces places, long dispatchId, string? code, Evidence? only,
        int skip, Actor actor, CancellationToken cancellationToken)
    {
        var found = await places.FindAsync(db, dispatchId, code, cancellationToken);
        if (found.Refusal is { } refusal) return refusal;
        var tallies = db.TalliesOf(dispatchId, actor, found.Value.Path);
        var figures = await ReachSums.AllAsync(tallies, cancellationToken);
        if (figures.Villages == 0) return Refusal.NotFound;

        var rows = from tally in tallies
                   join listed in db.ListedHouseholds on new { tally.DispatchId, tally.VillageId } equals new { listed.DispatchId, listed.VillageId }
                   where only == null ? listed.Evidence < EvidenceRules.FirstReached : listed.Evidence == only
                   orderby tally.Path, listed.Id
                   select new Listed(listed.Id, listed.HouseholdId, tally.VillageId, tally.Path, listed.Evidence, listed.IsAtRisk, listed.MustWalk, tally.ToldInGroupAt);
        var page = await rows.Skip(skip).Take(PageSize).ToListAsync(cancellationToken);
        var names = new ReachNames(db, crypto, actor);
        var homes = await names.HomesAsync([.. page.Select(row => (row.HouseholdId, row.VillageId, row.Path))], cancellationToken);
        var tried = await TriedAsync(db, dispatchId, page, cancellationToken);
        var officers = await OfficersAsync(db, names, dispatchId, page, cancellationToken);
        var total = only is { } kind ? figures.Of(kind) : figures.Unreached;
        return new UnreachedPage(found.Value.At, places.Above(found.Value.At), figures, [.. page.Select(Row)], total, skip);

        UnreachedRow Row(Listed row)
        {
            var (village, home) = (tree.ById(row.VillageId)!, homes[row.HouseholdId]);
            return new UnreachedRow(row.Id, village, tree.FullName(village), home.Group, home.Name, home.Tags, row.Evidence, row.IsAtRisk, row.MustWalk,
                [.. tried[row.Id].OrderBy(path => path.Channel, StringComparer.Ordinal)], officers.GetValueOrDefault(row.VillageId), row.ToldInGroupAt);
        }
    }

    private static async Task<ILookup<long, TriedPath>> TriedAsync(LiaisonDbContext db, long dispatchId, List<Listed> page, CancellationToken cancellationToken)
    {
        var (ids, villages) = (page.ConvertAll(row => (long?)row.Id), page.Select(row => row.VillageId).Distinct().ToList());
        var rows = await (from recipient in db.Recipients
                          where recipient.DispatchId == dispatchId && villages.Contains(recipient.DivisionId) && ids.Contains(recipient.ListedHouseholdId)
                          join delivery in db.Deliveries on recipient.CarrierId ?? recipient.Id equals delivery.RecipientId
                          join batch in db.Batches on delivery.BatchId equals batch.Id
                          select new { Listed = recipient.ListedHouseholdId!.Value, Path = new TriedPath(batch.Channel, delivery.State, delivery.DueAt, delivery.ArrivedAt ?? delivery.SentAt, delivery.MayBeRepeated) })
            .ToListAsync(cancellationToken);
        return rows.ToLookup(row => row.Listed, row => row.Path);
    }

    private static async Task<Dictionary<int, string>> OfficersAsync(LiaisonDbContext db, ReachNames names, long dispatchId, List<Listed> page, CancellationToken cancellationToken)
    {
        var villages = page.Select(row => row.VillageId).Distinct().ToList();
        var rows = await db.Recipients.Where(row => row.DispatchId == dispatchId && villages.Contains(row.DivisionId) && row.PersonId != null
                && (row.Kind == RecipientKind.Officer || row.Kind == RecipientKind.Deputy))
            .Select(row => new { row.DivisionId, PersonId = row.PersonId!.Value, HasAnswered = row.AnsweredAt != null, row.Kind }).ToListAsync(cancellationToken);
        var persons = await names.PersonsAsync(rows.Select(row => row.PersonId), cancellationToken);
        return rows.GroupBy(row => row.DivisionId).ToDictionary(group => group.Key,
            group => persons.GetValueOrDefault(group.OrderByDescending(row => row.HasAnswered).ThenBy(row => row.Kind).First().PersonId, ""));
    }

    private sealed record Listed(long Id, long HouseholdId, int VillageId, string Path, Evidence Evidence, bool IsAtRisk, bool MustWalk, DateTime? ToldInGroupAt);
}
