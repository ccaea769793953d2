using System.Globalization;
using System.Text;

namespace GovLiaison.Web.Reach;

/// <summary>Where in an alert somebody is stands in the address, so that it can be sent to a colleague.</summary>
public static class TrackingLinks
{
    public const string Overview = "overview";
    public const string Unreached = "unreached";
    public const string Help = "help";
    public const string Silent = "silent";
    public const string Versions = "versions";

    public static string To(Guid alertId, string? tab = null, string? at = null, string? kind = null, int skip = 0, Guid? message = null)
    {
        var link = new StringBuilder($"/alerts/{alertId}");
        var sign = '?';
        Add("tab", tab);
        Add("at", at);
        Add("kind", kind);
        Add("skip", skip > 0 ? skip.ToString(CultureInfo.InvariantCulture) : null);
        Add("message", message?.ToString());
        return link.ToString();

        void Add(string name, string? value)
        {
            if (string.IsNullOrEmpty(value)) return;
            link.Append(sign).Append(name).Append('=').Append(Uri.EscapeDataString(value));
            sign = '&';
        }
    }
}
