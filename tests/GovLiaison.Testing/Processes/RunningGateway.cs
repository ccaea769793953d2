using System.Net.Http.Json;

namespace GovLiaison.Testing.Processes;

/// <summary>A training gateway as a process of its own.</summary>
public sealed class RunningGateway(string folder, string mode, string callbackBase, string secret) : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);

    private readonly HttpClient _http = new();
    private ProgramProcess? _process;

    public string Address { get; } = $"http://127.0.0.1:{RunningSystem.FreePort()}";

    public LedgerFile Ledger { get; } = new(Path.Combine(folder, $"ledger-{mode}.jsonl"));

    public async Task StartAsync(bool withPeople, CancellationToken cancellationToken)
    {
        _process = ProgramProcess.Start("TrainingGateway", new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = Address,
            ["Gateway__Ledger"] = Ledger.Path,
            ["Gateway__CallbackBase"] = callbackBase,
            ["Gateway__Secret"] = secret,
            ["Gateway__Mode"] = mode,
            ["Gateway__PeopleEnabled"] = withPeople ? "true" : "false",
        }, Path.Combine(folder, $"gateway-{mode}.log"));
        await _process.AnswersAsync(new Uri(Address), StartsWithin, cancellationToken);
    }

    /// <summary>Sets a lever of docs/training-gateway.md.</summary>
    public async Task PutAsync(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await _http.PutAsJsonAsync(new Uri($"{Address}/control/{path}"), body, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Processor time it has used so far.</summary>
    public TimeSpan ProcessorTime() => _process!.ProcessorTime();

    public async Task StopAsync()
    {
        if (_process is not null) await _process.DisposeAsync();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await StopAsync();
    }
}
