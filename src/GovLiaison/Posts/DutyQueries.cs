using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Posts;

/// <summary>Who holds the duty phone of a division at an instant.</summary>
public sealed record DutyHolder(int DivisionId, Guid PersonId, DateTime Since);

/// <summary>Duty as the engine asks for it; personal data stays encrypted.</summary>
public sealed class DutyQueries(LiaisonDatabase database, TimeProvider clock)
{
    public async Task<DutyHolder?> HolderAsync(int divisionId, CancellationToken cancellationToken)
    {
        var holders = await database.ReadAsync(db => HoldersAsync(db, [divisionId], clock.UtcNow(), cancellationToken), cancellationToken);
        return holders.GetValueOrDefault(divisionId);
    }

    /// <summary>By division; where two overlap, the one who took the phone last. Divisions without anybody are left out.</summary>
    public static async Task<IReadOnlyDictionary<int, DutyHolder>> HoldersAsync(LiaisonDbContext db, IReadOnlyCollection<int> divisionIds, DateTime now, CancellationToken cancellationToken)
    {
        var holders = new Dictionary<int, DutyHolder>();
        foreach (var some in divisionIds.Chunk(500))
        {
            var rows = await db.Duties
                .Where(row => some.Contains(row.DivisionId) && row.From <= now && (row.Until == null || row.Until > now))
                .Where(row => db.Persons.Any(person => person.Id == row.PersonId && person.IsActive))
                .OrderBy(row => row.From).ThenBy(row => row.Id)
                .Select(row => new DutyHolder(row.DivisionId, row.PersonId, row.From)).ToListAsync(cancellationToken);
            foreach (var row in rows) holders[row.DivisionId] = row;
        }
        return holders;
    }
}
