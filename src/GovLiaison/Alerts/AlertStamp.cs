using System.Globalization;
using GovLiaison.Common;
using GovLiaison.Data;

namespace GovLiaison.Alerts;

/// <summary>What a message is known by outside: identifier and <c>sent</c> as CAP 1.2 wants them.</summary>
internal static class AlertStamp
{
    private static readonly TimeSpan China = TimeSpan.FromHours(8);

    /// <summary>Root division, day and number, <c>61-20260414-000123</c>. Unique over merged installations, for the key is.</summary>
    public static async Task<string> IdentifierAsync(LiaisonDbContext db, Alert alert, DateTime now, CancellationToken cancellationToken)
    {
        var key = await db.AllotAsync("alert-messages", 1, cancellationToken);
        var (installation, number) = KeyAllotter.Split(key);
        var root = new DivisionPath(alert.Path).Codes[0];
        // number 1 is the installation that stands alone; only one that was merged needs to say which it is
        var issuer = installation <= 1 ? root : string.Create(CultureInfo.InvariantCulture, $"{root}.{installation}");
        return string.Create(CultureInfo.InvariantCulture, $"{issuer}-{Local(now):yyyyMMdd}-{number:D6}");
    }

    /// <summary>To the second and with a numeric offset: fractions and Z are refused by strict readers.</summary>
    public static string Sent(DateTime now) => Local(now).ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);

    /// <summary>The instant that <see cref="Sent"/> wrote.</summary>
    public static DateTime Instant(string sent) => DateTimeOffset.Parse(sent, CultureInfo.InvariantCulture).UtcDateTime;

    private static DateTimeOffset Local(DateTime now) => new DateTimeOffset(now, TimeSpan.Zero).ToOffset(China);
}
