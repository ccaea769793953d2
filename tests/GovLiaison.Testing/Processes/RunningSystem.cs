using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace GovLiaison.Testing.Processes;

/// <summary>
/// Server, training gateway and command line as an operator runs them: processes of their own on free ports, over a SQLite
/// database in a folder of their own. The folder with its logs stays when <see cref="KeepFolder"/> is called.
/// </summary>
public sealed class RunningSystem : IAsyncDisposable
{
    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(90);

    private readonly Dictionary<string, string> _settings;
    private readonly Dictionary<string, string> _passwords = new(StringComparer.Ordinal);
    private bool _isKept;

    public RunningSystem()
    {
        Folder = Directory.CreateTempSubdirectory("govliaison-system-").FullName;
        Directory.CreateDirectory(Path.Combine(Folder, "keys"));
        Gateway = new RunningGateway(Folder, "training", WebAddress, Secret);
        _settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = WebAddress,
            ["Database__Provider"] = "sqlite",
            ["Database__ConnectionString"] = $"Data Source={DatabaseFile}",
            ["Keys__Folder"] = Path.Combine(Folder, "keys"),
            ["Scheduling__Folder"] = Folder,
            ["Dispatch__PublicAddress"] = WebAddress,
            ["Demo__PublicAddress"] = WebAddress,
            ["Demo__GatewayAddress"] = Gateway.Address,
            ["Demo__GatewaySecret"] = Secret,
        };
    }

    public string Folder { get; }

    public string DatabaseFile => Path.Combine(Folder, "govliaison.db");

    public string WebAddress { get; } = $"http://127.0.0.1:{FreePort()}";

    public string Secret { get; } = Guid.NewGuid().ToString("N");

    public RunningGateway Gateway { get; }

    public ProgramProcess? Web { get; private set; }

    /// <summary>A setting of the server, in the form of an environment variable; for the next start.</summary>
    public void Set(string name, string value) => _settings[name] = value;

    public Task MigrateAsync(CancellationToken cancellationToken) => CliAsync(cancellationToken, "migrate");

    /// <summary>Makes the database with the demo province in it.</summary>
    public async Task MakeDemoAsync(int residents, int seed, CancellationToken cancellationToken)
    {
        await MigrateAsync(cancellationToken);
        var made = await CliAsync(cancellationToken, "demo", "--residents", $"{residents}", "--seed", $"{seed}", "--json");
        foreach (var account in made.GetProperty("accounts").EnumerateArray())
            _passwords[account.GetProperty("login").GetString()!] = account.GetProperty("password").GetString()!;
    }

    public async Task StartWebAsync(CancellationToken cancellationToken)
    {
        Web = ProgramProcess.Start("Web", _settings, Path.Combine(Folder, "web.log"));
        await Web.AnswersAsync(new Uri($"{WebAddress}/health"), StartsWithin, cancellationToken);
    }

    /// <summary>A frost-orange training alert to everybody in the division, submitted by one person and signed by another.</summary>
    public async Task SendAlertAsync(string area, CancellationToken cancellationToken)
    {
        var expires = TimeProvider.System.GetUtcNow().AddHours(8 + 12).ToString("yyyy-MM-dd'T'HH:mm", System.Globalization.CultureInfo.InvariantCulture);
        var submitted = await AsAsync("liu", cancellationToken, "alert", "submit", "--as", "liu", "--hazard", "frost", "--level", "orange",
            "--area", area, "--expires", expires, "--training", "--json");
        await AsAsync("chen", cancellationToken, "alert", "sign", submitted.GetProperty("id").GetString()!, "--as", "chen", "--json");
    }

    public Task<JsonElement> CliAsync(CancellationToken cancellationToken, params string[] words) => CliProcess.RunAsync(words, _settings, Folder, cancellationToken);

    private Task<JsonElement> AsAsync(string login, CancellationToken cancellationToken, params string[] words) => CliProcess.RunAsync(words,
        new Dictionary<string, string>(_settings, StringComparer.Ordinal) { ["GOVLIAISON_PASSWORD"] = _passwords[login] }, Folder, cancellationToken);

    /// <summary>Leaves database, ledger and logs on the disk, for whoever looks into a failure; answers where.</summary>
    public string KeepFolder()
    {
        _isKept = true;
        return Folder;
    }

    public async ValueTask DisposeAsync()
    {
        if (Web is not null) await Web.DisposeAsync();
        await Gateway.DisposeAsync();
        if (!_isKept) Directory.Delete(Folder, recursive: true);
    }

    // The system gives a port that nobody uses; between here and the program's start it could be taken, which the start reports.
    internal static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

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

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        if (_process is not null) await _process.DisposeAsync();
    }
}
