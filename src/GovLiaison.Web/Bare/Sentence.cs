using System.Globalization;

namespace GovLiaison.Web.Bare;

internal static class Sentence
{
    /// <summary>A sentence of a texts file with its values.</summary>
    public static string Of(string format, params object?[] values) => string.Format(CultureInfo.CurrentCulture, format, values);
}
