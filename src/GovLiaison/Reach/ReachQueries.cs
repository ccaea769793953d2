using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Divisions;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>How far a message has come, inside the reader's range. Every number is a sum over tally or batch rows.</summary>
public sealed class ReachQueries(LiaisonDatabase database, DivisionTreeCache trees)
{
    /// <summary>The newest dispatch of the matter that asks for answers; the one whose progress people follow.</summary>
    public Task<WatchedDispatch?> WatchedAsync(Guid matterId, CancellationToken cancellationToken) => database.ReadAsync(db => db.DispatchRuns
        .Where(run => run.MatterId == matterId).OrderByDescending(run => run.AsksForAnswer).ThenByDescending(run => run.Id)
        .Select(run => new WatchedDispatch(run.Id, run.MatterId, run.Lane, run.IsTraining, run.StartedAt, run.ExpiresAt, run.State, run.ExpandedAt, run.FirstSentAt, run.AsksForAnswer))
        .FirstOrDefaultAsync(cancellationToken), cancellationToken);

    /// <summary>Sums of the whole list as far as the actor sees.</summary>
    public async Task<ReachSum> SumAsync(long dispatchId, Actor actor, CancellationToken cancellationToken)
    {
        var sum = ReachSum.Empty;
        foreach (var range in actor.Ranges(Permissions.View))
            sum = Add(sum, await SumAsync(dispatchId, range, cancellationToken));
        return sum;
    }

    /// <summary>The area with this code (the top of the actor's range without one) and what lies below it.</summary>
    public async Task<Result<ReachDrill>> DrillAsync(long dispatchId, string? code, Actor actor, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        var top = tree.Tops(actor.Ranges(Permissions.View)).FirstOrDefault();
        var at = code is null ? top : tree.ByCode(code);
        if (at is null || actor.Require(Permissions.View, at.Path) is not null) return Refusal.NotFound;
        var rows = new List<ReachRow>();
        foreach (var child in tree.Children(at))
        {
            var sum = await SumAsync(dispatchId, new DivisionPath(child.Path), cancellationToken);
            if (sum.Villages > 0) rows.Add(new ReachRow(child.Id, child.Code, child.Name, child.Path, child.IsVillage, sum));
        }
        var crumbs = tree.Above(at).Reverse().Append(at).Where(node => actor.May(Permissions.View, node.Path)).Select(node => (node.Code, node.Name)).ToList();
        return new ReachDrill(crumbs, await SumAsync(dispatchId, new DivisionPath(at.Path), cancellationToken),
            [.. rows.OrderBy(row => row.Sum.Households == 0 ? 1 : (double)row.Sum.Reached / row.Sum.Households).ThenBy(row => row.Code, StringComparer.Ordinal)]);
    }

    /// <summary>Deliveries by channel, over all batches of the dispatch.</summary>
    public Task<IReadOnlyList<ChannelRow>> ChannelsAsync(long dispatchId, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<ChannelRow>>(async db => await db.Batches
        .Where(batch => batch.DispatchId == dispatchId).GroupBy(batch => batch.Channel)
        .Select(group => new ChannelRow(group.Key, group.Sum(batch => batch.Count), group.Sum(batch => batch.SentCount), group.Sum(batch => batch.ArrivedCount), group.Sum(batch => batch.FailedCount)))
        .ToListAsync(cancellationToken), cancellationToken);

    private Task<ReachSum> SumAsync(long dispatchId, DivisionPath range, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var (from, end) = (range.Value, range.End);
        var sums = await db.VillageTallies
            .Where(row => row.DispatchId == dispatchId && row.Path.CompareTo(from) >= 0 && row.Path.CompareTo(end) < 0)
            .GroupBy(_ => 1).Select(all => new
            {
                Households = all.Sum(row => row.Households),
                NoPath = all.Sum(row => row.NoPath),
                Pending = all.Sum(row => row.Pending),
                Failed = all.Sum(row => row.Failed),
                Sent = all.Sum(row => row.Sent),
                Opened = all.Sum(row => row.Opened),
                Told = all.Sum(row => row.Told),
                SelfDeclared = all.Sum(row => row.SelfDeclared),
                Relayed = all.Sum(row => row.Relayed),
                Visited = all.Sum(row => row.Visited),
                Listened = all.Sum(row => row.Listened),
                Confirmed = all.Sum(row => row.Confirmed),
                Help = all.Sum(row => row.Help),
                HelpWaiting = all.Sum(row => row.HelpWaiting),
                HelpTaken = all.Sum(row => row.HelpTaken),
                MustWalk = all.Sum(row => row.MustWalk),
                Villages = all.Count(),
                WithoutOfficer = all.Sum(row => row.Officers == 0 ? 1 : 0),
                Answered = all.Sum(row => row.OfficerAnsweredAt != null ? 1 : 0),
            }).SingleOrDefaultAsync(cancellationToken);
        return sums is null ? ReachSum.Empty : new ReachSum(sums.Households,
            [sums.NoPath, sums.Pending, sums.Failed, sums.Sent, sums.Opened, sums.Told, sums.SelfDeclared, sums.Relayed, sums.Visited, sums.Listened, sums.Confirmed, sums.Help],
            sums.HelpWaiting, sums.HelpTaken, sums.MustWalk, sums.Villages, sums.WithoutOfficer, sums.Answered);
    }, cancellationToken);

    private static ReachSum Add(ReachSum one, ReachSum other) => new(one.Households + other.Households,
        [.. one.ByEvidence.Zip(other.ByEvidence, (a, b) => a + b)], one.HelpWaiting + other.HelpWaiting, one.HelpTaken + other.HelpTaken,
        one.MustWalk + other.MustWalk, one.Villages + other.Villages, one.VillagesWithoutOfficer + other.VillagesWithoutOfficer, one.VillagesAnswered + other.VillagesAnswered);
}
