using System.Xml.Linq;
using GovLiaison.Testing;

namespace GovLiaison.Tests;

/// <summary>One project of src and the projects it references, by name.</summary>
internal sealed record ProjectUses(string Name, IReadOnlyList<string> References);

/// <summary>Everything points at the core, the core at nothing of ours; only the ways in, Web and Cli, see all.</summary>
internal static class ProjectOrder
{
    private static readonly string[] Core = ["GovLiaison"];

    private static readonly string[] All =
        ["GovLiaison", "GovLiaison.Channels", "GovLiaison.Sqlite", "GovLiaison.SqlServer", "GovLiaison.PostgreSql"];

    private static readonly Dictionary<string, string[]> May = new(StringComparer.Ordinal)
    {
        ["GovLiaison"] = [],
        ["GovLiaison.TrainingGateway"] = [],
        ["GovLiaison.Channels"] = Core,
        ["GovLiaison.Sqlite"] = Core,
        ["GovLiaison.SqlServer"] = Core,
        ["GovLiaison.PostgreSql"] = Core,
        ["GovLiaison.Web"] = All,
        ["GovLiaison.Cli"] = All,
    };

    public static IReadOnlyList<ProjectUses> Read() =>
        [.. Repository.Files("src", "*.csproj").Select(file => new ProjectUses(
            Path.GetFileNameWithoutExtension(file),
            [.. XDocument.Load(Path.Combine(Repository.Root, file))
                .Descendants("ProjectReference")
                .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")?.Value.Replace('\\', '/') ?? ""))]))];

    public static IReadOnlyList<string> Violations(IEnumerable<ProjectUses> projects) =>
        [.. projects.SelectMany(project => May.TryGetValue(project.Name, out var allowed)
            ? project.References.Except(allowed, StringComparer.Ordinal).Select(reference => $"{project.Name} references {reference}")
            : [$"{project.Name} is no project of docs/architecture.md"])];
}
