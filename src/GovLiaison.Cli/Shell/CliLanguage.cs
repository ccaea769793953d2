using System.Globalization;

namespace GovLiaison.Cli.Shell;

/// <summary>Chinese unless the environment asks for English (LC_ALL, LC_MESSAGES, LANG, in the order of POSIX).</summary>
public static class CliLanguage
{
    private static readonly string[] Variables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static CultureInfo Chosen()
    {
        var wish = Variables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return CultureInfo.GetCultureInfo(wish?.StartsWith("en", StringComparison.OrdinalIgnoreCase) is true ? "en-US" : "zh-CN");
    }
}
