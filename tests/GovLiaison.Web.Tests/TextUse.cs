using System.Text.RegularExpressions;
using GovLiaison.Testing;

namespace GovLiaison.Web.Tests;

/// <summary>A text nobody shows is deleted, in both languages.</summary>
internal static partial class TextUse
{
    /// <summary>Keys put together while running: how they begin.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> Composed = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["AuditTexts"] = ["Act_", "Kind_", "Say_"],
        ["ShellTexts"] = ["SignInRefused_"],
    };

    public static string Sources() => string.Join('\n', Repository.Files("src", "*.cs").Concat(Repository.Files("src", "*.razor"))
        .Select(file => File.ReadAllText(Path.Combine(Repository.Root, file))));

    public static IReadOnlyList<string> Faults(IReadOnlyList<Texts> files, string code, IReadOnlyDictionary<string, string[]> composed)
    {
        // a refusal's sentence is found by its code
        var used = Use().Matches(code).Select(match => match.Value)
            .Concat(Code().Matches(code).Select(match => "RefusalTexts." + match.Groups["code"].Value)).ToHashSet(StringComparer.Ordinal);
        return
        [
            .. from file in files
               let name = Path.GetFileName(file.File).Split('.')[0]
               from key in file.Values.Keys
               where !used.Contains($"{name}.{key}")
                     && !(composed.TryGetValue(name, out var starts) && starts.Any(start => key.StartsWith(start, StringComparison.Ordinal)))
               select $"{file.File}: {key} is used nowhere",
        ];
    }

    [GeneratedRegex(@"\b[A-Za-z]+Texts\.\w+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Use();

    [GeneratedRegex("\"(?<code>[A-Z]\\w+)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Code();
}
