using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Posts;

/// <summary>Who sits at a console: name, first post of today, and the installation's kind, for the frame round every page.</summary>
public sealed record StaffSeat(string Name, string Role, string Division, bool IsDemo);

public sealed class StaffSeatQueries(LiaisonDatabase database, ICryptoProvider crypto, TimeProvider clock)
{
    public Task<StaffSeat?> OfAsync(Actor actor, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var today = DateOnly.FromDateTime(clock.UtcNow().AddHours(8));
        var seat = await (from post in db.Posts
                          where post.PersonId == actor.PersonId && post.Role != Roles.VillageOfficer && post.From <= today && (post.Until == null || post.Until > today)
                          join person in db.Persons on post.PersonId equals person.Id
                          join division in db.Divisions on post.DivisionId equals division.Id
                          orderby division.Level, post.Rank, post.Role
                          select new { person.Id, person.NameCipher, post.Role, division.Name }).FirstOrDefaultAsync(cancellationToken);
        if (seat is null) return null;
        return new StaffSeat(crypto.Decrypt(seat.NameCipher, PersonalFields.PersonName(seat.Id)), seat.Role, seat.Name, await IsDemoAsync(db, cancellationToken));
    }, cancellationToken);

    /// <summary>A demo installation shows itself as training everywhere.</summary>
    public Task<bool> IsDemoAsync(CancellationToken cancellationToken) => database.ReadAsync(db => IsDemoAsync(db, cancellationToken), cancellationToken);

    private static Task<bool> IsDemoAsync(LiaisonDbContext db, CancellationToken cancellationToken) => db.Installations.AnyAsync(row => row.IsDemo, cancellationToken);
}
