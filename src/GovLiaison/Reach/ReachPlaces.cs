using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Divisions;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>Finds where in the tree a look begins, inside what the actor may see.</summary>
internal sealed class ReachPlaces(DivisionTree tree, Actor actor)
{
    public IReadOnlyList<DivisionNode> Above(DivisionNode? at) =>
        at is null ? [] : [.. tree.Above(at).Where(node => actor.May(Permissions.View, node.Path)).Reverse()];

    /// <summary>Refused where the code is unknown or outside; the start of the dispatch where none is given, null with several tops.</summary>
    public async Task<Result<Place>> FindAsync(LiaisonDbContext db, long dispatchId, string? code, CancellationToken cancellationToken)
    {
        if (code is not null)
            return tree.ByCode(code) is { } named && actor.May(Permissions.View, named.Path) ? new Place(named) : Refusal.NotFound;
        var rows = db.TalliesOf(dispatchId, actor, null);
        var first = await rows.OrderBy(row => row.Path).Select(row => row.Path).FirstOrDefaultAsync(cancellationToken);
        var last = await rows.OrderByDescending(row => row.Path).Select(row => row.Path).FirstOrDefaultAsync(cancellationToken);
        if (first is null || last is null) return Refusal.NotFound;
        var shared = tree.ByPath(Shared(first, last));
        var start = shared is { IsVillage: true } ? tree.Above(shared).FirstOrDefault() : shared;
        return new Place(start is not null && actor.May(Permissions.View, start.Path) ? start : null);
    }

    public IEnumerable<DivisionNode> Below(DivisionNode? at) =>
        at is null ? tree.Tops(actor.Ranges(Permissions.View)) : tree.Children(at);

    private static string Shared(string one, string other)
    {
        var same = 0;
        for (var i = 0; i < Math.Min(one.Length, other.Length) && one[i] == other[i]; i++)
            if (one[i] == '/') same = i + 1;
        return one[..same];
    }
}

/// <summary>A place in the tree, or all of an actor's places together.</summary>
internal sealed record Place(DivisionNode? At)
{
    public DivisionPath? Path => At is null ? null : new DivisionPath(At.Path);
}
