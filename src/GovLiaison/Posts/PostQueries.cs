using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Posts;

/// <summary>A person at a division as the card beside the tree shows it.</summary>
/// <param name="Phone">Null where it was not asked for, or where there is none.</param>
/// <param name="IsOnDuty">Holds the duty phone of the division now.</param>
public sealed record PostCard(Guid PostId, Guid PersonId, string Name, string Role, int Rank, DateOnly From, DateOnly? Until, bool HasPhone, string? Phone, bool IsOnDuty);

/// <param name="More">Posts that did not fit.</param>
public sealed record PostCards(IReadOnlyList<PostCard> Cards, int More);

public sealed class PostQueries(LiaisonDatabase database, ICryptoProvider crypto, AuditTrail audit, TimeProvider clock)
{
    public const int Limit = 100;

    /// <summary>Who serves at this division today, in the order of rank; numbers stay hidden.</summary>
    public async Task<Result<PostCards>> OfDivisionAsync(Actor actor, int divisionId, CancellationToken cancellationToken) =>
        await database.ReadAsync(db => ReadAsync(db, actor, Permissions.View, divisionId, withPhones: false, cancellationToken), cancellationToken);

    /// <summary>The same with numbers; the look is recorded with it, or it is not shown.</summary>
    public Task<Result<PostCards>> WithPhonesAsync(Actor actor, int divisionId, CancellationToken cancellationToken) =>
        database.WriteAsync<PostCards>(WritePriority.Console, async db =>
        {
            var cards = await ReadAsync(db, actor, Permissions.SeePeople, divisionId, withPhones: true, cancellationToken);
            if (cards.IsRefused) return cards;
            var path = await db.Divisions.Where(row => row.Id == divisionId).Select(row => row.Path).SingleAsync(cancellationToken);
            await audit.RecordAsync(db, actor, "PhonesSeen", new AuditSubject("Posts", path.Split('/')[^2], path), new { cards.Value.Cards.Count }, cancellationToken);
            return cards;
        }, cancellationToken);

    private async Task<Result<PostCards>> ReadAsync(LiaisonDbContext db, Actor actor, string permission, int divisionId, bool withPhones, CancellationToken cancellationToken)
    {
        var path = await db.Divisions.Where(row => row.Id == divisionId).Select(row => row.Path).SingleOrDefaultAsync(cancellationToken);
        if (path is null) return Refusal.NotFound;
        if (actor.Require(permission, path) is { } refusal) return refusal;
        var today = clock.BeijingToday();
        var posts = db.Posts.Where(post => post.DivisionId == divisionId && post.From <= today && (post.Until == null || post.Until > today));
        var rows = await posts.Join(db.Persons, post => post.PersonId, person => person.Id, (post, person) => new { post, person.NameCipher, person.PhoneCipher })
            .OrderBy(row => row.post.Role).ThenBy(row => row.post.Rank).ThenBy(row => row.post.Id).Take(Limit).ToListAsync(cancellationToken);
        var count = rows.Count < Limit ? rows.Count : await posts.CountAsync(cancellationToken);
        var duty = (await DutyQueries.HoldersAsync(db, [divisionId], clock.UtcNow(), cancellationToken)).GetValueOrDefault(divisionId);
        return new PostCards([.. rows.Select(row => Card(row.post, row.NameCipher, row.PhoneCipher))], count - rows.Count);

        PostCard Card(Post post, byte[] name, byte[]? phone) => new(
            post.Id, post.PersonId, crypto.Decrypt(name, PersonalFields.PersonName(post.PersonId)), post.Role, post.Rank, post.From, post.Until,
            phone is not null, withPhones && phone is not null ? crypto.Decrypt(phone, PersonalFields.PersonPhone(post.PersonId)) : null,
            duty?.PersonId == post.PersonId);
    }
}
