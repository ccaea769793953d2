using System.Globalization;

namespace GovLiaison.Web.Shell.Parts;

public enum TimeLook
{
    /// <summary>18:32:05, inside an alert.</summary>
    Seconds,

    /// <summary>18:32, elsewhere.</summary>
    Minutes,

    /// <summary>15 日 08:00.</summary>
    DayTime,

    /// <summary>4 月 14 日.</summary>
    Day,

    /// <summary>2026-04-14, in exports.</summary>
    Iso,
}

/// <summary>Instants are stored in UTC and shown in Beijing time, which has had no summer time since 1991.</summary>
public static class BeijingTime
{
    private static readonly TimeSpan Offset = TimeSpan.FromHours(8);

    public static DateTime Of(DateTime utc) => DateTime.SpecifyKind(utc + Offset, DateTimeKind.Unspecified);

    public static string Text(DateTime utc, TimeLook look) => Of(utc).ToString(look switch
    {
        TimeLook.Seconds => "HH:mm:ss",
        TimeLook.Minutes => "HH:mm",
        TimeLook.DayTime => PartsTexts.TimeDayTime,
        TimeLook.Day => PartsTexts.TimeDay,
        _ => "yyyy-MM-dd",
    }, CultureInfo.CurrentUICulture.Name is "en-US" ? CultureInfo.CurrentUICulture : CultureInfo.InvariantCulture);

    /// <summary>Milliseconds since 1970, for the attributes from which the browser runs clocks and countdowns.</summary>
    public static string Stamp(DateTime utc) =>
        new DateTimeOffset(DateTime.SpecifyKind(utc, DateTimeKind.Utc)).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
}
