using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Divisions;
using GovLiaison.Posts;
using GovLiaison.Residents;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Testing;

/// <summary>A household being described, and after it was stored its numbers.</summary>
public sealed class TestHousehold(Division village, string group)
{
    private readonly List<TestResident> _residents = [];

    public long Id { get; private set; }
    public IReadOnlyList<TestResident> Residents => _residents;

    public TestHousehold WithResident(Action<TestResident>? with = null)
    {
        var resident = new TestResident();
        with?.Invoke(resident);
        _residents.Add(resident);
        return this;
    }

    internal Task StoreAsync(TestDatabase database, Func<string> nextName) => database.WriteAsync(async db =>
    {
        Id = await db.AllotAsync(ResidentKeys.Households, 1, CancellationToken.None);
        db.Households.Add(new Household { Id = Id, VillageId = village.Id, Group = group, AddressCipher = null });
        var officer = await db.Posts.Where(post => post.DivisionId == village.Id && post.Role == Roles.VillageOfficer && post.Rank == 0)
            .Select(post => (Guid?)post.PersonId).FirstOrDefaultAsync();
        foreach (var resident in _residents)
            await StoreAsync(database, db, resident, _residents.IndexOf(resident) + 1, resident.Name ?? nextName(), officer);
    });

    private async Task StoreAsync(TestDatabase database, LiaisonDbContext db, TestResident resident, int rank, string name, Guid? officer)
    {
        var county = new DivisionPath(village.Path).CountyCode;
        var id = resident.Id = await db.AllotAsync(ResidentKeys.Residents, 1, CancellationToken.None);
        db.Residents.Add(new Resident
        {
            Id = id,
            HouseholdId = Id,
            VillageId = village.Id,
            NameCipher = database.Crypto.Encrypt(name, PersonalFields.ResidentName(id)),
            NameIndex = database.Crypto.NameIndex(county, name),
            Rank = rank,
            TakesBulletins = true,
        });
        if (resident.Phone is { } phone)
            await StorePhoneAsync(database, db, id, phone, county);
        var tags = await db.Tags.Where(tag => resident.Tags.Contains(tag.Code)).Select(tag => tag.Id).ToListAsync();
        if (tags.Count != resident.Tags.Count) throw new InvalidOperationException($"No such tag among {string.Join(' ', resident.Tags)}");
        db.ResidentTags.AddRange(tags.Select(tag => new ResidentTag { ResidentId = id, TagId = tag, VillageId = village.Id }));
        if (officer is not null)
            db.Links.Add(new Link
            {
                Id = await db.AllotAsync(ResidentKeys.Links, 1, CancellationToken.None),
                ResidentId = id,
                OfficerId = officer.Value,
                VillageId = village.Id,
                Through = "phone",
                Since = database.Clock.UtcNow(),
            });
    }

    private async Task StorePhoneAsync(TestDatabase database, LiaisonDbContext db, long residentId, string phone, string county)
    {
        await db.SaveChangesAsync();
        var index = database.Crypto.PhoneIndex(phone);
        var others = await db.ContactPoints.Where(point => point.ValueIndex == index).ExecuteUpdateAsync(set => set.SetProperty(point => point.IsShared, true));
        var id = await db.AllotAsync(ResidentKeys.ContactPoints, 1, CancellationToken.None);
        db.ContactPoints.Add(new ContactPoint
        {
            Id = id,
            ResidentId = residentId,
            VillageId = village.Id,
            Kind = "phone",
            ValueCipher = database.Crypto.Encrypt(phone, PersonalFields.ContactValue(id)),
            ValueIndex = index,
            TailIndex = database.Crypto.TailIndex(county, phone),
            IsShared = others > 0,
        });
    }
}

public sealed class TestResident
{
    private readonly List<string> _tags = [];

    public long Id { get; internal set; }
    public string? Name { get; private set; }
    public string? Phone { get; private set; }
    public IReadOnlyList<string> Tags => _tags;

    public TestResident Named(string name)
    {
        Name = name;
        return this;
    }

    public TestResident WithPhone(string phone)
    {
        Phone = phone;
        return this;
    }

    /// <summary>Codes of <see cref="TagDefaults"/>: apple, living-alone …</summary>
    public TestResident Tagged(params string[] codes)
    {
        _tags.AddRange(codes);
        return this;
    }
}
