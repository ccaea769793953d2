namespace GovLiaison.Dispatch;

/// <summary>How one supplier of a channel fared since the last look.</summary>
/// <param name="Weight">Its share of new batches against its peers, 5–100.</param>
/// <param name="ChangedAt">When the weight was last changed.</param>
/// <param name="Relapses">How often it lost its weight again soon after a loss.</param>
/// <param name="Requests">Requests that ended since the last look.</param>
/// <param name="Faults">Of them: without a word about any item, be it silence or a request to slow down.</param>
/// <param name="MeanTime">Of one request.</param>
public sealed record SupplierNews(int Weight, DateTime ChangedAt, int Relapses, int Requests, int Faults, TimeSpan MeanTime);

/// <summary>
/// Moves work between the suppliers of one channel. A failing one loses its weight but keeps a little, so that it can show that it is back; it wins
/// the rest back step by step, later each time it fails again. A pure function.
/// </summary>
public static class SupplierWeights
{
    public const int Full = 100;
    public const int Least = 5;

    /// <summary>No weight is changed more often.</summary>
    public static readonly TimeSpan BetweenChanges = TimeSpan.FromMinutes(1);

    /// <summary>Who fails again this soon after a loss is trusted more slowly.</summary>
    public static readonly TimeSpan RelapseWithin = TimeSpan.FromMinutes(10);

    /// <summary>Slower than this is too slow, where another supplier is <see cref="SlowRatio"/> times as fast.</summary>
    public static readonly TimeSpan SlowTime = TimeSpan.FromSeconds(2);

    public const double SlowRatio = 3;
    public const double FaultShare = 0.5;
    private const int MostRelapses = 2;

    /// <summary>The same suppliers in the same order, with their new weights. Where none does better than another, nothing moves.</summary>
    public static IReadOnlyList<SupplierNews> Weigh(IReadOnlyList<SupplierNews> suppliers, DateTime now)
    {
        if (suppliers.Count < 2) return suppliers;
        var bad = suppliers.Select(supplier => IsBad(supplier, suppliers)).ToList();
        var allBad = bad.TrueForAll(one => one);
        return [.. suppliers.Select((supplier, i) => bad[i] && !allBad ? Lower(supplier, now) : bad[i] ? supplier : Raise(supplier, now))];
    }

    private static bool IsBad(SupplierNews one, IReadOnlyList<SupplierNews> all)
    {
        if (one.Requests == 0) return false;
        if (one.Faults >= one.Requests * FaultShare) return true;
        return one.MeanTime >= SlowTime && all.Any(other => other.Requests > other.Faults && other.MeanTime * SlowRatio <= one.MeanTime);
    }

    private static SupplierNews Lower(SupplierNews supplier, DateTime now)
    {
        if (supplier.Weight == Least || now - supplier.ChangedAt < BetweenChanges) return supplier;
        var again = now - supplier.ChangedAt <= RelapseWithin;
        return supplier with { Weight = Least, ChangedAt = now, Relapses = again ? Math.Min(supplier.Relapses + 1, MostRelapses) : 0 };
    }

    private static SupplierNews Raise(SupplierNews supplier, DateTime now)
    {
        if (supplier.Weight == Full || now - supplier.ChangedAt < BetweenChanges * Math.Pow(2, supplier.Relapses)) return supplier;
        return supplier with { Weight = Math.Min(supplier.Weight * 2, Full), ChangedAt = now };
    }
}
