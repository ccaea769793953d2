using System.Globalization;
using GovLiaison.Common;
using GovLiaison.Residents;

namespace GovLiaison.Cli.Demo;

/// <summary>The households and residents of some villages, as rows.</summary>
public sealed class DemoRows
{
    public IList<Household> Households { get; } = [];
    public IList<Resident> Residents { get; } = [];
    public IList<ContactPoint> ContactPoints { get; } = [];
    public IList<Link> Links { get; } = [];
    public IList<ResidentTag> Tags { get; } = [];
    public int HouseholdsWithoutPhone { get; set; }
}

/// <summary>Makes the people of one village; from the seed and the village's code alone, safe for concurrent calls.</summary>
public sealed class DemoVillage(ICryptoProvider crypto, DemoNames names, DemoOptions options, DateTime now)
{
    private const double WithoutPhone = 0.06;
    private const double OwnPhone = 0.7, SharedWithHead = 0.1;
    private const double SharedWithNeighbour = 0.001;
    private const int HouseholdsPerGroup = 25;

    private readonly int _seed = options.Seed;
    private readonly double _ownPhone = options.OwnPhones ? 1 : OwnPhone, _sharedWithNeighbour = options.OwnPhones ? 0 : SharedWithNeighbour;

    private static readonly Guid LivingAlone = DemoCrops.Tag("living-alone"), Mobility = DemoCrops.Tag("mobility");

    public void Make(DemoVillagePlan plan, Guid officerId, DemoRows rows)
    {
        var random = new DemoRandom(_seed, plan.Village.Code);
        var kinds = Kinds(plan, ref random);
        var sizes = HouseholdSizes(plan, ref random);
        var resident = plan.FirstResident;
        string? neighbour = null;
        var firstContact = rows.ContactPoints.Count;
        for (var i = 0; i < sizes.Length; i++)
        {
            var home = new Home(plan, plan.FirstHousehold + i, resident, sizes[i], officerId);
            rows.Households.Add(MakeHousehold(home, i, ref random));
            var numbers = Numbers(home, neighbour, ref random);
            MakeResidents(home, numbers, rows, ref random);
            AddTags(home, kinds, rows, ref random);
            if (numbers[0] is null) rows.HouseholdsWithoutPhone++;
            neighbour = numbers[0] ?? neighbour;
            resident += sizes[i];
        }
        MarkShared(rows.ContactPoints, firstContact);
    }

    private static void MarkShared(IEnumerable<ContactPoint> points, int first)
    {
        foreach (var group in points.Skip(first).GroupBy(point => point.ValueIndex).Where(group => group.Skip(1).Any()))
            foreach (var point in group) point.IsShared = true;
    }

    private static List<(Guid Tag, double Share)> Kinds(DemoVillagePlan plan, ref DemoRandom random)
    {
        var kinds = new List<(Guid Tag, double Share)>();
        foreach (var (tag, share) in DemoCrops.In(plan.Village.Code)) kinds.Add((tag, Math.Min(0.98, share * (0.4 + 1.2 * random.Fraction()))));
        foreach (var (tag, share) in DemoCrops.HazardsIn(plan.Village.Code))
            if (random.Chance(share)) kinds.Add((tag, 0.05 + 0.2 * random.Fraction()));
        return kinds;
    }

    private static int[] HouseholdSizes(DemoVillagePlan plan, ref DemoRandom random)
    {
        var sizes = new int[plan.Households];
        Array.Fill(sizes, 1);
        for (var i = plan.Households; i < plan.Residents; i++) sizes[random.Below(sizes.Length)]++;
        return sizes;
    }

    private Household MakeHousehold(Home home, int index, ref DemoRandom random)
    {
        var groups = 1 + home.Plan.Households / HouseholdsPerGroup;
        var group = string.Create(CultureInfo.InvariantCulture, $"{1 + index % groups} 组");
        var address = string.Create(CultureInfo.InvariantCulture, $"{group} {1 + index / groups} 号{(random.Chance(0.2) ? "附 1" : "")}");
        return new Household
        {
            Id = home.Id,
            VillageId = home.Plan.Village.Id,
            Group = group,
            AddressCipher = crypto.Encrypt(address, PersonalFields.HouseholdAddress(home.Id)),
        };
    }

    // One entry per resident, null for who has none. The head comes first and is the one whose number others share.
    private string?[] Numbers(Home home, string? neighbour, ref DemoRandom random)
    {
        var numbers = new string?[home.Size];
        if (random.Chance(WithoutPhone)) return numbers;
        numbers[0] = neighbour is not null && random.Chance(_sharedWithNeighbour) ? neighbour : DemoPhones.OfResident(_seed, home.FirstResident);
        for (var i = 1; i < numbers.Length; i++)
        {
            var draw = random.Fraction();
            numbers[i] = draw < _ownPhone ? DemoPhones.OfResident(_seed, home.FirstResident + i)
                : draw < OwnPhone + SharedWithHead ? numbers[0]
                : null;
        }
        return numbers;
    }

    private void MakeResidents(Home home, string?[] numbers, DemoRows rows, ref DemoRandom random)
    {
        var surname = names.Surname(ref random);
        for (var i = 0; i < home.Size; i++)
        {
            var id = home.FirstResident + i;
            var name = i > 0 && random.Chance(0.45) ? names.Full(ref random) : names.Full(ref random, surname);
            rows.Residents.Add(new Resident
            {
                Id = id,
                HouseholdId = home.Id,
                VillageId = home.Plan.Village.Id,
                NameCipher = crypto.Encrypt(name, PersonalFields.ResidentName(id)),
                NameIndex = crypto.NameIndex(home.Plan.CountyCode, name),
                Rank = i + 1,
                TakesBulletins = random.Chance(0.6),
            });
            if (numbers[i] is { } number) rows.ContactPoints.Add(MakeContactPoint(home, id, number));
            // a resident without a number of his own is reached over the household's; a household without any has no live link
            if (numbers[0] is not null) rows.Links.Add(new Link { Id = id, ResidentId = id, OfficerId = home.OfficerId, VillageId = home.Plan.Village.Id, Through = "phone", Since = now });
        }
    }

    // at most one number per resident, so it may carry the resident's number; whether it is shared is known when all are made
    private ContactPoint MakeContactPoint(Home home, long id, string number) => new()
    {
        Id = id,
        ResidentId = id,
        VillageId = home.Plan.Village.Id,
        Kind = "phone",
        ValueCipher = crypto.Encrypt(number, PersonalFields.ContactValue(id)),
        ValueIndex = crypto.PhoneIndex(number),
        TailIndex = crypto.TailIndex(home.Plan.CountyCode, number),
    };

    private static void AddTags(Home home, List<(Guid Tag, double Share)> kinds, DemoRows rows, ref DemoRandom random)
    {
        foreach (var (tag, share) in kinds)
            if (random.Chance(share)) Add(tag);
        if (home.Size == 1 && random.Chance(0.5)) Add(LivingAlone);
        if (random.Chance(0.03)) Add(Mobility);

        void Add(Guid tag) => rows.Tags.Add(new ResidentTag { ResidentId = home.FirstResident, TagId = tag, VillageId = home.Plan.Village.Id });
    }

    private readonly record struct Home(DemoVillagePlan Plan, long Id, long FirstResident, int Size, Guid OfficerId);
}
