namespace GovLiaison.Common;

/// <summary>The one time zone of the country, without summer time: what day it is for posts and duty.</summary>
public static class BeijingDay
{
    public static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateOnly BeijingToday(this TimeProvider clock) => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime + Offset);
}
