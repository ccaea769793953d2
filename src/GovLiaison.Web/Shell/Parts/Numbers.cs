using System.Globalization;

namespace GovLiaison.Web.Shell.Parts;

/// <summary>How figures are written on every screen.</summary>
public static class Numbers
{
    private const char ThinSpace = '\u2009';

    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>For table cells: zero is a dash, so that the eye finds what is not.</summary>
    public static string Cell(long value) => value == 0 ? "–" : Count(value);

    /// <summary>A share of fewer than 50 things is written n / m, because a per cent of few says nothing.</summary>
    public static string Share(long part, long whole) =>
        whole < 50 ? $"{Count(part)} / {Count(whole)}" : Percent(part, whole) + ThinSpace + "%";

    /// <summary>One decimal, without the sign; never 100.0 while one is missing, never 0.0 while there is one.</summary>
    public static string Percent(long part, long whole)
    {
        if (whole == 0)
            return "–";
        var tenths = Math.Round(part * 1000m / whole, MidpointRounding.AwayFromZero);
        if (part < whole)
            tenths = Math.Min(tenths, 999);
        if (part > 0)
            tenths = Math.Max(tenths, 1);
        return part == whole ? "100" : part == 0 ? "0" : (tenths / 10).ToString("0.0", CultureInfo.InvariantCulture);
    }

    /// <summary>4:12 or 1:04:12, for what is still running.</summary>
    public static string Running(TimeSpan time)
    {
        var seconds = Math.Max(0, (long)time.TotalSeconds);
        return seconds < 3600
            ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60}:{seconds % 60:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    /// <summary>6 分 42 秒, 3 小时 21 分, for sentences.</summary>
    public static string Duration(TimeSpan time)
    {
        var seconds = Math.Max(0, (long)time.TotalSeconds);
        return seconds switch
        {
            < 60 => Format(PartsTexts.DurationSeconds, seconds, 0),
            < 3600 => Format(PartsTexts.DurationMinutes, seconds / 60, seconds % 60),
            < 86400 => Format(PartsTexts.DurationHours, seconds / 3600, seconds / 60 % 60),
            _ => Format(PartsTexts.DurationDays, seconds / 86400, seconds / 3600 % 24),
        };
    }

    private static string Format(string text, long first, long second) => Phrase.Of(text, first, second);
}
