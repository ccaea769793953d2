using System.Globalization;
using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Divisions;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>Households that ask for help: what nobody has taken first, the oldest before all others. A look at names and notes is recorded.</summary>
public sealed class HelpQueries(LiaisonDatabase database, DivisionTreeCache trees, ICryptoProvider crypto, AuditTrail audit)
{
    public const int LongestPage = 100;

    public async Task<Result<HelpPage>> ListAsync(ListHelp list, Actor actor, CancellationToken cancellationToken)
    {
        var ranges = actor.Ranges(Permissions.View);
        if (ranges.Count == 0 || list.Within is { } place && !actor.May(Permissions.View, place.Value)) return Refusal.NotFound;
        var tree = await trees.CurrentAsync(cancellationToken);
        var page = await database.ReadAsync(db => ReadAsync(db, tree, list, actor, cancellationToken), cancellationToken);
        if (page.Rows.Count == 0 || !actor.May(Permissions.SeePeople)) return page;
        var recorded = await database.WriteAsync<Done>(WritePriority.Answer, async db =>
        {
            await audit.RecordAsync(db, actor, "HelpSeen", new AuditSubject("Dispatch", (list.DispatchId ?? 0).ToString(CultureInfo.InvariantCulture), (list.Within ?? ranges[0]).Value),
                new { households = page.Rows.Select(row => row.ListedHouseholdId) }, cancellationToken);
            return default(Done);
        }, cancellationToken);
        return recorded.Refusal is { } refusal ? refusal : page;
    }

    /// <summary>Households with an open request and those that nobody has taken, without a look at anybody.</summary>
    public Task<HelpCounts> CountAsync(bool isTraining, Actor actor, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var open = Asked(db, new ListHelp(isTraining), actor);
        var waiting = open.Where(row => row.Listed.HelpTakenAt == null);
        return new HelpCounts(await open.CountAsync(cancellationToken), await waiting.CountAsync(cancellationToken), await waiting.MinAsync(row => row.Listed.HelpAskedAt, cancellationToken));
    }, cancellationToken);

    private async Task<HelpPage> ReadAsync(LiaisonDbContext db, DivisionTree tree, ListHelp list, Actor actor, CancellationToken cancellationToken)
    {
        var asked = Asked(db, list, actor);
        var ordered = list.IsClosed ? asked.OrderByDescending(row => row.Listed.HelpClosedAt)
            : asked.OrderBy(row => row.Listed.HelpTakenAt != null).ThenBy(row => row.Listed.HelpAskedAt);
        var page = await ordered.ThenBy(row => row.Listed.Id).Skip(Math.Max(0, list.Skip)).Take(Math.Clamp(list.Take, 1, LongestPage)).ToListAsync(cancellationToken);
        var waiting = asked.Where(row => row.Listed.HelpTakenAt == null);
        var (total, unclaimed) = (await asked.CountAsync(cancellationToken), await waiting.CountAsync(cancellationToken));
        var oldest = unclaimed == 0 ? null : await waiting.MinAsync(row => row.Listed.HelpAskedAt, cancellationToken);

        var names = new ReachNames(db, crypto, actor);
        var homes = await names.HomesAsync([.. page.Select(row => (row.Listed.HouseholdId, row.Listed.VillageId, row.Path))], cancellationToken);
        var notes = await NotesAsync(db, page, cancellationToken);
        var takers = await names.PersonsAsync(page.Select(row => row.Listed.HelpTakenBy).OfType<Guid>(), cancellationToken);
        var dispatches = page.Select(row => row.Listed.DispatchId).Distinct().ToList();
        var headlines = await db.DispatchTexts.Where(row => dispatches.Contains(row.DispatchId) && row.Number == 1)
            .ToDictionaryAsync(row => row.DispatchId, row => row.Headline, cancellationToken);
        return new HelpPage([.. page.Select(Row)], total, unclaimed, oldest);

        HelpRow Row(Asking row)
        {
            var (listed, home) = (row.Listed, homes[row.Listed.HouseholdId]);
            var note = notes.GetValueOrDefault(listed.Id);
            var mayRead = names.MaySee(row.Path);
            return new HelpRow(listed.Id, listed.DispatchId, row.MatterId, headlines.GetValueOrDefault(listed.DispatchId, ""), row.IsTraining,
                tree.ById(listed.VillageId) is { } village ? tree.FullName(village) : [], home.Group, home.Name, home.Tags,
                mayRead ? note.Text : null, note.Through, listed.HelpAskedAt!.Value,
                listed.HelpTakenBy is { } taker ? takers.GetValueOrDefault(taker, "") : null, listed.HelpTakenAt, listed.HelpClosedAt,
                actor.May(Permissions.HandleHelp, row.Path), listed.HelpTakenBy is not null && listed.HelpTakenBy == actor.PersonId);
        }
    }

    private static IQueryable<Asking> Asked(LiaisonDbContext db, ListHelp list, Actor actor)
    {
        var tallies = db.VillageTallies.WhereWithin(row => row.Path, actor.Ranges(Permissions.View));
        if (list.Within is { } place) tallies = tallies.WhereWithin(row => row.Path, [place]);
        var runs = db.DispatchRuns.Where(row => row.IsTraining == list.IsTraining);
        if (list.DispatchId is { } only) runs = runs.Where(row => row.Id == only);
        // Over all messages a household that asked under several stands once, with its last request.
        var households = db.ListedHouseholds.AsQueryable();
        if (list is { DispatchId: null, IsClosed: false })
            households = households.Where(row => !db.ListedHouseholds.Any(later => later.HouseholdId == row.HouseholdId && later.Id > row.Id
                && later.HelpAskedAt != null && later.HelpClosedAt == null && db.DispatchRuns.Any(run => run.Id == later.DispatchId && run.IsTraining == list.IsTraining)));
        return from run in runs
               join listed in households on run.Id equals listed.DispatchId
               where listed.HelpAskedAt != null && (listed.HelpClosedAt != null) == list.IsClosed
               join tally in tallies on new { listed.DispatchId, listed.VillageId } equals new { tally.DispatchId, tally.VillageId }
               select new Asking { Listed = listed, Path = tally.Path, MatterId = run.MatterId, IsTraining = run.IsTraining };
    }

    // the household's own words: what its people wrote, or what an officer wrote for it
    private async Task<Dictionary<long, (string? Text, string Through)>> NotesAsync(LiaisonDbContext db, List<Asking> page, CancellationToken cancellationToken)
    {
        var ids = page.ConvertAll(row => row.Listed.Id);
        var (dispatches, villages) = (page.Select(row => row.Listed.DispatchId).Distinct().ToList(), page.Select(row => row.Listed.VillageId).Distinct().ToList());
        var recipients = await db.Recipients.Where(row => dispatches.Contains(row.DispatchId) && villages.Contains(row.DivisionId)
                && row.ListedHouseholdId != null && ids.Contains(row.ListedHouseholdId.Value))
            .Select(row => new { row.Id, Listed = row.ListedHouseholdId!.Value }).ToDictionaryAsync(row => row.Id, row => row.Listed, cancellationToken);
        var receipts = await db.Receipts.AsNoTracking().Where(row => dispatches.Contains(row.DispatchId) && villages.Contains(row.DivisionId) && row.Kind == ReceiptKinds.Help)
            .OrderBy(row => row.Id).ToListAsync(cancellationToken);
        var notes = new Dictionary<long, (string? Text, string Through)>();
        foreach (var receipt in receipts)
        {
            var listed = receipt.ListedHouseholdId != 0 ? receipt.ListedHouseholdId : recipients.GetValueOrDefault(receipt.RecipientId);
            if (!ids.Contains(listed) || notes.GetValueOrDefault(listed).Text is not null) continue;
            notes[listed] = (receipt.NoteCipher is { } cipher ? crypto.Decrypt(cipher, PersonalFields.ReceiptNote(receipt.Id)) : null, receipt.Through);
        }
        return notes;
    }

    private sealed class Asking
    {
        public required ListedHousehold Listed { get; init; }
        public required string Path { get; init; }
        public required Guid MatterId { get; init; }
        public required bool IsTraining { get; init; }
    }
}
