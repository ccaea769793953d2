using GovLiaison.Dispatch;

namespace GovLiaison.Tests.Dispatch;

/// <summary>How work moves between two suppliers of one channel.</summary>
public sealed class SupplierWeightsTests
{
    private static readonly DateTime Start = new(2026, 4, 9, 14, 0, 0, DateTimeKind.Utc);
    private static readonly TimeSpan Fast = TimeSpan.FromMilliseconds(50);

    [Fact]
    public void Dead_LosesItsWeightAtTheFirstLook()
    {
        var after = SupplierWeights.Weigh([News(faults: 10), News()], Start);

        Assert.Equal([SupplierWeights.Least, SupplierWeights.Full], after.Select(one => one.Weight));
    }

    [Theory]
    [InlineData(8_000, 50, SupplierWeights.Least)]
    [InlineData(2_000, 600, SupplierWeights.Least)]
    [InlineData(2_000, 700, SupplierWeights.Full)]
    [InlineData(1_900, 50, SupplierWeights.Full)]
    public void Slow_LosesItsWeightOnlyWhereAnotherIsThreeTimesAsFast(int milliseconds, int other, int weight)
    {
        var after = SupplierWeights.Weigh([News(time: TimeSpan.FromMilliseconds(milliseconds)), News(time: TimeSpan.FromMilliseconds(other))], Start);

        Assert.Equal([weight, SupplierWeights.Full], after.Select(one => one.Weight));
    }

    [Fact]
    public void BothBad_StayPut()
    {
        Assert.All(SupplierWeights.Weigh([News(faults: 10), News(faults: 7)], Start), one => Assert.Equal(SupplierWeights.Full, one.Weight));
        Assert.All(SupplierWeights.Weigh([News(time: TimeSpan.FromSeconds(8)), News(time: TimeSpan.FromSeconds(9))], Start), one => Assert.Equal(SupplierWeights.Full, one.Weight));
    }

    [Fact]
    public void One_WithoutPeers_StaysPut() => Assert.Equal(SupplierWeights.Full, SupplierWeights.Weigh([News(faults: 10)], Start)[0].Weight);

    [Fact]
    public void Back_WinsItsWeightInFiveMinutesAndChangesAtMostOnceAMinute()
    {
        var (changes, minutes) = Recover(SupplierWeights.Weigh([News(faults: 10), News()], Start));

        Assert.Equal([10, 20, 40, 80, 100], changes.Select(change => change.Weight));
        Assert.Equal(5, minutes);
        Assert.All(changes.Zip(changes.Skip(1)), pair => Assert.True(pair.Second.At - pair.First.At >= SupplierWeights.BetweenChanges));
    }

    [Fact]
    public void Flapping_WinsItsWeightLaterEachTimeAndWithinHalfAnHour()
    {
        var suppliers = SupplierWeights.Weigh([News(faults: 10), News()], Start);
        var waits = new List<double>();
        for (var loss = 0; loss < 4; loss++)
        {
            var (changes, minutes) = Recover(suppliers);
            waits.Add(minutes);
            var again = changes[^1].At + TimeSpan.FromMinutes(2);
            suppliers = SupplierWeights.Weigh([changes[^1].News with { Requests = 10, Faults = 10 }, News()], again);
        }

        Assert.Equal([5, 10, 20, 20], waits);
    }

    // looked at every 20 seconds until the first has all of its weight
    private static (List<(int Weight, DateTime At, SupplierNews News)> Changes, double Minutes) Recover(IReadOnlyList<SupplierNews> suppliers)
    {
        var changes = new List<(int, DateTime, SupplierNews)>();
        var (first, lost) = (suppliers[0], suppliers[0].ChangedAt);
        for (var at = lost; first.Weight < SupplierWeights.Full; at += TimeSpan.FromSeconds(20))
        {
            var next = SupplierWeights.Weigh([first with { Requests = 10, Faults = 0, MeanTime = Fast }, News()], at)[0];
            if (next.Weight != first.Weight) changes.Add((next.Weight, at, next));
            first = next;
        }
        return (changes, (changes[^1].Item2 - lost).TotalMinutes);
    }

    private static SupplierNews News(int faults = 0, TimeSpan? time = null) => new(SupplierWeights.Full, DateTime.UnixEpoch, 0, 10, faults, time ?? Fast);
}
