using System.Globalization;

namespace GovLiaison.Cli.Shell;

public static class CliFormat
{
    /// <summary>The text with its places filled, numbers in the user's form.</summary>
    public static string With(this string text, params object?[] values) => string.Format(CultureInfo.CurrentCulture, text, values);
}
