using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Divisions;
using GovLiaison.Identity;
using GovLiaison.Posts;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Testing;

/// <summary>Builders that read like speech: <c>await database.Data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone("19900000001")))</c>.</summary>
public sealed class TestProvince(TestDatabase database)
{
    private const string Surnames = "王李张刘陈杨赵黄周吴";
    private int _people;

    /// <summary>The rows of <see cref="TestTree"/>.</summary>
    public async Task<IReadOnlyList<Division>> TreeAsync()
    {
        var rows = TestTree.Divisions();
        await database.WriteAsync(db =>
        {
            db.Divisions.AddRange(rows);
            return DivisionTreeCache.CountChangeAsync(db, CancellationToken.None);
        });
        database.Get<DivisionTreeCache>().Forget();
        return rows;
    }

    public Task<Division> DivisionAsync(string code) => database.ReadAsync(db => db.Divisions.SingleAsync(row => row.Code == code));

    public async Task<int> DivisionIdAsync(string code) => (await DivisionAsync(code)).Id;

    public async Task<string> PathAsync(string code) => (await DivisionAsync(code)).Path;

    /// <summary>A member of staff in a role of <see cref="Roles"/> at a division.</summary>
    public async Task<Actor> StaffAsync(string role, string divisionCode, string? phone = null) =>
        await ActorOfAsync(await PersonAsync(role, divisionCode, 0, phone));

    /// <summary>An officer of a village: rank 0 is the main one, deputies follow.</summary>
    public async Task<Actor> OfficerAsync(string villageCode, int rank = 0, string? phone = null, string? weComUserId = null) =>
        await ActorOfAsync(await PersonAsync(Roles.VillageOfficer, villageCode, rank, phone, weComUserId));

    /// <summary>Somebody holds the duty phone of a division from now on.</summary>
    public async Task<Actor> OnDutyAsync(string divisionCode, string? phone = null, string? weComUserId = null)
    {
        var personId = await PersonAsync(Roles.DutyOfficer, divisionCode, 0, phone ?? NextPhone(), weComUserId);
        var divisionId = await DivisionIdAsync(divisionCode);
        await database.WriteAsync(db =>
        {
            db.Duties.Add(new Duty { Id = Guid.CreateVersion7(), DivisionId = divisionId, PersonId = personId, From = database.Clock.UtcNow().AddHours(-1) });
            return Task.CompletedTask;
        });
        return await ActorOfAsync(personId);
    }

    /// <summary>The person with grants compiled from the posts of today.</summary>
    public async Task<Actor> ActorOfAsync(Guid personId)
    {
        var grants = await database.Get<GrantCompiler>().CompileAsync(personId, CancellationToken.None);
        var kind = grants.Any(grant => !string.Equals(grant.Permission, Permissions.ServeVillage, StringComparison.Ordinal)) ? "staff" : "officer";
        return new Actor(kind, personId, $"test-{personId:N}", grants);
    }

    /// <summary>A household with its residents, phones, tags and links to the village's main officer where there is one.</summary>
    public async Task<TestHousehold> HouseholdAsync(string villageCode, Action<TestHousehold>? with = null, string group = "1 组")
    {
        var household = new TestHousehold(await DivisionAsync(villageCode), group);
        with?.Invoke(household);
        await household.StoreAsync(database, () => NextName());
        return household;
    }

    public string NextName() => $"{Surnames[Interlocked.Increment(ref _people) % Surnames.Length]}村民{_people}";

    /// <summary>A number of a block that cannot be dialled.</summary>
    public string NextPhone() => $"1990000{Interlocked.Increment(ref _people):0000}";

    private async Task<Guid> PersonAsync(string role, string divisionCode, int rank, string? phone, string? weComUserId = null)
    {
        var id = Guid.CreateVersion7();
        var name = NextName();
        var division = await DivisionAsync(divisionCode);
        await database.WriteAsync(db =>
        {
            db.Persons.Add(new Person
            {
                Id = id,
                NameCipher = database.Crypto.Encrypt(name, PersonalFields.PersonName(id)),
                PhoneCipher = phone is null ? null : database.Crypto.Encrypt(phone, PersonalFields.PersonPhone(id)),
                PhoneIndex = phone is null ? null : database.Crypto.PhoneIndex(phone),
                WeComUserId = weComUserId,
                CreatedAt = database.Clock.UtcNow(),
            });
            db.Posts.Add(new Post { Id = Guid.CreateVersion7(), PersonId = id, DivisionId = division.Id, Role = role, Rank = rank, From = new DateOnly(2020, 1, 1) });
            return Task.CompletedTask;
        });
        return id;
    }
}
