using System.Text.RegularExpressions;
using System.Xml.Linq;
using GovLiaison.Testing;

namespace GovLiaison.Web.Tests;

/// <summary>The texts of one resx file: key and text.</summary>
internal sealed record Texts(string File, IReadOnlyDictionary<string, string> Values);

/// <summary>Every text stands in Chinese and in English, with the same keys and the same places to fill.</summary>
internal static partial class TextPairs
{
    private const string English = ".en-US.resx";

    public static IReadOnlyList<Texts> Read() =>
        [.. Repository.Files("src", "*.resx").Select(file => new Texts(
            file,
            XDocument.Load(Path.Combine(Repository.Root, file)).Root!.Elements("data")
                .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")?.Value ?? "", StringComparer.Ordinal)))];

    public static IReadOnlyList<string> Faults(IReadOnlyList<Texts> files)
    {
        var byName = files.ToDictionary(file => file.File, StringComparer.Ordinal);
        return
        [
            .. files.Where(file => !file.File.EndsWith("Texts.resx", StringComparison.Ordinal) && !file.File.EndsWith("Texts" + English, StringComparison.Ordinal))
                .Select(file => $"{file.File} is named neither *Texts.resx nor *Texts{English}"),
            .. files.Where(file => !byName.ContainsKey(Other(file.File))).Select(file => $"{file.File} has no {Other(file.File)} beside it"),
            .. files.SelectMany(file => file.Values.Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => $"{file.File}: {text.Key} is empty")),
            .. files.Where(file => byName.ContainsKey(Other(file.File))).SelectMany(file => Differences(file, byName[Other(file.File)])),
        ];
    }

    private static string Other(string file) =>
        file.EndsWith(English, StringComparison.Ordinal) ? file.Replace(English, ".resx", StringComparison.Ordinal) : file.Replace(".resx", English, StringComparison.Ordinal);

    private static IEnumerable<string> Differences(Texts file, Texts other)
    {
        foreach (var (key, text) in file.Values)
        {
            if (!other.Values.TryGetValue(key, out var translated))
                yield return $"{other.File}: {key} is missing";
            else if (!file.File.EndsWith(English, StringComparison.Ordinal) && !string.Equals(Places(text), Places(translated), StringComparison.Ordinal))
                yield return $"{other.File}: {key} fills [{Places(translated)}], the Chinese text [{Places(text)}]";
        }
    }

    // the places alone: {0:N0} may be {0} in the other language, and they may stand in another order
    private static string Places(string text) =>
        string.Join(' ', Placeholder().Matches(text.Replace("{{", "", StringComparison.Ordinal)).Select(match => match.Groups["number"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));

    [GeneratedRegex(@"\{(?<number>\d+)(,-?\d+)?(:[^}]*)?\}", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Placeholder();
}
