using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Divisions;
using GovLiaison.Identity;
using GovLiaison.Posts;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Residents;

/// <param name="Tags">Codes.</param>
public sealed record AddResident(string Name, string? Phone, IReadOnlyList<string> Tags, bool TakesBulletins = true);

/// <param name="Residents">The head of the household first.</param>
public sealed record AddHousehold(int VillageId, string Group, string? Address, IReadOnlyList<AddResident> Residents);

/// <summary>Takes households in, one at a time; every resident gets a link to the village's main officer where there is one.</summary>
public sealed class ResidentService(LiaisonDatabase database, ICryptoProvider crypto, AuditTrail audit, TimeProvider clock)
{
    public const int MostGroup = 40;
    public const int MostAddress = 80;

    /// <summary>The number of the household.</summary>
    public async Task<Result<long>> AddHouseholdAsync(Actor actor, AddHousehold request, CancellationToken cancellationToken)
    {
        if (Check(request) is { } broken) return broken;
        return await database.WriteAsync<long>(WritePriority.Console, async db =>
        {
            var village = await db.Divisions.SingleOrDefaultAsync(row => row.Id == request.VillageId, cancellationToken);
            if (village is null) return Refusal.NotFound;
            if (Require(actor, village.Path) is { } refusal) return refusal;
            if (!village.IsVillage) return ResidentRefusals.HouseholdOutsideVillage;
            var tags = await TagsAsync(db, request, cancellationToken);
            if (tags.IsRefused) return tags.Refusal!;

            var household = await StoreAsync(db, request, village, tags.Value, cancellationToken);
            await audit.RecordAsync(db, actor, "HouseholdAdded", Subject(household, village), new { Residents = request.Residents.Count }, cancellationToken);
            return household;
        }, cancellationToken);
    }

    private static Refusal? Check(AddHousehold request)
    {
        if (request.Group.Trim().Length is 0 or > MostGroup) return ResidentRefusals.GroupInvalid;
        if (request.Address?.Length > MostAddress) return ResidentRefusals.AddressTooLong;
        if (request.Residents.Count == 0) return ResidentRefusals.HouseholdEmpty;
        return request.Residents.Select(resident => PersonRules.CheckName(resident.Name) ?? PersonRules.CheckPhone(resident.Phone)).FirstOrDefault(refusal => refusal is not null);
    }

    // the officer of the village, or whoever keeps the register of people above it
    private static Refusal? Require(Actor actor, string path) =>
        actor.May(Permissions.ServeVillage, path) || actor.May(Permissions.SeePeople, path) ? null : actor.Require(Permissions.ManageSystem, path);

    private static async Task<Result<Dictionary<string, Guid>>> TagsAsync(LiaisonDbContext db, AddHousehold request, CancellationToken cancellationToken)
    {
        var wanted = request.Residents.SelectMany(resident => resident.Tags).Distinct(StringComparer.Ordinal).ToArray();
        var known = await db.Tags.Where(tag => wanted.Contains(tag.Code)).ToDictionaryAsync(tag => tag.Code, tag => tag.Id, StringComparer.Ordinal, cancellationToken);
        var unknown = Array.Find(wanted, code => !known.ContainsKey(code));
        return unknown is null ? known : ResidentRefusals.TagUnknown(unknown);
    }

    private async Task<long> StoreAsync(LiaisonDbContext db, AddHousehold request, Division village, Dictionary<string, Guid> tags, CancellationToken cancellationToken)
    {
        var id = await db.AllotAsync(ResidentKeys.Households, 1, cancellationToken);
        db.Households.Add(new Household
        {
            Id = id,
            VillageId = village.Id,
            Group = request.Group.Trim(),
            AddressCipher = request.Address is null ? null : crypto.Encrypt(request.Address, PersonalFields.HouseholdAddress(id)),
        });
        var officer = await MainOfficerAsync(db, village.Id, cancellationToken);
        var resident = await db.AllotAsync(ResidentKeys.Residents, request.Residents.Count, cancellationToken);
        for (var i = 0; i < request.Residents.Count; i++)
            await StoreAsync(db, new Place(id, resident + i, i + 1, village, officer), request.Residents[i], tags, cancellationToken);
        return id;
    }

    private async Task StoreAsync(LiaisonDbContext db, Place place, AddResident request, Dictionary<string, Guid> tags, CancellationToken cancellationToken)
    {
        var county = new DivisionPath(place.Village.Path).CountyCode;
        db.Residents.Add(new Resident
        {
            Id = place.ResidentId,
            HouseholdId = place.HouseholdId,
            VillageId = place.Village.Id,
            NameCipher = crypto.Encrypt(request.Name, PersonalFields.ResidentName(place.ResidentId)),
            NameIndex = crypto.NameIndex(county, request.Name),
            Rank = place.Rank,
            TakesBulletins = request.TakesBulletins,
        });
        db.ResidentTags.AddRange(request.Tags.Distinct(StringComparer.Ordinal).Select(code => new ResidentTag { ResidentId = place.ResidentId, TagId = tags[code], VillageId = place.Village.Id }));
        if (request.Phone is { } phone) await StorePhoneAsync(db, place, phone, county, cancellationToken);
        if (place.Officer is { } officer)
            db.Links.Add(new Link
            {
                Id = await db.AllotAsync(ResidentKeys.Links, 1, cancellationToken),
                ResidentId = place.ResidentId,
                OfficerId = officer,
                VillageId = place.Village.Id,
                Through = "phone",
                Since = clock.UtcNow(),
            });
    }

    private async Task StorePhoneAsync(LiaisonDbContext db, Place place, string phone, string county, CancellationToken cancellationToken)
    {
        // allotting comes first: it lets one writer in at a time, so that two who bring the same number see each other
        var id = await db.AllotAsync(ResidentKeys.ContactPoints, 1, cancellationToken);
        await db.SaveChangesAsync(cancellationToken);
        var index = crypto.PhoneIndex(phone);
        var others = await db.ContactPoints.CountAsync(row => row.ValueIndex == index, cancellationToken);
        if (others > 0)
            await db.ContactPoints.Where(row => row.ValueIndex == index && !row.IsShared).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsShared, true), cancellationToken);
        db.ContactPoints.Add(new ContactPoint
        {
            Id = id,
            ResidentId = place.ResidentId,
            VillageId = place.Village.Id,
            Kind = "phone",
            ValueCipher = crypto.Encrypt(phone, PersonalFields.ContactValue(id)),
            ValueIndex = index,
            TailIndex = crypto.TailIndex(county, phone),
            IsShared = others > 0,
        });
    }

    private Task<Guid?> MainOfficerAsync(LiaisonDbContext db, int villageId, CancellationToken cancellationToken)
    {
        var today = clock.BeijingToday();
        return db.Posts
            .Where(post => post.DivisionId == villageId && post.Role == Roles.VillageOfficer && post.Rank == 0 && post.From <= today && (post.Until == null || post.Until > today))
            .OrderBy(post => post.Id).Select(post => (Guid?)post.PersonId).FirstOrDefaultAsync(cancellationToken);
    }

    private static AuditSubject Subject(long householdId, Division village) =>
        new("Household", householdId.ToString(System.Globalization.CultureInfo.InvariantCulture), village.Path);

    private readonly record struct Place(long HouseholdId, long ResidentId, int Rank, Division Village, Guid? Officer);
}
