using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Identity;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Posts;

/// <summary>A person at a division as the card beside the tree shows it.</summary>
/// <param name="Name">Masked (王*英) unless the look is recorded.</param>
/// <param name="Phone">Masked (138****2716) unless the look is recorded; null where there is none.</param>
/// <param name="IsOnDuty">Holds the duty phone of the division now.</param>
public sealed record PostCard(Guid PostId, Guid PersonId, string Name, string Role, int Rank, DateOnly From, DateOnly? Until, string? Phone, bool IsOnDuty)
{
    public bool HasPhone => Phone is not null;
}

/// <summary>The duty room that answers for a place, its own or the one above a village.</summary>
/// <param name="Holder">Null: nobody holds the phone now.</param>
public sealed record DutyRoom(int DivisionId, string DivisionName, DutyPerson? Holder);

/// <summary>Who holds a duty phone; name and number masked as those of posts.</summary>
public sealed record DutyPerson(Guid PersonId, string Name, string? Phone, DateTime Since);

/// <param name="More">Posts that did not fit.</param>
/// <param name="Room">Null where the room lies outside the actor's range.</param>
public sealed record PostCards(IReadOnlyList<PostCard> Cards, int More, DutyRoom? Room);

public sealed class PostQueries(LiaisonDatabase database, ICryptoProvider crypto, AuditTrail audit, TimeProvider clock)
{
    public const int Limit = 100;

    /// <summary>Who serves at this division today, in the order of rank, and who answers there now; names and numbers masked.</summary>
    public async Task<Result<PostCards>> OfDivisionAsync(Actor actor, int divisionId, CancellationToken cancellationToken) =>
        await database.ReadAsync(db => ReadAsync(db, actor, Permissions.View, divisionId, inFull: false, cancellationToken), cancellationToken);

    /// <summary>The same in full; the look is recorded with it, or it is not shown.</summary>
    public Task<Result<PostCards>> WithPhonesAsync(Actor actor, int divisionId, CancellationToken cancellationToken) =>
        database.WriteAsync<PostCards>(WritePriority.Console, async db =>
        {
            var cards = await ReadAsync(db, actor, Permissions.SeePeople, divisionId, inFull: true, cancellationToken);
            if (cards.IsRefused) return cards;
            var path = await db.Divisions.Where(row => row.Id == divisionId).Select(row => row.Path).SingleAsync(cancellationToken);
            await audit.RecordAsync(db, actor, "PhonesSeen", new AuditSubject("Posts", path.Split('/')[^2], path), new { cards.Value.Cards.Count }, cancellationToken);
            return cards;
        }, cancellationToken);

    private async Task<Result<PostCards>> ReadAsync(LiaisonDbContext db, Actor actor, string permission, int divisionId, bool inFull, CancellationToken cancellationToken)
    {
        var division = await db.Divisions.Where(row => row.Id == divisionId).Select(row => new { row.Path, row.IsVillage, row.ParentId }).SingleOrDefaultAsync(cancellationToken);
        if (division is null) return Refusal.NotFound;
        if (actor.Require(permission, division.Path) is { } refusal) return refusal;
        var today = clock.BeijingToday();
        var posts = db.Posts.Where(post => post.DivisionId == divisionId && post.From <= today && (post.Until == null || post.Until > today));
        var rows = await posts.Join(db.Persons, post => post.PersonId, person => person.Id, (post, person) => new { post, person.NameCipher, person.PhoneCipher })
            .OrderBy(row => row.post.Role).ThenBy(row => row.post.Rank).ThenBy(row => row.post.Id).Take(Limit).ToListAsync(cancellationToken);
        var count = rows.Count < Limit ? rows.Count : await posts.CountAsync(cancellationToken);
        var room = await RoomAsync(db, actor, permission, division.IsVillage ? division.ParentId ?? divisionId : divisionId, inFull, cancellationToken);
        return new PostCards([.. rows.Select(row => Card(row.post, row.NameCipher, row.PhoneCipher))], count - rows.Count, room);

        PostCard Card(Post post, byte[] name, byte[]? phone) => new(
            post.Id, post.PersonId, Name(post.PersonId, name, inFull), post.Role, post.Rank, post.From, post.Until, Phone(post.PersonId, phone, inFull),
            room?.DivisionId == divisionId && room.Holder?.PersonId == post.PersonId);
    }

    // a village has no duty room of its own: the township's answers for it
    private async Task<DutyRoom?> RoomAsync(LiaisonDbContext db, Actor actor, string permission, int divisionId, bool inFull, CancellationToken cancellationToken)
    {
        var room = await db.Divisions.Where(row => row.Id == divisionId).Select(row => new { row.Path, row.Name }).SingleAsync(cancellationToken);
        if (!actor.May(permission, room.Path)) return null;
        if ((await DutyQueries.HoldersAsync(db, [divisionId], clock.UtcNow(), cancellationToken)).GetValueOrDefault(divisionId) is not { } holder)
            return new DutyRoom(divisionId, room.Name, null);
        var person = await db.Persons.Where(row => row.Id == holder.PersonId).Select(row => new { row.NameCipher, row.PhoneCipher }).SingleAsync(cancellationToken);
        return new DutyRoom(divisionId, room.Name, new DutyPerson(holder.PersonId, Name(holder.PersonId, person.NameCipher, inFull), Phone(holder.PersonId, person.PhoneCipher, inFull), holder.Since));
    }

    private string Name(Guid personId, byte[] cipher, bool inFull)
    {
        var name = crypto.Decrypt(cipher, PersonalFields.PersonName(personId));
        return inFull ? name : PersonRules.Mask(name);
    }

    private string? Phone(Guid personId, byte[]? cipher, bool inFull)
    {
        if (cipher is null) return null;
        var phone = crypto.Decrypt(cipher, PersonalFields.PersonPhone(personId));
        return inFull ? phone : PersonRules.MaskPhone(phone);
    }
}
