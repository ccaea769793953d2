using System.Diagnostics;
using GovLiaison.Testing;

namespace GovLiaison.Browser.Tests;

/// <summary>One of our programs as a process of its own, started from the folder it was built into.</summary>
internal sealed class ProgramRun : IAsyncDisposable
{
    private readonly Process _process;
    private readonly List<string> _words = [];

    private ProgramRun(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    public static ProgramRun Start(string program, IReadOnlyDictionary<string, string> settings)
    {
        var run = new ProgramRun(Process.Start(Described(program, [], settings))!);
        run._process.BeginOutputReadLine();
        run._process.BeginErrorReadLine();
        return run;
    }

    /// <summary>Runs a program to its end and gives what it wrote to standard output.</summary>
    public static async Task<string> ToEndAsync(string program, string[] arguments, IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        using var process = Process.Start(Described(program, arguments, settings))!;
        var words = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(cancellationToken), process.StandardError.ReadToEndAsync(cancellationToken));
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? words[0] : throw new InvalidOperationException($"{program} {arguments[0]} ended with {process.ExitCode}: {words[1]}");
    }

    /// <summary>Waits until the address answers; fails with the program's own words when it ends before.</summary>
    public async Task AnswersAsync(HttpClient http, Uri address, CancellationToken cancellationToken)
    {
        using var every = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (await every.WaitForNextTickAsync(cancellationToken))
        {
            if (_process.HasExited) throw new InvalidOperationException($"It ended with {_process.ExitCode}: {Words()}");
            try
            {
                using var answer = await http.GetAsync(address, cancellationToken);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // not listening yet
            }
        }
    }

    public string Words()
    {
        lock (_words) return string.Join('\n', _words);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited) _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static ProcessStartInfo Described(string program, string[] arguments, IReadOnlyDictionary<string, string> settings)
    {
        // .../tests/<project>/bin/<configuration>/net10.0/
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var folder = Path.Combine(Repository.Root, "src", program, "bin", configuration, "net10.0");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(folder, program + ".dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = folder,
        };
        foreach (var (key, value) in settings) start.Environment[key] = value;
        return start;
    }

    private void Keep(string? line)
    {
        if (line is null) return;
        lock (_words) _words.Add(line);
    }
}
