using System.Globalization;

namespace GovLiaison.Web.Shell.Parts;

/// <summary>A sentence of a *Texts file with its places filled.</summary>
public static class Phrase
{
    public static string Of(string text, params object[] arguments) => string.Format(CultureInfo.CurrentCulture, text, arguments);
}
