using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Divisions;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Posts;

/// <param name="Villages">The first of them, in the order of the tree.</param>
public sealed record OfficerGaps(IReadOnlyList<NamedDivision> Villages, int Total);

/// <summary>无信息员: villages in which nobody serves today, so that an alert has nobody to carry it.</summary>
public sealed class OfficerGapQueries(LiaisonDatabase database, DivisionTreeCache trees, TimeProvider clock)
{
    public const int Limit = 20;

    public async Task<Result<OfficerGaps>> BelowAsync(Actor actor, int divisionId, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        if (tree.ById(divisionId) is not { } top || actor.Require(Permissions.View, top.Path) is not null) return Refusal.NotFound;
        return await database.ReadAsync(async db =>
        {
            var gaps = WithoutOfficer(db).WhereWithin(row => row.Path, [new DivisionPath(top.Path)]);
            var total = await gaps.CountAsync(cancellationToken);
            var ids = total == 0 ? [] : await gaps.OrderBy(row => row.Path).Select(row => row.Id).Take(Limit).ToListAsync(cancellationToken);
            return new OfficerGaps([.. ids.Select(tree.ById).OfType<DivisionNode>().Select(node => new NamedDivision(node, tree.FullName(node)))], total);
        }, cancellationToken);
    }

    /// <summary>Which of these villages have nobody, for the marks in the tree.</summary>
    public async Task<IReadOnlySet<int>> AmongAsync(Actor actor, IEnumerable<DivisionNode> divisions, CancellationToken cancellationToken)
    {
        var villages = divisions.Where(node => node.IsVillage && actor.May(Permissions.View, node.Path)).Select(node => node.Id).ToList();
        var gaps = new HashSet<int>();
        foreach (var some in villages.Chunk(500))
            gaps.UnionWith(await database.ReadAsync(db => WithoutOfficer(db).Where(row => some.Contains(row.Id)).Select(row => row.Id).ToListAsync(cancellationToken), cancellationToken));
        return gaps;
    }

    private IQueryable<Division> WithoutOfficer(LiaisonDbContext db)
    {
        var today = clock.BeijingToday();
        return db.Divisions.Where(row => row.IsVillage && !db.Posts.Any(post =>
            post.DivisionId == row.Id && post.Role == Roles.VillageOfficer && post.From <= today && (post.Until == null || post.Until > today)
            && db.Persons.Any(person => person.Id == post.PersonId && person.IsActive)));
    }
}
