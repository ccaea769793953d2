using System.CommandLine;

namespace GovLiaison.Cli.Shell;

/// <summary>Options that every verb has.</summary>
public static class CliOptions
{
    public static Option<bool> Json { get; } = new("--json") { Recursive = true };

    public static Option<FileInfo?> Settings { get; } = new("--settings") { Recursive = true, HelpName = "FILE" };

    /// <summary>Makes a verb: its action opens nothing that it does not ask for.</summary>
    public static Command Verb(this Command command, CliSurroundings surroundings, Func<CliCall, CancellationToken, Task<int>> action)
    {
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var output = new CliOutput(surroundings.Output, surroundings.Error, parsed.GetValue(Json));
            await using var call = new CliCall(parsed, surroundings, output);
            return await call.RunAsync(action, cancellationToken);
        });
        return command;
    }
}
