using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>What an officer's pages read; the households themselves come from the residents' own queries, which record the look.</summary>
public sealed class OfficerQueries(LiaisonDatabase database, ICryptoProvider crypto, TimeProvider clock)
{
    private const int MostRunning = 50;
    private const int MostLeft = 200;
    private const string Alerts = "alert";

    private static readonly string[] Marks = [ReceiptKinds.ToldInPerson, ReceiptKinds.ToldByOfficer, ReceiptKinds.NotFound];
    private static readonly string[] Words = [ReceiptKinds.Confirmed, ReceiptKinds.Said];

    /// <summary>What he has to answer first, the most urgent before others; then the newest, a lift or a correction among them. No drill beside something real: the frame of a page speaks for everything on it.</summary>
    public async Task<IReadOnlyList<OfficerDispatch>> InForceAsync(OfficerSeat seat, CancellationToken cancellationToken)
    {
        var all = await AllInForceAsync(seat, cancellationToken);
        return all.All(run => run.IsTraining) ? all : [.. all.Where(run => !run.IsTraining)];
    }

    /// <summary>Drills as well, whatever runs beside them; real ones first.</summary>
    public Task<IReadOnlyList<OfficerDispatch>> AllInForceAsync(OfficerSeat seat, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<OfficerDispatch>>(async db =>
    {
        var villageIds = seat.Villages.Select(village => village.Id).ToList();
        // his own before the limit: other counties' alerts must never crowd out the one he has to answer
        var runs = await InForce(db)
            .Where(run => db.Recipients.Any(row => row.PersonId == seat.PersonId && row.DispatchId == run.Id)
                || db.VillageTallies.Any(row => row.DispatchId == run.Id && villageIds.Contains(row.VillageId)))
            .OrderBy(row => row.IsTraining).ThenByDescending(row => row.AsksForAnswer).ThenBy(row => row.Lane).ThenByDescending(row => row.Id)
            .Take(MostRunning).ToListAsync(cancellationToken);
        var runIds = runs.ConvertAll(run => run.Id);
        var own = (await db.Recipients.Where(row => row.PersonId == seat.PersonId && runIds.Contains(row.DispatchId))
            .Select(row => new { row.Id, row.DispatchId, row.AnsweredAt }).ToListAsync(cancellationToken)).ToLookup(row => row.DispatchId);
        var listed = (await db.VillageTallies.Where(row => runIds.Contains(row.DispatchId) && villageIds.Contains(row.VillageId))
            .Select(row => new { row.DispatchId, row.VillageId }).ToListAsync(cancellationToken)).ToLookup(row => row.DispatchId, row => row.VillageId);
        var found = runs.ConvertAll(run => new OfficerDispatch(
            run.Id, run.SubjectId, run.AsksForAnswer, run.IsTraining, run.ExpiresAt, [.. own[run.Id].Select(row => row.Id)],
            own[run.Id].All(row => row.AnsweredAt is not null) ? own[run.Id].Max(row => row.AnsweredAt) : null, run.StoppedAt, [.. listed[run.Id]]));
        // what is answered stands back: a correction that came after it must be the first thing he sees
        return [.. found.OrderBy(row => row.IsTraining).ThenByDescending(Waits).ThenByDescending(row => Waits(row) ? 0 : row.DispatchId)];

        static bool Waits(OfficerDispatch row) => row is { AsksForAnswer: true, AnsweredAt: null, RecipientIds.Count: > 0 };
    }, cancellationToken);

    public Task<OfficerCounts> CountAsync(OfficerSeat seat, long dispatchId, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var ranges = seat.Places.Select(place => new DivisionPath(place.Path)).ToList();
        var sums = await db.VillageTallies.Where(row => row.DispatchId == dispatchId).WhereWithin(row => row.Path, ranges).GroupBy(_ => 1)
            .Select(rows => new
            {
                All = rows.Sum(row => row.Households),
                Untold = rows.Sum(row => row.NoPath + row.Pending + row.Failed + row.Sent + row.Opened),
                AtDoor = rows.Sum(row => row.MustWalk),
                Help = rows.Sum(row => row.HelpWaiting + row.HelpTaken),
            }).SingleOrDefaultAsync(cancellationToken);
        if (sums is null) return new OfficerCounts(0, 0, 0, 0, null, null);
        var villageIds = seat.Villages.Select(village => village.Id).ToList();
        var first = sums.Help == 0 ? null : await db.ListedHouseholds
            .Where(row => row.DispatchId == dispatchId && row.HelpAskedAt != null && row.HelpClosedAt == null && villageIds.Contains(row.VillageId))
            .Join(db.Households, row => row.HouseholdId, household => household.Id, (row, household) => new { household.Group, row.HelpAskedAt })
            .OrderBy(row => row.HelpAskedAt).FirstOrDefaultAsync(cancellationToken);
        return new OfficerCounts(sums.All, sums.Untold, Math.Min(sums.AtDoor, sums.Untold), sums.Help, first?.Group, first?.HelpAskedAt);
    }, cancellationToken);

    /// <summary>Help that is still open although its message was lifted, updated or has expired: it stays until somebody closes it.</summary>
    public Task<IReadOnlyList<OfficerHelpLeft>> HelpLeftAsync(OfficerSeat seat, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<OfficerHelpLeft>>(async db =>
    {
        var villageIds = seat.Villages.Select(village => village.Id).ToList();
        var open = await (from run in db.DispatchRuns
                          where run.SubjectKind == Alerts && !InForce(db).Any(other => other.Id == run.Id)
                          join tally in db.VillageTallies on run.Id equals tally.DispatchId
                          where villageIds.Contains(tally.VillageId) && tally.HelpWaiting + tally.HelpTaken > 0
                          join listed in db.ListedHouseholds on new { tally.DispatchId, tally.VillageId } equals new { listed.DispatchId, listed.VillageId }
                          where listed.HelpAskedAt != null && listed.HelpClosedAt == null
                          join household in db.Households on listed.HouseholdId equals household.Id
                          orderby listed.HelpAskedAt
                          select new { run.Id, tally.VillageId, run.IsTraining, household.Group, At = listed.HelpAskedAt!.Value }).Take(MostLeft).ToListAsync(cancellationToken);
        return [.. open.GroupBy(row => (row.Id, row.VillageId)).Select(group =>
            new OfficerHelpLeft(group.Key.Id, group.Key.VillageId, group.First().IsTraining, group.Count(), group.First().Group, group.First().At))];
    }, cancellationToken);

    /// <summary>Every household of the village on the list, by number; of a message that has ended only those who still wait for help.</summary>
    public Task<Result<IReadOnlyList<OfficerListing>>> ListAsync(Actor actor, long dispatchId, int villageId, CancellationToken cancellationToken, bool isLeft = false) =>
        database.ReadAsync<Result<IReadOnlyList<OfficerListing>>>(async db =>
        {
            if (await ServesAsync(db, actor, villageId, cancellationToken) is { } refusal) return refusal;
            var rows = await db.ListedHouseholds.Where(row => row.DispatchId == dispatchId && row.VillageId == villageId
                && (!isLeft || row.HelpAskedAt != null && row.HelpClosedAt == null)).OrderBy(row => row.Id).ToListAsync(cancellationToken);
            var receipts = await db.Receipts.Where(row => row.DispatchId == dispatchId && row.DivisionId == villageId
                && (Marks.Contains(row.Kind) || row.Kind == ReceiptKinds.Help || row.NoteCipher != null && Words.Contains(row.Kind))).ToListAsync(cancellationToken);
            var marks = receipts.Where(row => row.ListedHouseholdId != 0 && Marks.Contains(row.Kind, StringComparer.Ordinal)).ToLookup(row => row.ListedHouseholdId);
            var notes = await NotesAsync(db, dispatchId, villageId, receipts.FindAll(row => row.Kind == ReceiptKinds.Help), cancellationToken);
            var words = await NotesAsync(db, dispatchId, villageId, receipts.FindAll(row => Words.Contains(row.Kind, StringComparer.Ordinal)), cancellationToken);
            return rows.ConvertAll(row =>
            {
                var mark = marks[row.Id].MaxBy(receipt => (receipt.At, receipt.Id));
                return new OfficerListing(row.Id, row.HouseholdId, row.Evidence, row.IsAtRisk, row.MustWalk, row.HelpAskedAt, row.HelpClosedAt,
                    notes.GetValueOrDefault(row.Id), words.GetValueOrDefault(row.Id), mark?.Kind, mark?.At);
            });
        }, cancellationToken);

    /// <summary>Where a mark on this household belongs; not found outside the actor's villages and, once the dispatch is over, where no help is open.</summary>
    public Task<Result<MarkPlace>> FindHouseholdAsync(Actor actor, long listedHouseholdId, CancellationToken cancellationToken) => database.ReadAsync<Result<MarkPlace>>(async db =>
    {
        var place = await db.ListedHouseholds.Where(row => row.Id == listedHouseholdId
                && (InForce(db).Any(run => run.Id == row.DispatchId) || row.HelpAskedAt != null && row.HelpClosedAt == null))
            .Select(row => new MarkPlace(row.DispatchId, row.VillageId)).SingleOrDefaultAsync(cancellationToken);
        if (place is null) return Refusal.NotFound;
        return await ServesAsync(db, actor, place.VillageId, cancellationToken) is { } refusal ? refusal : place;
    }, cancellationToken);

    /// <summary>The village as a whole in a dispatch that is in force.</summary>
    public Task<Result<OfficerVillageTally>> FindVillageAsync(Actor actor, long dispatchId, int villageId, CancellationToken cancellationToken) => database.ReadAsync<Result<OfficerVillageTally>>(async db =>
    {
        if (await ServesAsync(db, actor, villageId, cancellationToken) is { } refusal) return refusal;
        var tally = await db.VillageTallies.Where(row => row.DispatchId == dispatchId && row.VillageId == villageId && InForce(db).Any(run => run.Id == dispatchId))
            .Select(row => new OfficerVillageTally(row.VillageId, row.ToldInGroupAt)).SingleOrDefaultAsync(cancellationToken);
        return tally is null ? Refusal.NotFound : tally;
    }, cancellationToken);

    private IQueryable<DispatchRun> InForce(LiaisonDbContext db) => db.DispatchRuns.InForce(db, clock.UtcNow()).Where(run => run.SubjectKind == Alerts);

    private static async Task<Refusal?> ServesAsync(LiaisonDbContext db, Actor actor, int villageId, CancellationToken cancellationToken)
    {
        var path = await db.Divisions.Where(row => row.Id == villageId).Select(row => row.Path).SingleOrDefaultAsync(cancellationToken);
        return path is null ? Refusal.NotFound : actor.Require(Permissions.ServeVillage, path);
    }

    private async Task<Dictionary<long, string>> NotesAsync(LiaisonDbContext db, long dispatchId, int villageId, List<Receipt> receipts, CancellationToken cancellationToken)
    {
        var written = receipts.Where(row => row.NoteCipher is not null && row.RecipientId != 0).OrderBy(row => row.Id).ToLookup(row => row.RecipientId);
        if (written.Count == 0) return [];
        var households = await db.Recipients.Where(row => row.DispatchId == dispatchId && row.DivisionId == villageId && row.ListedHouseholdId != null)
            .Select(row => new { row.Id, row.ListedHouseholdId }).ToListAsync(cancellationToken);
        return households.Where(row => written.Contains(row.Id)).GroupBy(row => row.ListedHouseholdId!.Value)
            .ToDictionary(group => group.Key, group => string.Join('\n', group.SelectMany(row => written[row.Id])
                .Select(receipt => crypto.Decrypt(receipt.NoteCipher!, PersonalFields.ReceiptNote(receipt.Id)))));
    }
}
