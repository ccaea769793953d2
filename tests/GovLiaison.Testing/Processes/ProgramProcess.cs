using System.Diagnostics;
using System.Globalization;

namespace GovLiaison.Testing.Processes;

/// <summary>
/// One of our programs as a process of its own, run from what the build made. Its output goes to a log file that outlives it.
/// Only what was started here is ever ended, by its id.
/// </summary>
public sealed class ProgramProcess : IAsyncDisposable
{
    private static readonly TimeSpan EndsWithin = TimeSpan.FromSeconds(30);

    private readonly Process _process;

    private ProgramProcess(Process process, string log) => (_process, Log) = (process, log);

    public string Log { get; }

    public int Id => _process.Id;

    public bool HasExited => _process.HasExited;

    /// <summary>Starts <c>src/GovLiaison.{name}</c> with these settings added to the environment, in its own folder.</summary>
    public static ProgramProcess Start(string name, IReadOnlyDictionary<string, string> settings, string log)
    {
        // the shell becomes the program: the id stays, and the log needs no pipe that we would have to drain
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$1\" >>\"$2\" 2>&1 </dev/null", "sh", File(name), log]) { WorkingDirectory = Path.GetDirectoryName(File(name)) };
        foreach (var (key, value) in settings) start.Environment[key] = value;
        return new ProgramProcess(Process.Start(start)!, log);
    }

    /// <summary>The program of <c>src/GovLiaison.{name}</c>, built as this test was built.</summary>
    public static string File(string name)
    {
        var built = new DirectoryInfo(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar));
        return Path.Combine(Repository.Root, "src", $"GovLiaison.{name}", "bin", built.Parent!.Name, built.Name, $"GovLiaison.{name}");
    }

    /// <summary>Waits until GET answers; throws with the end of the log when the process ends instead, or is late.</summary>
    public async Task AnswersAsync(Uri address, TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        await Waiting.UntilAsync($"{address} to answer", atMost, async () =>
        {
            if (HasExited) throw new InvalidOperationException($"The process ended while starting:\n{Tail()}");
            try
            {
                using var response = await http.GetAsync(address, cancellationToken);
                return response.IsSuccessStatusCode;
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancellationToken.IsCancellationRequested)
            {
                return false;
            }
        }, cancellationToken);
    }

    /// <summary>kill -9: it gets no moment to put anything in order.</summary>
    public async Task KillAsync()
    {
        _process.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    /// <summary>Asks it to end, as an operator would.</summary>
    public async Task StopAsync()
    {
        if (HasExited) return;
        using (var kill = Process.Start("kill", ["-TERM", Id.ToString(CultureInfo.InvariantCulture)])) await kill.WaitForExitAsync();
        using var late = new CancellationTokenSource(EndsWithin, TimeProvider.System);
        try
        {
            await _process.WaitForExitAsync(late.Token);
        }
        catch (OperationCanceledException)
        {
            await KillAsync();
        }
    }

    /// <summary>The most memory it ever held (VmHWM), in bytes.</summary>
    public long PeakMemory()
    {
        var line = System.IO.File.ReadLines($"/proc/{Id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
    }

    /// <summary>Processor time it has used so far.</summary>
    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public string Tail() => System.IO.File.Exists(Log) ? string.Join('\n', System.IO.File.ReadLines(Log).TakeLast(20)) : "";

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _process.Dispose();
    }
}
