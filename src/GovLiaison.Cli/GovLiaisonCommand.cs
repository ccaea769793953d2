using System.CommandLine;
using System.Globalization;
using GovLiaison.Cli.Shell;
using GovLiaison.Web.Data;

namespace GovLiaison.Cli;

/// <summary>The command <c>govliaison</c>: its verbs, its language, its exit code.</summary>
public static class GovLiaisonCommand
{
    public static async Task<int> RunAsync(string[] arguments, CliSurroundings surroundings, CancellationToken cancellationToken = default)
    {
        CultureInfo.CurrentUICulture = CultureInfo.CurrentCulture = CliLanguage.Chosen();
        var parsed = Make(surroundings).Parse(arguments);
        var streams = new InvocationConfiguration { Output = surroundings.Output, Error = surroundings.Error, EnableDefaultExceptionHandler = false };
        var exit = await parsed.InvokeAsync(streams, cancellationToken);
        return parsed.Errors.Count > 0 && parsed.Action is not CliHelp ? ExitCode.Usage : exit;
    }

    private static RootCommand Make(CliSurroundings surroundings)
    {
        CliOptions.Json.Description = CliTexts.OptionJson;
        CliOptions.Settings.Description = CliTexts.OptionSettings;
        var root = new RootCommand(CliTexts.Root)
        {
            CliOptions.Json,
            CliOptions.Settings,
            MigrateVerb.Make(surroundings),
            DemoVerb.Make(surroundings),
            DivisionsVerb.Make(surroundings),
            AccountVerb.Make(surroundings),
            AlertVerb.Make(surroundings),
            AuditVerb.Make(surroundings),
            VersionVerb.Make(surroundings),
        };
        root.HelpName = "govliaison"; // not the assembly's name: on some disks GovLiaison.dll and govliaison.dll are one file
        CliHelp.Install(root, surroundings);
        return root;
    }
}
