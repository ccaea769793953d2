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
        {
            var (lower, end) = (range.Value, range.End);
            var open = await database.ReadAsync(async db => await (
                from listed in db.ListedHouseholds
                where listed.HelpAskedAt != null && listed.HelpClosedAt == null
                join run in db.DispatchRuns on listed.DispatchId equals run.Id
                where run.IsTraining == isTraining
                join village in db.Divisions on listed.VillageId equals village.Id
                where village.Path.CompareTo(lower) >= 0 && village.Path.CompareTo(end) < 0
                join household in db.Households on listed.HouseholdId equals household.Id
                orderby listed.HelpTakenAt != null, listed.HelpAskedAt
                select new
                {
                    listed.Id, run.MatterId, listed.VillageId, household.Group, AskedAt = listed.HelpAskedAt!.Value, listed.HelpTakenAt, listed.HelpTakenBy,
                    Head = db.Residents.Where(resident => resident.HouseholdId == household.Id).OrderBy(resident => resident.Rank).Select(resident => new { resident.Id, resident.NameCipher }).FirstOrDefault(),
                    Note = db.Receipts.Where(receipt => receipt.DispatchId == listed.DispatchId && receipt.DivisionId == listed.VillageId && receipt.Kind == ReceiptKinds.Help && receipt.NoteCipher != null
                            && (receipt.ListedHouseholdId == listed.Id || db.Recipients.Any(recipient => recipient.Id == receipt.RecipientId && recipient.ListedHouseholdId == listed.Id)))
                        .OrderByDescending(receipt => receipt.Id).Select(receipt => new { receipt.Id, receipt.NoteCipher }).FirstOrDefault(),
                    Taker = db.Persons.Where(person => person.Id == listed.HelpTakenBy).Select(person => new { person.Id, person.NameCipher }).FirstOrDefault(),
                }).Take(PageSize).ToListAsync(cancellationToken), cancellationToken);
            rows.AddRange(open.Select(row => new HelpRow(row.Id, row.MatterId, Place(tree, row.VillageId), row.Group,
                row.Head is null ? "" : Shown(crypto.Decrypt(row.Head.NameCipher, PersonalFields.ResidentName(row.Head.Id)), actor),
                row.Note is null ? "" : crypto.Decrypt(row.Note.NoteCipher!, PersonalFields.ReceiptNote(row.Note.Id)),
                row.AskedAt, row.HelpTakenAt, row.Taker is null ? null : crypto.Decrypt(row.Taker.NameCipher, PersonalFields.PersonName(row.Taker.Id)))));
        }
        if (rows.Count > 0) await LookedAsync(actor, "HelpListSeen", actor.Ranges(Permissions.HandleHelp)[0].Value, rows.Count, cancellationToken);
        return [.. rows.OrderBy(row => row.TakenAt is not null).ThenBy(row => row.AskedAt).Take(PageSize)];
    }

    /// <summary>One page of households below "reached", the doors that must be knocked on first; the total stands beside it.</summary>
    public async Task<Result<(IReadOnlyList<UnreachedRow> Rows, int Total)>> UnreachedAsync(long dispatchId, string? code, int page, Actor actor, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        var at = code is null ? tree.Tops(actor.Ranges(Permissions.View)).FirstOrDefault() : tree.ByCode(code);
        if (at is null || actor.Require(Permissions.View, at.Path) is not null) return Refusal.NotFound;
        var (lower, end) = (at.Path, new DivisionPath(at.Path).End);
        var (rows, total) = await database.ReadAsync(async db =>
        {
            var open = from listed in db.ListedHouseholds
                       where listed.DispatchId == dispatchId && listed.Evidence < EvidenceRules.FirstReached
                       join village in db.Divisions on listed.VillageId equals village.Id
                       where village.Path.CompareTo(lower) >= 0 && village.Path.CompareTo(end) < 0
                       select new { listed, village.Path };
            var count = await open.CountAsync(cancellationToken);
            var found = await (from row in open
                               orderby row.listed.MustWalk descending, row.Path, row.listed.Id
                               join household in db.Households on row.listed.HouseholdId equals household.Id
                               select new
                               {
                                   row.listed.VillageId, household.Group, row.listed.Evidence, row.listed.IsAtRisk, row.listed.MustWalk,
                                   Head = db.Residents.Where(resident => resident.HouseholdId == household.Id).OrderBy(resident => resident.Rank).Select(resident => new { resident.Id, resident.NameCipher }).FirstOrDefault(),
                               }).Skip(page * PageSize).Take(PageSize).ToListAsync(cancellationToken);
            return (found, count);
        }, cancellationToken);
        if (rows.Count > 0) await LookedAsync(actor, "UnreachedSeen", at.Path, rows.Count, cancellationToken);
        return (Result<(IReadOnlyList<UnreachedRow>, int)>)(([.. rows.Select(row => new UnreachedRow(Place(tree, row.VillageId), row.Group,
            row.Head is null ? "" : Shown(crypto.Decrypt(row.Head.NameCipher, PersonalFields.ResidentName(row.Head.Id)), actor),
            row.Evidence, row.IsAtRisk, row.MustWalk, null))], total));
    }

    private Task LookedAsync(Actor actor, string act, string path, int count, CancellationToken cancellationToken) =>
        database.WriteAsync(WritePriority.Console, db => audit.RecordAsync(db, actor, act, new AuditSubject("households", "list", path), new { count }, cancellationToken), cancellationToken);

    private static string Shown(string name, Actor actor) => actor.May(Permissions.SeePeople) ? name : PersonRules.Mask(name);

    private static string Place(DivisionTree tree, int villageId) =>
        tree.ById(villageId) is { } village ? string.Join(' ', tree.FullName(village).Skip(1)) : "";
}
