using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Identity;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Posts;

/// <summary>A phone that opens the officer's pages for a person until it is revoked.</summary>
/// <param name="Name">Masked: which phone is meant is told by place and time.</param>
/// <param name="Role">The post for which the person is listed here; <paramref name="Rank"/> 0 is the main officer.</param>
public sealed record BoundPhone(Guid DeviceId, Guid PersonId, string Name, string Role, int Rank, string DivisionCode, string DivisionName, DateTime BoundAt);

/// <param name="Total">Of which the list holds the first.</param>
public sealed record BoundPhones(IReadOnlyList<BoundPhone> Rows, int Total);

/// <summary>Which phones are bound at and below a division, for the system administrator who has to shut a lost one out.</summary>
public sealed class PhoneQueries(LiaisonDatabase database, ICryptoProvider crypto, TimeProvider clock)
{
    public const int Limit = 200;

    public Task<Result<BoundPhones>> ListAsync(string code, Actor actor, CancellationToken cancellationToken) => database.ReadAsync<Result<BoundPhones>>(async db =>
    {
        if (!actor.May(Permissions.ManageSystem)) return Refusal.NotPermitted;
        var place = await db.Divisions.Where(row => row.Code == code).Select(row => row.Path).SingleOrDefaultAsync(cancellationToken);
        if (place is null) return Refusal.NotFound;
        if (actor.Require(Permissions.ManageSystem, place) is { } refusal) return refusal;
        var today = clock.BeijingToday();
        var bound = from division in db.Divisions.WhereWithin(row => row.Path, [new DivisionPath(place)])
                    join post in db.Posts on division.Id equals post.DivisionId
                    where post.From <= today && (post.Until == null || post.Until > today)
                    join device in db.Devices on post.PersonId equals device.PersonId
                    where device.RevokedAt == null
                    join person in db.Persons on post.PersonId equals person.Id
                    orderby division.Path, post.Rank, device.BoundAt, device.Id, post.Id
                    select new { device.Id, device.PersonId, person.NameCipher, post.Role, post.Rank, division.Code, division.Name, device.BoundAt };
        var rows = await bound.Take(Limit).ToListAsync(cancellationToken);
        return new BoundPhones(
            [.. rows.DistinctBy(row => row.Id).Select(row => new BoundPhone(row.Id, row.PersonId,
                PersonRules.Mask(crypto.Decrypt(row.NameCipher, PersonalFields.PersonName(row.PersonId))), row.Role, row.Rank, row.Code, row.Name, row.BoundAt))],
            await bound.Select(row => row.Id).Distinct().CountAsync(cancellationToken));
    }, cancellationToken);
}
