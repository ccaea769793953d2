using System.Globalization;
using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Divisions;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Residents;

/// <param name="Name">Masked (王*英) for those who may not see people.</param>
/// <param name="Phone">In full, or null where it may not be seen or there is none.</param>
/// <param name="Tags">Codes; sensitive ones only for those who may see people.</param>
public sealed record ResidentRow(long Id, int Rank, string Name, bool HasPhone, string? Phone, IReadOnlyList<string> Tags);

public sealed record HouseholdRow(long Id, string Group, IReadOnlyList<ResidentRow> Residents)
{
    public bool HasPhone => Residents.Any(resident => resident.HasPhone);
}

/// <param name="Total">Households of the village.</param>
public sealed record VillageHouseholds(IReadOnlyList<HouseholdRow> Households, int Total);

/// <param name="WithoutPhone">Households in which nobody has a phone.</param>
/// <param name="WithoutLink">Households in which nobody has a living link to an officer.</param>
public sealed record PeopleCounts(int Households, int Residents, int WithoutPhone, int WithoutLink);

/// <summary>Households and the people in them, as much of them as the reader may see; every look at full names or numbers is recorded.</summary>
public sealed class ResidentQueries(LiaisonDatabase database, ICryptoProvider crypto, AuditTrail audit)
{
    public const int PageSize = 50;

    /// <summary>An officer has his village on one page; beyond this the page says so by the total.</summary>
    public const int MostOfOfficer = 2000;

    public Task<IReadOnlyList<Tag>> TagsAsync(CancellationToken cancellationToken) =>
        database.ReadAsync<IReadOnlyList<Tag>>(async db => await db.Tags.OrderBy(tag => tag.Kind).ThenBy(tag => tag.Id).ToListAsync(cancellationToken), cancellationToken);

    /// <summary>A page of a village at the console: names in full for those who may see people, masked for all others, numbers for nobody.</summary>
    public async Task<Result<VillageHouseholds>> OfVillageAsync(Actor actor, int villageId, int skip, CancellationToken cancellationToken)
    {
        var village = await database.ReadAsync(db => db.Divisions.SingleOrDefaultAsync(row => row.Id == villageId, cancellationToken), cancellationToken);
        if (village is null) return Refusal.NotFound;
        if (actor.Require(Permissions.View, village.Path) is { } refusal) return refusal;
        var sight = actor.May(Permissions.SeePeople, village.Path) ? Sight.Names : Sight.Masked;
        return await LookAsync(actor, village, sight, skip, PageSize, cancellationToken);
    }

    /// <summary>The officer's own village, names and numbers in full.</summary>
    public async Task<Result<VillageHouseholds>> OfOfficerAsync(Actor actor, int villageId, CancellationToken cancellationToken)
    {
        var village = await database.ReadAsync(db => db.Divisions.SingleOrDefaultAsync(row => row.Id == villageId, cancellationToken), cancellationToken);
        if (village is null) return Refusal.NotFound;
        if (actor.Require(Permissions.ServeVillage, village.Path) is { } refusal) return refusal;
        return await LookAsync(actor, village, Sight.Full, 0, MostOfOfficer, cancellationToken);
    }

    /// <summary>Who and how many live in a village, a township or a county; reads every household there, so it is not for a whole province on a dashboard.</summary>
    public async Task<Result<PeopleCounts>> CountAsync(Actor actor, int divisionId, CancellationToken cancellationToken) =>
        await database.ReadAsync<Result<PeopleCounts>>(async db =>
        {
            var path = await db.Divisions.Where(row => row.Id == divisionId).Select(row => row.Path).SingleOrDefaultAsync(cancellationToken);
            if (path is null) return Refusal.NotFound;
            if (actor.Require(Permissions.View, path) is not null && actor.Require(Permissions.ServeVillage, path) is { } refusal) return refusal;
            var villages = db.Divisions.Where(row => row.IsVillage).WhereWithin(row => row.Path, [new DivisionPath(path)]).Select(row => row.Id);
            var households = db.Households.Where(row => villages.Contains(row.VillageId));
            return new PeopleCounts(
                await households.CountAsync(cancellationToken),
                await db.Residents.CountAsync(row => villages.Contains(row.VillageId), cancellationToken),
                await households.CountAsync(row => !db.Residents.Any(resident => resident.HouseholdId == row.Id && resident.VillageId == row.VillageId && db.ContactPoints.Any(point => point.ResidentId == resident.Id)), cancellationToken),
                await households.CountAsync(row => !db.Residents.Any(resident => resident.HouseholdId == row.Id && resident.VillageId == row.VillageId && db.Links.Any(link => link.ResidentId == resident.Id && link.Until == null)), cancellationToken));
        }, cancellationToken);

    private async Task<Result<VillageHouseholds>> LookAsync(Actor actor, Division village, Sight sight, int skip, int take, CancellationToken cancellationToken)
    {
        if (sight == Sight.Masked)
            return await database.ReadAsync(db => ReadAsync(db, village.Id, sight, skip, take, cancellationToken), cancellationToken);
        return await database.WriteAsync<VillageHouseholds>(WritePriority.Answer, async db =>
        {
            var seen = await ReadAsync(db, village.Id, sight, skip, take, cancellationToken);
            var act = sight == Sight.Full ? "PeopleSeen" : "NamesSeen";
            await audit.RecordAsync(db, actor, act, new AuditSubject("Village", village.Id.ToString(CultureInfo.InvariantCulture), village.Path), new { seen.Households.Count, skip }, cancellationToken);
            return seen;
        }, cancellationToken);
    }

    private async Task<VillageHouseholds> ReadAsync(LiaisonDbContext db, int villageId, Sight sight, int skip, int take, CancellationToken cancellationToken)
    {
        var total = await db.Households.CountAsync(row => row.VillageId == villageId, cancellationToken);
        var households = await db.Households.AsNoTracking().Where(row => row.VillageId == villageId).OrderBy(row => row.Id).Skip(skip).Take(take)
            .Select(row => new { row.Id, row.Group }).ToListAsync(cancellationToken);
        if (households.Count == 0) return new VillageHouseholds([], total);

        // the village by its index, this page of it by the range of its numbers: no list of parameters
        var (first, last) = (households[0].Id, households[^1].Id);
        var residents = await db.Residents.AsNoTracking().Where(row => row.VillageId == villageId && row.HouseholdId >= first && row.HouseholdId <= last)
            .Select(row => new { row.Id, row.HouseholdId, row.Rank, row.NameCipher }).ToListAsync(cancellationToken);
        var phones = (await db.ContactPoints.AsNoTracking().Where(row => row.VillageId == villageId && row.Kind == "phone")
            .Select(row => new { row.Id, row.ResidentId, Cipher = sight == Sight.Full ? row.ValueCipher : null }).ToListAsync(cancellationToken)).ToLookup(row => row.ResidentId);
        var tags = (await db.ResidentTags.Where(row => row.VillageId == villageId)
            .Join(db.Tags, row => row.TagId, tag => tag.Id, (row, tag) => new { row.ResidentId, tag.Code, tag.IsSensitive }).ToListAsync(cancellationToken))
            .Where(row => sight != Sight.Masked || !row.IsSensitive).ToLookup(row => row.ResidentId, row => row.Code);
        var rows = residents.ToLookup(row => row.HouseholdId);
        return new VillageHouseholds([.. households.Select(household => new HouseholdRow(household.Id, household.Group,
            [.. rows[household.Id].OrderBy(row => row.Rank).Select(row => Row(row.Id, row.Rank, row.NameCipher))]))], total);

        ResidentRow Row(long id, int rank, byte[] nameCipher)
        {
            var name = crypto.Decrypt(nameCipher, PersonalFields.ResidentName(id));
            var phone = phones[id].OrderBy(point => point.Id).FirstOrDefault();
            return new ResidentRow(id, rank, sight == Sight.Masked ? Identity.PersonRules.Mask(name) : name, phone is not null,
                phone?.Cipher is { } cipher ? crypto.Decrypt(cipher, PersonalFields.ContactValue(phone.Id)) : null, [.. tags[id].Order(StringComparer.Ordinal)]);
        }
    }

    private enum Sight
    {
        Masked,
        Names,
        Full,
    }
}
