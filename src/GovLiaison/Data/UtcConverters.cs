using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace GovLiaison.Data;

// Every instant is UTC to the millisecond in all three databases: 100 ns digits do not survive the round trip everywhere.
public sealed class UtcDateTimeConverter() : ValueConverter<DateTime, DateTime>(
    value => UtcTime.ToMilliseconds(value),
    value => DateTime.SpecifyKind(value, DateTimeKind.Utc));

public sealed class UtcMillisecondsConverter() : ValueConverter<DateTime, long>(
    value => UtcTime.ToUnixMilliseconds(value),
    value => DateTime.UnixEpoch.AddMilliseconds(value));

public static class UtcTime
{
    public static DateTime UtcNow(this TimeProvider clock) => ToMilliseconds(clock.GetUtcNow().UtcDateTime);

    public static DateTime ToMilliseconds(DateTime value) => value.Kind == DateTimeKind.Utc
        ? new DateTime(value.Ticks - value.Ticks % TimeSpan.TicksPerMillisecond, DateTimeKind.Utc)
        : throw new ArgumentException("Instants are UTC", nameof(value));

    public static long ToUnixMilliseconds(DateTime value) => (ToMilliseconds(value) - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerMillisecond;
}
