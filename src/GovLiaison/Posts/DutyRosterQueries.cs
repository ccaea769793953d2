using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Divisions;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Posts;

/// <summary>A duty room and who answers there now; no name: nobody.</summary>
public sealed record DutySeat(DivisionNode Division, Guid? PersonId, string? PersonName, DateTime? Since);

/// <param name="Manned">Of all duty rooms in the actor's range one level below his own, and how many there are.</param>
/// <param name="More">Manned rooms that stand in no line of <paramref name="Seats"/>.</param>
public sealed record DutyRoster(IReadOnlyList<DutySeat> Seats, int Manned, int Rooms, int More, IReadOnlyList<DivisionNode> Empty);

/// <summary>Who holds the duty phones tonight, for the aside of the desk.</summary>
public sealed class DutyRosterQueries(LiaisonDatabase database, DivisionTreeCache trees, ICryptoProvider crypto, TimeProvider clock)
{
    private const int MostSeats = 6;
    private const int MostEmpty = 3;

    public async Task<DutyRoster> TonightAsync(Actor actor, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        var tops = tree.Tops(actor.Ranges(Permissions.View)).Where(node => !node.IsVillage).ToList();
        var below = tops.SelectMany(tree.Children).Where(node => !node.IsVillage).ToList();
        return await database.ReadAsync(async db =>
        {
            var holders = await DutyQueries.HoldersAsync(db, [.. tops.Concat(below).Select(node => node.Id)], clock.UtcNow(), cancellationToken);
            var shown = tops.Concat(below.Where(node => holders.ContainsKey(node.Id))).Take(MostSeats).ToList();
            var people = shown.Select(node => holders.GetValueOrDefault(node.Id)?.PersonId).OfType<Guid>().Distinct().ToList();
            var names = (await db.Persons.Where(row => people.Contains(row.Id)).Select(row => new { row.Id, row.NameCipher }).ToListAsync(cancellationToken))
                .ToDictionary(row => row.Id, row => crypto.Decrypt(row.NameCipher, PersonalFields.PersonName(row.Id)));
            return new DutyRoster([.. shown.Select(Seat)], below.Count(node => holders.ContainsKey(node.Id)), below.Count,
                tops.Concat(below).Count(node => holders.ContainsKey(node.Id)) - shown.Count(node => holders.ContainsKey(node.Id)),
                [.. below.Where(node => !holders.ContainsKey(node.Id)).Take(MostEmpty)]);

            DutySeat Seat(DivisionNode node) => holders.GetValueOrDefault(node.Id) is { } holder
                ? new DutySeat(node, holder.PersonId, names.GetValueOrDefault(holder.PersonId), holder.Since) : new DutySeat(node, null, null, null);
        }, cancellationToken);
    }
}
