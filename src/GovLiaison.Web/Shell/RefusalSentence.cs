using System.Globalization;
using GovLiaison.Common;

namespace GovLiaison.Web.Shell;

/// <summary>A refusal in the words of the person who reads it.</summary>
public static class RefusalSentence
{
    /// <summary>A code without a sentence of its own gets the general one: its name would say nothing to anybody.</summary>
    public static string Of(Refusal refusal) =>
        RefusalTexts.ResourceManager.GetString(refusal.Code, CultureInfo.CurrentUICulture) is { } text
            ? Phrase.Of(text, refusal.Arguments)
            : ShellTexts.ErrorSentence;
}
