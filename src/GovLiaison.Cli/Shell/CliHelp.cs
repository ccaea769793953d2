using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using GovLiaison.Web.Data;

namespace GovLiaison.Cli.Shell;

/// <summary>The help page, all of it in the user's language; the one of the package is Chinese only in parts.</summary>
public sealed class CliHelp(CliSurroundings surroundings) : SynchronousCommandLineAction
{
    private const int Gap = 2, Indent = 2;

    /// <summary>Puts this help in place of the package's, on the root and so on every verb below it.</summary>
    public static void Install(RootCommand root, CliSurroundings surroundings)
    {
        foreach (var option in root.Options)
            if (option is HelpOption)
            {
                option.Description = CliTexts.OptionHelp;
                option.Action = new CliHelp(surroundings);
            }
    }

    public override int Invoke(ParseResult parseResult)
    {
        var command = parseResult.CommandResult.Command;
        var output = surroundings.Output;
        output.WriteLine(command.Description);
        output.WriteLine();
        output.WriteLine(CliTexts.HelpUsage.With(Usage(command)));
        Section(CliTexts.HelpCommands, [.. command.Subcommands.Select(verb => (verb.Name, verb.Description ?? ""))]);
        Section(CliTexts.HelpArguments, [.. command.Arguments.Select(argument => ($"<{argument.Name}>", argument.Description ?? ""))]);
        Section(CliTexts.HelpOptions, [.. Options(command).Where(option => !option.Hidden).Select(option => (Form(option), Description(option)))]);
        return ExitCode.Done;
    }

    /// <summary>The command as it is typed, without arguments: govliaison alert submit.</summary>
    public static string Words(Command command)
    {
        var words = new Stack<string>();
        for (var at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
            words.Push((at as RootCommand)?.HelpName ?? at.Name);
        return string.Join(' ', words);
    }

    private static string Usage(Command command)
    {
        return string.Join(' ', [Words(command), .. command.Arguments.Select(argument => $"<{argument.Name}>"), .. command.Subcommands.Count > 0 ? [CliTexts.HelpVerb] : Array.Empty<string>(), CliTexts.HelpOptionsPlace]);
    }

    private static IEnumerable<Option> Options(Command command)
    {
        for (var at = command; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
            foreach (var option in at.Options.Where(option => ReferenceEquals(at, command) || option.Recursive)) yield return option;
    }

    private static string Form(Option option) =>
        string.Join(", ", [option.Name, .. option.Aliases.Where(alias => alias.StartsWith('-'))])
        + (option.ValueType == typeof(bool) || option.Arity.MaximumNumberOfValues == 0 ? "" : $" <{option.HelpName ?? option.Name.TrimStart('-')}>");

    private static string Description(Option option) =>
        option.Description + (option.Required ? CliTexts.HelpRequired : option.HasDefaultValue && option.ValueType != typeof(bool) && option.GetDefaultValue() is { } value ? CliTexts.HelpDefault.With(value) : "");

    private void Section(string title, IReadOnlyList<(string Form, string Description)> lines)
    {
        if (lines.Count == 0) return;
        surroundings.Output.WriteLine();
        surroundings.Output.WriteLine(title);
        var width = lines.Max(line => line.Form.Length) + Gap;
        foreach (var (form, description) in lines)
            surroundings.Output.WriteLine($"{new string(' ', Indent)}{form.PadRight(width)}{description}");
    }
}
