using System.Globalization;
using System.Text;

namespace GovLiaison.Web;

/// <summary>
/// A sentence of a *Texts file with its places filled. English says one and many apart by brackets behind a figure:
/// "{0} household[s] wait[s|]" is "1 household waits" and "2 households wait".
/// </summary>
public static class Phrase
{
    public static string Of(string text, params object?[] arguments) =>
        string.Format(CultureInfo.CurrentCulture, text.Contains('[', StringComparison.Ordinal) ? Counted(text, arguments) : text, arguments);

    private static string Counted(string text, object?[] arguments)
    {
        var counted = new StringBuilder(text.Length);
        var isOne = false;
        for (var at = 0; at < text.Length; at++)
        {
            if (text[at] == '{' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))
                isOne = text[at + 1] - '0' is var place && place < arguments.Length && string.Equals(Convert.ToString(arguments[place], CultureInfo.InvariantCulture), "1", StringComparison.Ordinal);
            if (text[at] != '[' || text.IndexOf(']', at) is not (> 0 and var end))
            {
                counted.Append(text[at]);
                continue;
            }
            var forms = text[(at + 1)..end].Split('|');
            counted.Append(forms.Length == 1 ? isOne ? "" : forms[0] : forms[isOne ? 0 : 1]);
            at = end;
        }
        return counted.ToString();
    }
}
