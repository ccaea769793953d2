using System.Diagnostics;
using System.Text.Json;

namespace GovLiaison.Testing.Processes;

/// <summary>One call of the command govliaison.</summary>
public static class CliProcess
{
    /// <summary>What it answered with <c>--json</c>, else nothing; throws with its words when it refused.</summary>
    public static async Task<JsonElement> RunAsync(IReadOnlyList<string> words, IReadOnlyDictionary<string, string> settings, string folder, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(ProgramProcess.File("Cli"), words) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (var (key, value) in settings) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        try
        {
            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
        if (process.ExitCode != 0) throw new InvalidOperationException($"govliaison {words[0]} ended with {process.ExitCode}: {await output}{await error}");
        return words.Contains("--json", StringComparer.Ordinal) ? JsonSerializer.Deserialize<JsonElement>(await output) : default;
    }
}
