using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Divisions;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Ladder;

/// <summary>A rung as the ruler shows it.</summary>
/// <param name="Act">A code of <see cref="LadderStep.Act"/>; <c>card</c> is the first message itself.</param>
public sealed record Rung(int AfterSeconds, string Act);

/// <summary>A village that nobody answered for.</summary>
/// <param name="HasOfficer">False: there was nobody to ask.</param>
/// <param name="MayBeRepeated">Something went to its officers twice, or nobody knows: the supplier gave no usable answer.</param>
/// <param name="LastAct">The rung that was climbed last; <c>card</c> at the beginning.</param>
/// <param name="NextAct">Null at the top.</param>
/// <param name="NextPersonName">Who has to act when everybody below stayed silent.</param>
public sealed record SilentVillage(DivisionNode Village, IReadOnlyList<string> Place, int Households, int AtRisk, bool HasOfficer, bool MayBeRepeated, string LastAct,
    string? NextAct, DateTime? NextAt, string? NextPersonName)
{
    /// <summary>The ladder looked for somebody on duty above and found nobody.</summary>
    public bool HasNobody => NextPersonName is null && LastAct is (LadderActs.TownshipDuty or LadderActs.NameNext);
}

/// <summary>The silent villages of one county.</summary>
public sealed record SilentCounty(DivisionNode County, IReadOnlyList<string> Place, int Silent, int Villages, int Households);

public sealed record SilentVillages(IReadOnlyList<SilentVillage> Rows, int Total);

/// <param name="NextAt">When the ladder acts next on a silent village of these; null when it has nothing left to do.</param>
public sealed record SilentCounties(IReadOnlyList<SilentCounty> Counties, int Silent, int Villages, DateTime? NextAt, string? NextAct);

/// <summary>Where the officer has not answered, and what the ladder does about it, inside what the actor may see.</summary>
public sealed class SilenceQueries(LiaisonDatabase database, DivisionTreeCache trees, ICryptoProvider crypto)
{
    public const int PageSize = 100;
    private const int CountyLevel = 3;
    private const string Card = "card";

    public Task<IReadOnlyList<Rung>> RungsAsync(int lane, string watches, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<Rung>>(async db =>
        await db.LadderSteps.Where(row => row.Lane == lane && row.Watches == watches).OrderBy(row => row.Number)
            .Select(row => new Rung(row.AfterSeconds, row.Act)).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>Villages of one dispatch without an answer: those without any officer first, then where most is at stake.</summary>
    public async Task<Result<SilentVillages>> ListAsync(long dispatchId, string? code, int skip, Actor actor, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        var place = code is null ? null : tree.ByCode(code);
        if (code is not null && (place is null || !actor.May(Permissions.View, place.Path))) return Refusal.NotFound;
        return await database.ReadAsync<Result<SilentVillages>>(async db =>
        {
            var tallies = Tallies(db, [dispatchId], actor);
            if (place is not null) tallies = tallies.WhereWithin(row => row.Path, [new DivisionPath(place.Path)]);
            if (!await tallies.AnyAsync(cancellationToken)) return Refusal.NotFound;
            var silent = tallies.Where(row => row.OfficerAnsweredAt == null);
            var rows = await (from tally in silent
                              join run in db.LadderRuns.Where(row => row.Watches == LadderDefaults.Officer)
                                  on new { tally.DispatchId, tally.VillageId } equals new { run.DispatchId, run.VillageId } into runs
                              from run in runs.DefaultIfEmpty()
                              orderby tally.Officers > 0, tally.AtRisk descending, tally.Households descending, tally.Path
                              select new
                              {
                                  tally.VillageId, tally.Households, tally.AtRisk, tally.Officers, Step = (int?)run.Step, Lane = (int?)run.Lane, run.NextAt, run.NextPersonId,
                                  MayBeRepeated = db.Recipients.Any(recipient => recipient.DispatchId == dispatchId && recipient.DivisionId == tally.VillageId
                                      && (recipient.Kind == RecipientKind.Officer || recipient.Kind == RecipientKind.Deputy)
                                      && db.Deliveries.Any(delivery => delivery.RecipientId == (recipient.CarrierId ?? recipient.Id) && delivery.MayBeRepeated))
                              })
                .Skip(Math.Max(0, skip)).Take(PageSize).ToListAsync(cancellationToken);
            var acts = await db.LadderSteps.Where(row => row.Watches == LadderDefaults.Officer)
                .ToDictionaryAsync(row => (row.Lane, row.Number), row => row.Act, cancellationToken);
            var named = rows.Select(row => row.NextPersonId).OfType<Guid>().Distinct().ToList();
            var names = (await db.Persons.Where(row => named.Contains(row.Id)).Select(row => new { row.Id, row.NameCipher }).ToListAsync(cancellationToken))
                .ToDictionary(row => row.Id, row => crypto.Decrypt(row.NameCipher, PersonalFields.PersonName(row.Id)));
            return new SilentVillages(
                [.. rows.Select(row => new SilentVillage(tree.ById(row.VillageId)!, tree.FullName(tree.ById(row.VillageId)!), row.Households, row.AtRisk, row.Officers > 0, row.MayBeRepeated,
                    Act(row.Lane, row.Step) ?? Card, row.NextAt is null ? null : Act(row.Lane, row.Step + 1), row.NextAt,
                    row.NextPersonId is { } person ? names.GetValueOrDefault(person) : null))],
                await silent.CountAsync(cancellationToken));

            string? Act(int? lane, int? number) => lane is { } of && number is { } at ? acts.GetValueOrDefault((of, at)) : null;
        }, cancellationToken);
    }

    /// <summary>By county over several dispatches, the most silent first. A village that several of them list counts once, and is silent where one of them is unanswered.</summary>
    public async Task<SilentCounties> ByCountyAsync(IReadOnlyList<long> dispatchIds, Actor actor, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        return await database.ReadAsync(async db =>
        {
            var tallies = Tallies(db, dispatchIds, actor);
            var silent = await tallies.Where(row => row.OfficerAnsweredAt == null).Select(row => new { row.VillageId, row.Households }).ToListAsync(cancellationToken);
            var all = await tallies.Select(row => row.VillageId).Distinct().ToListAsync(cancellationToken);
            silent = [.. silent.GroupBy(row => row.VillageId).Select(village => village.MaxBy(row => row.Households)!)];
            var villages = all.CountBy(id => County(tree, id)).ToDictionary(row => row.Key, row => row.Value);
            var counties = silent.GroupBy(row => County(tree, row.VillageId))
                .Select(group => new SilentCounty(group.Key, tree.FullName(group.Key), group.Count(), villages[group.Key], group.Sum(row => row.Households)))
                .OrderByDescending(row => row.Silent).ThenBy(row => row.County.Path, StringComparer.Ordinal).ToList();
            var next = await (from run in db.LadderRuns
                              where dispatchIds.Contains(run.DispatchId) && run.Watches == LadderDefaults.Officer && run.NextAt != null
                              join step in db.LadderSteps on new { run.Lane, run.Watches, Number = run.Step + 1 } equals new { step.Lane, step.Watches, step.Number }
                              orderby run.NextAt
                              select new { run.NextAt, step.Act }).FirstOrDefaultAsync(cancellationToken);
            return new SilentCounties(counties, silent.Count, all.Count, next?.NextAt, next?.Act);
        }, cancellationToken);
    }

    private static IQueryable<VillageTally> Tallies(LiaisonDbContext db, IReadOnlyList<long> dispatchIds, Actor actor) =>
        db.VillageTallies.Where(row => dispatchIds.Contains(row.DispatchId)).WhereWithin(row => row.Path, actor.Ranges(Permissions.View));

    private static DivisionNode County(DivisionTree tree, int villageId)
    {
        var village = tree.ById(villageId)!;
        return tree.Above(village).FirstOrDefault(node => node.Level == CountyLevel) ?? village;
    }
}
