namespace GovLiaison.Benchmarks;

/// <summary>Latencies of many requests in tenths of a millisecond; what is over a minute counts as a minute.</summary>
internal sealed class Latencies
{
    private readonly long[] _tenths = new long[600_001];
    private long _count;

    public long Count => Volatile.Read(ref _count);

    public void Add(TimeSpan took)
    {
        Interlocked.Increment(ref _tenths[Math.Clamp((long)(took.TotalMilliseconds * 10), 0, _tenths.Length - 1)]);
        Interlocked.Increment(ref _count);
    }

    /// <summary>Milliseconds within which this part of them was answered.</summary>
    public double Within(double part)
    {
        var wanted = (long)Math.Ceiling(Count * part);
        long seen = 0;
        for (var i = 0; i < _tenths.Length; i++)
            if ((seen += _tenths[i]) >= wanted && seen > 0) return i / 10.0;
        return 0;
    }

    public override string ToString() => $"p50 {Within(0.5):0.0}, p90 {Within(0.9):0.0}, p99 {Within(0.99):0.0}, p99.9 {Within(0.999):0.0} ms of {Count}";
}
