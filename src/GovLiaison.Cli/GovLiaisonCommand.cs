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
        if (parsed.Errors.Count > 0 && parsed.Action is not CliHelp) return Wrong(parsed, arguments, surroundings);
        var streams = new InvocationConfiguration { Output = surroundings.Output, Error = surroundings.Error, EnableDefaultExceptionHandler = false };
        return await parsed.InvokeAsync(streams, cancellationToken);
    }

    // In the user's language where the package speaks English only: what is missing, what nobody knows, and where to read on.
    private static int Wrong(ParseResult parsed, string[] arguments, CliSurroundings surroundings)
    {
        var output = new CliOutput(surroundings.Output, surroundings.Error, arguments.Contains("--json", StringComparer.Ordinal));
        var command = parsed.CommandResult.Command;
        List<string> wrong =
        [
            .. command.Options.Where(option => option.Required && parsed.GetResult(option) is null or { Implicit: true }).Select(option => CliTexts.WrongMissing.With(option.Name)),
            .. parsed.UnmatchedTokens.Select(word => CliTexts.WrongWord.With(word)),
        ];
        if (wrong.Count == 0 && command.Subcommands.Count > 0) wrong.Add(CliTexts.WrongNoVerb);
        if (wrong.Count == 0) wrong.AddRange(parsed.Errors.Select(error => error.Message));
        return output.Fail(ExitCode.Usage, "UsageWrong", string.Join(' ', wrong.Append(CliTexts.WrongSeeHelp.With(CliHelp.Words(command)))));
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
