using GovLiaison.TrainingGateway.Clock;

namespace GovLiaison.TrainingGateway.WeCom;

/// <summary>
/// Why an accepted card may stay unseen: an identical one inside its interval, or too many to one member (30 a minute,
/// 1,000 an hour; the surplus is dropped without an error). Neither survives a restart of the gateway.
/// </summary>
internal sealed class ShownOnce(WorldClock world)
{
    private const int PerMinute = 30;
    private const int PerHour = 1000;
    private readonly Lock _gate = new();
    private readonly Dictionary<ulong, DateTime> _seen = [];
    private readonly Dictionary<string, Counts> _members = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>True the first time inside the interval, which begins anew only after it has ended.</summary>
    public bool IsFirst(ulong message, TimeSpan interval)
    {
        lock (_gate)
        {
            var now = world.Now;
            if (_seen.TryGetValue(message, out var until) && until > now)
                return false;
            if (_seen.Count >= 500_000)
                Prune(now);
            _seen[message] = now + interval;
            return true;
        }
    }

    public bool IsWithinMemberLimit(string userid)
    {
        lock (_gate)
        {
            var minute = world.Now.Ticks / TimeSpan.TicksPerMinute;
            var counts = _members.GetValueOrDefault(userid);
            if (counts.Minute != minute)
                counts = counts with { Minute = minute, InMinute = 0 };
            if (counts.Hour != minute / 60)
                counts = counts with { Hour = minute / 60, InHour = 0 };
            var isWithin = counts.InMinute < PerMinute && counts.InHour < PerHour;
            if (isWithin)
                counts = counts with { InMinute = counts.InMinute + 1, InHour = counts.InHour + 1 };
            _members[userid] = counts;
            return isWithin;
        }
    }

    private void Prune(DateTime now)
    {
        foreach (var old in _seen.Where(s => s.Value <= now).Select(s => s.Key).ToList())
            _seen.Remove(old);
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private record struct Counts(long Minute, int InMinute, long Hour, int InHour);
}
