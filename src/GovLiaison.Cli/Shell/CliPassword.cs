using System.CommandLine;
using System.ComponentModel.DataAnnotations;
using System.Text;

namespace GovLiaison.Cli.Shell;

/// <summary>Where a password comes from: a file, GOVLIAISON_PASSWORD, or the person at the keyboard; never the command line, which every user of the machine can read.</summary>
public static class CliPassword
{
    public const string Variable = "GOVLIAISON_PASSWORD";

    public static Option<FileInfo?> FileOption() => new("--password-file") { Description = CliTexts.PasswordFile, HelpName = "FILE" };

    public static async Task<string> ReadAsync(CliCall call, Option<FileInfo?> file, string login, CancellationToken cancellationToken)
    {
        if (call.Get(file) is { } given)
        {
            if (!given.Exists) throw new ValidationException(CliTexts.PasswordFileMissing.With(given.FullName));
            using var reader = given.OpenText();
            return await reader.ReadLineAsync(cancellationToken) ?? "";
        }
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set) return set;
        return await AskAsync(call, login, cancellationToken);
    }

    public static async Task<string> AskAsync(CliCall call, string login, CancellationToken cancellationToken)
    {
        await call.Surroundings.Error.WriteAsync(CliTexts.PasswordPrompt.With(login));
        var isKeyboard = ReferenceEquals(call.Surroundings, CliSurroundings.Process) && !Console.IsInputRedirected;
        return isKeyboard ? ReadUnseen() : await call.Surroundings.Input.ReadLineAsync(cancellationToken) ?? "";
    }

    private static string ReadUnseen()
    {
        var typed = new StringBuilder();
        while (Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace) typed.Length = Math.Max(0, typed.Length - 1);
            else if (!char.IsControl(key.KeyChar)) typed.Append(key.KeyChar);
        }
        Console.Error.WriteLine();
        return typed.ToString();
    }
}
