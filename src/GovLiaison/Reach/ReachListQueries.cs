using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Divisions;
using GovLiaison.Identity;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>Households by name: those who ask for help, and those nobody has reached. Each page that shows names leaves an audit row.</summary>
public sealed class ReachListQueries(LiaisonDatabase database, DivisionTreeCache trees, ICryptoProvider crypto, AuditTrail audit)
{
    public const int PageSize = 50;

    /// <summary>Open requests for help in the actor's range, oldest first, those nobody has taken before the others.</summary>
    public async Task<IReadOnlyList<HelpRow>> HelpAsync(bool isTraining, Actor actor, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        var rows = new List<HelpRow>();
        foreach (var range in actor.Ranges(Permissions.HandleHelp))
            rows.AddRange(await database.ReadAsync(db => HelpAsync(db, tree, isTraining, range, actor, cancellationToken), cancellationToken));
        if (rows.Count > 0) await LookedAsync(actor, "HelpListSeen", actor.Ranges(Permissions.HandleHelp)[0].Value, rows.Count, cancellationToken);
        return [.. rows.OrderBy(row => row.TakenAt is not null).ThenBy(row => row.AskedAt).Take(PageSize)];
    }

    /// <summary>One page of households below "reached", the doors that must be knocked on first; the total stands beside it.</summary>
    public async Task<Result<UnreachedPage>> UnreachedAsync(long dispatchId, string? code, int page, Actor actor, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        var at = code is null ? tree.Tops(actor.Ranges(Permissions.View)).FirstOrDefault() : tree.ByCode(code);
        if (at is null || actor.Require(Permissions.View, at.Path) is not null) return Refusal.NotFound;
        var (lower, end) = (at.Path, new DivisionPath(at.Path).End);
        var found = await database.ReadAsync(async db =>
        {
            var open = from listed in db.ListedHouseholds
                       where listed.DispatchId == dispatchId && listed.Evidence < EvidenceRules.FirstReached
                       join village in db.Divisions on listed.VillageId equals village.Id
                       where village.Path.CompareTo(lower) >= 0 && village.Path.CompareTo(end) < 0
                       select new { listed, village.Path };
            var total = await open.CountAsync(cancellationToken);
            var rows = await open.OrderByDescending(row => row.listed.MustWalk).ThenBy(row => row.Path).ThenBy(row => row.listed.Id)
                .Select(row => row.listed).Skip(page * PageSize).Take(PageSize).ToListAsync(cancellationToken);
            var heads = await HeadsAsync(db, [.. rows.Select(row => row.HouseholdId)], actor, cancellationToken);
            return new UnreachedPage([.. rows.Select(row => new UnreachedRow(Place(tree, row.VillageId), heads[row.HouseholdId].Group, heads[row.HouseholdId].Name,
                row.Evidence, row.IsAtRisk, row.MustWalk))], total);
        }, cancellationToken);
        if (found.Rows.Count > 0) await LookedAsync(actor, "UnreachedSeen", at.Path, found.Rows.Count, cancellationToken);
        return found;
    }

    private async Task<List<HelpRow>> HelpAsync(LiaisonDbContext db, DivisionTree tree, bool isTraining, DivisionPath range, Actor actor, CancellationToken cancellationToken)
    {
        var (lower, end) = (range.Value, range.End);
        var open = await (from listed in db.ListedHouseholds
                          where listed.HelpAskedAt != null && listed.HelpClosedAt == null
                          join run in db.DispatchRuns on listed.DispatchId equals run.Id
                          where run.IsTraining == isTraining
                          join village in db.Divisions on listed.VillageId equals village.Id
                          where village.Path.CompareTo(lower) >= 0 && village.Path.CompareTo(end) < 0
                          orderby listed.HelpTakenAt != null, listed.HelpAskedAt
                          select new { listed, run.MatterId }).Take(PageSize).ToListAsync(cancellationToken);
        var heads = await HeadsAsync(db, [.. open.Select(row => row.listed.HouseholdId)], actor, cancellationToken);
        var takers = open.Select(row => row.listed.HelpTakenBy).OfType<Guid>().Distinct().ToList();
        var names = await db.Persons.Where(person => takers.Contains(person.Id)).ToDictionaryAsync(person => person.Id,
            person => crypto.Decrypt(person.NameCipher, PersonalFields.PersonName(person.Id)), cancellationToken);
        var rows = new List<HelpRow>();
        foreach (var (listed, matter) in open.Select(row => (row.listed, row.MatterId)))
            rows.Add(new HelpRow(listed.Id, matter, Place(tree, listed.VillageId), heads[listed.HouseholdId].Group, heads[listed.HouseholdId].Name,
                await NoteAsync(db, listed, cancellationToken), listed.HelpAskedAt!.Value, listed.HelpTakenAt,
                listed.HelpTakenBy is { } taker && names.TryGetValue(taker, out var name) ? name : null));
        return rows;
    }

    private async Task<string> NoteAsync(LiaisonDbContext db, ListedHousehold listed, CancellationToken cancellationToken)
    {
        var note = await db.Receipts
            .Where(receipt => receipt.DispatchId == listed.DispatchId && receipt.DivisionId == listed.VillageId && receipt.Kind == ReceiptKinds.Help && receipt.NoteCipher != null
                && (receipt.ListedHouseholdId == listed.Id || db.Recipients.Any(recipient => recipient.Id == receipt.RecipientId && recipient.ListedHouseholdId == listed.Id)))
            .OrderByDescending(receipt => receipt.Id).Select(receipt => new { receipt.Id, receipt.NoteCipher }).FirstOrDefaultAsync(cancellationToken);
        return note is null ? "" : crypto.Decrypt(note.NoteCipher!, PersonalFields.ReceiptNote(note.Id));
    }

    // Group and head of each household; a household without residents still has its group.
    private async Task<Dictionary<long, (string Group, string Name)>> HeadsAsync(LiaisonDbContext db, List<long> householdIds, Actor actor, CancellationToken cancellationToken)
    {
        var groups = await db.Households.Where(row => householdIds.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Group, cancellationToken);
        var residents = await db.Residents.Where(row => householdIds.Contains(row.HouseholdId)).OrderBy(row => row.HouseholdId).ThenBy(row => row.Rank)
            .Select(row => new { row.Id, row.HouseholdId, row.NameCipher }).ToListAsync(cancellationToken);
        var heads = residents.GroupBy(row => row.HouseholdId).ToDictionary(group => group.Key, group => group.First());
        return groups.ToDictionary(pair => pair.Key, pair => (pair.Value, heads.TryGetValue(pair.Key, out var head)
            ? Shown(crypto.Decrypt(head.NameCipher, PersonalFields.ResidentName(head.Id)), actor) : ""));
    }

    private Task LookedAsync(Actor actor, string act, string path, int count, CancellationToken cancellationToken) =>
        database.WriteAsync(WritePriority.Console, db => audit.RecordAsync(db, actor, act, new AuditSubject("households", "list", path), new { count }, cancellationToken), cancellationToken);

    private static string Shown(string name, Actor actor) => actor.May(Permissions.SeePeople) ? name : PersonRules.Mask(name);

    private static string Place(DivisionTree tree, int villageId) =>
        tree.ById(villageId) is { } village ? string.Join(' ', tree.FullName(village).Skip(1)) : "";
}
