using GovLiaison.Common;
using GovLiaison.Divisions;
using GovLiaison.Identity;
using GovLiaison.Posts;

namespace GovLiaison.Cli.Demo;

/// <summary>A console account of the demo; its password is made at random for each run.</summary>
/// <param name="Login">The surname, where it is a person on duty.</param>
/// <param name="Role">A code of <see cref="Roles"/>.</param>
public sealed record DemoAccount(string Login, string Role, Division Division, Guid PersonId);

/// <summary>Officers of every village, duty holders of every division above, and the staff with console accounts.</summary>
public sealed class DemoPeople(ICryptoProvider crypto, DemoNames names, int seed, DateTime now)
{
    public const string ProvinceOfficer = "liu", ProvinceLeader = "chen";

    private const string CountyWithAccounts = "610629"; // Luochuan: nearly every household grows apples
    private const int OfficersPerVillage = 2;

    private readonly DateOnly _since = DateOnly.FromDateTime(now).AddDays(-30);
    private readonly List<Guid> _mainOfficers = [];
    private readonly List<Person> _persons = [];
    private readonly List<Post> _posts = [];
    private readonly List<Duty> _duties = [];
    private readonly List<DemoAccount> _accounts = [];

    public IReadOnlyList<Person> Persons => _persons;
    public IReadOnlyList<Post> Posts => _posts;
    public IReadOnlyList<Duty> Duties => _duties;
    public IReadOnlyList<DemoAccount> Accounts => _accounts;

    /// <summary>By the village's place in the order of the tree.</summary>
    public Guid MainOfficer(int village) => _mainOfficers[village];

    public void Make(IReadOnlyList<Division> divisions)
    {
        foreach (var village in divisions.Where(division => division.IsVillage).OrderBy(division => division.Id))
            for (var rank = 0; rank < OfficersPerVillage; rank++)
            {
                var officer = Appoint(village, Roles.VillageOfficer, rank, $"v{village.Code}{(char)('a' + rank)}");
                if (rank == 0) _mainOfficers.Add(officer);
            }
        var holders = new Dictionary<string, Guid>(StringComparer.Ordinal);
        foreach (var division in divisions.Where(division => !division.IsVillage).OrderBy(division => division.Id))
        {
            var surname = division.ParentId is null ? '刘' : string.Equals(division.Code, CountyWithAccounts, StringComparison.Ordinal) ? '赵' : (char?)null;
            var holder = holders[division.Code] = Appoint(division, Roles.DutyOfficer, 0, $"d{division.Code}", surname);
            _duties.Add(new Duty { Id = Random($"duty/{division.Code}").Key(now, Duties.Count), DivisionId = division.Id, PersonId = holder, From = now });
        }
        MakeStaff(divisions, holders);
    }

    // The security administrator has a post but no account yet: "govliaison account add" makes one when rights are to change.
    private void MakeStaff(IReadOnlyList<Division> divisions, Dictionary<string, Guid> holders)
    {
        var province = divisions.First(division => division.ParentId is null);
        var counties = divisions.Where(division => !division.IsVillage && division.Level == 3).ToList();
        var county = counties.Find(division => string.Equals(division.Code, CountyWithAccounts, StringComparison.Ordinal)) ?? counties.FirstOrDefault() ?? province;
        _accounts.Add(new DemoAccount(ProvinceOfficer, Roles.DutyOfficer, province, holders[province.Code]));
        _accounts.Add(Staff(ProvinceLeader, Roles.DutyLeader, province, '陈'));
        _accounts.Add(new DemoAccount("zhao", Roles.DutyOfficer, county, holders[county.Code]));
        _accounts.Add(Staff("yang", Roles.DutyLeader, county, '杨'));
        _accounts.Add(Staff("sysadmin", Roles.SystemAdministrator, province));
        _accounts.Add(Staff("auditor", Roles.AuditAdministrator, province));
        Staff("security", Roles.SecurityAdministrator, province);
    }

    private DemoAccount Staff(string login, string role, Division division, char? surname = null) =>
        new(login, role, division, Appoint(division, role, 0, login, surname));

    private Guid Appoint(Division division, string role, int rank, string weComUserId, char? surname = null)
    {
        var random = Random($"person/{weComUserId}");
        var id = random.Key(now, Persons.Count);
        var phone = DemoPhones.OfPerson(seed, Persons.Count);
        _persons.Add(new Person
        {
            Id = id,
            NameCipher = crypto.Encrypt(surname is { } given ? names.Full(ref random, given) : names.Full(ref random), PersonalFields.PersonName(id)),
            PhoneCipher = crypto.Encrypt(phone, PersonalFields.PersonPhone(id)),
            PhoneIndex = crypto.PhoneIndex(phone),
            WeComUserId = weComUserId,
            CreatedAt = now,
        });
        _posts.Add(new Post { Id = random.Key(now, Posts.Count), PersonId = id, DivisionId = division.Id, Role = role, Rank = rank, From = _since });
        return id;
    }

    private DemoRandom Random(string place) => new(seed, place);
}
