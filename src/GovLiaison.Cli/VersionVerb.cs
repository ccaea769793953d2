using System.CommandLine;
using System.Reflection;
using GovLiaison.Cli.Shell;

namespace GovLiaison.Cli;

public static class VersionVerb
{
    public static Command Make(CliSurroundings surroundings) => new Command("version", CliTexts.VersionVerb).Verb(surroundings, (call, _) =>
    {
        var version = typeof(VersionVerb).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        return Task.FromResult(call.Output.Answer(new { version }, $"govliaison {version}"));
    });
}
