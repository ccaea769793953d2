using GovLiaison.Common;
using GovLiaison.Divisions;

namespace GovLiaison.Cli.Demo;

/// <summary>One village before its people are made: how many, and from which number on, so that villages can be made side by side.</summary>
public sealed record DemoVillagePlan
{
    public required Division Village { get; init; }

    /// <summary>Its county, for blind indexes.</summary>
    public required string CountyCode { get; init; }

    /// <summary>Place in the order of the tree, from 0.</summary>
    public required int Number { get; init; }

    public required int Residents { get; init; }
    public required int Households { get; init; }
    public required long FirstResident { get; init; }
    public required long FirstHousehold { get; init; }
}

/// <summary>The first of the numbers that were allotted; a contact point and a link carry the number of their resident.</summary>
public sealed record DemoKeys(long FirstResident, long FirstHousehold);

/// <summary>Spreads the residents over the villages.</summary>
public static class DemoPlan
{
    private const double PersonsPerHousehold = 3;

    // the farming village is what the demo is about; communities in towns get fewer of the residents
    private const double UrbanWeight = 0.5;

    public static IReadOnlyList<DemoVillagePlan> Make(IReadOnlyList<Division> divisions, DemoOptions options, DemoKeys keys)
    {
        var villages = divisions.Where(division => division.IsVillage).OrderBy(division => division.Id).ToList();
        var sizes = Sizes(villages, options);
        var plans = new List<DemoVillagePlan>(villages.Count);
        var (resident, household) = (keys.FirstResident, keys.FirstHousehold);
        for (var i = 0; i < villages.Count; i++)
        {
            var households = Households(sizes[i]);
            plans.Add(new DemoVillagePlan
            {
                Village = villages[i],
                CountyCode = new DivisionPath(villages[i].Path).CountyCode,
                Number = i,
                Residents = sizes[i],
                Households = households,
                FirstResident = resident,
                FirstHousehold = household,
            });
            resident += sizes[i];
            household += households;
        }
        return plans;
    }

    /// <summary>How many households the residents make up.</summary>
    public static long Households(IReadOnlyList<Division> divisions, DemoOptions options) =>
        Sizes([.. divisions.Where(division => division.IsVillage).OrderBy(division => division.Id)], options).Sum(size => (long)Households(size));

    private static int Households(int residents) => residents == 0 ? 0 : Math.Max(1, (int)Math.Round(residents / PersonsPerHousehold));

    // One resident for every village as far as they go, the rest by weight; what rounding leaves goes to the first villages
    // by remainder, so that the sum is exactly what was asked for.
    private static int[] Sizes(List<Division> villages, DemoOptions options)
    {
        var weights = villages.ConvertAll(village => Weight(village, options.Seed));
        var sizes = new int[villages.Count];
        for (var i = 0; i < Math.Min(villages.Count, options.Residents); i++) sizes[i] = 1;
        var rest = options.Residents - sizes.Sum();
        var share = rest / weights.Sum();
        for (var i = 0; i < sizes.Length; i++) sizes[i] += (int)(weights[i] * share);
        var left = options.Residents - sizes.Sum();
        foreach (var i in Enumerable.Range(0, sizes.Length).OrderByDescending(i => weights[i] * share % 1).ThenBy(i => i).Take(left)) sizes[i]++;
        return sizes;
    }

    private static double Weight(Division village, int seed)
    {
        var random = new DemoRandom(seed, $"size/{village.Code}");
        var size = Math.Exp(0.6 * random.Normal());
        return village.Name.EndsWith("村民委员会", StringComparison.Ordinal) || village.Name.EndsWith("村委会", StringComparison.Ordinal) ? size : size * UrbanWeight;
    }
}
