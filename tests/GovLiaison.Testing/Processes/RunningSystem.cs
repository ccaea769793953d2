using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using GovLiaison.Common;

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

    public RunningSystem() : this(Guid.NewGuid().ToString("N"))
    {
    }

    private RunningSystem(string secret)
    {
        Secret = secret;
        Folder = Directory.CreateTempSubdirectory("govliaison-system-").FullName;
        Directory.CreateDirectory(KeyFolder);
        Gateway = new RunningGateway(Folder, "training", WebAddress, secret);
        _settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_URLS"] = WebAddress,
            ["Database__Provider"] = "sqlite",
            ["Database__ConnectionString"] = $"Data Source={DatabaseFile}",
            ["Keys__Folder"] = KeyFolder,
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

    public string KeyFolder => Path.Combine(Folder, "keys");

    public string Secret { get; }

    public RunningGateway Gateway { get; }

    public ProgramProcess? Web { get; private set; }

    /// <summary>The password the demo made for this account.</summary>
    public string PasswordOf(string login) => _passwords[login];

    /// <summary>A setting of the server, in the form of an environment variable; for the next start.</summary>
    public void Set(string name, string value) => _settings[name] = value;

    public Task MigrateAsync(CancellationToken cancellationToken) => CliAsync(cancellationToken, "migrate");

    /// <summary>Makes the database with the demo province in it.</summary>
    public async Task MakeDemoAsync(int residents, int seed, CancellationToken cancellationToken, bool ownPhones = false)
    {
        await MigrateAsync(cancellationToken);
        string[] phones = ownPhones ? ["--own-phones"] : [];
        var made = await CliAsync(cancellationToken, ["demo", "--residents", $"{residents}", "--seed", $"{seed}", "--json", .. phones]);
        foreach (var account in made.GetProperty("accounts").EnumerateArray())
            _passwords[account.GetProperty("login").GetString()!] = account.GetProperty("password").GetString()!;
    }

    /// <summary>Another system with the same database as this one, whose programs must not run; it talks to a gateway of its own.</summary>
    public RunningSystem Copy()
    {
        var copy = new RunningSystem(Secret);
        foreach (var (login, password) in _passwords) copy._passwords[login] = password;
        foreach (var file in Directory.GetFiles(KeyFolder)) File.Copy(file, Path.Combine(copy.KeyFolder, Path.GetFileName(file)));
        File.Copy(DatabaseFile, copy.DatabaseFile);
        copy.Execute($"""UPDATE "Endpoints" SET "BaseAddress" = '{copy.Gateway.Address}'""");
        return copy;
    }

    public async Task StartWebAsync(CancellationToken cancellationToken)
    {
        Web = ProgramProcess.Start("Web", _settings, Path.Combine(Folder, "web.log"));
        await Web.AnswersAsync(new Uri($"{WebAddress}/health"), StartsWithin, cancellationToken);
    }

    /// <summary>A frost-orange alert to everybody in the division, submitted by one person and signed by another.</summary>
    public async Task SendAlertAsync(string area, CancellationToken cancellationToken, bool isTraining = true, TimeSpan? life = null)
    {
        var expires = (TimeProvider.System.GetUtcNow() + BeijingDay.Offset + (life ?? TimeSpan.FromHours(12))).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        string[] kind = isTraining ? ["--training"] : [];
        var submitted = await AsAsync("liu", cancellationToken, ["alert", "submit", "--as", "liu", "--hazard", "frost", "--level", "orange", "--area", area, "--expires", expires, "--json", .. kind]);
        await AsAsync("chen", cancellationToken, "alert", "sign", submitted.GetProperty("id").GetString()!, "--as", "chen", "--json");
    }

    public Task<JsonElement> CliAsync(CancellationToken cancellationToken, params string[] words) => CliProcess.RunAsync(words, _settings, Folder, cancellationToken);

    private Task<JsonElement> AsAsync(string login, CancellationToken cancellationToken, params string[] words) => CliProcess.RunAsync(words,
        new Dictionary<string, string>(_settings, StringComparer.Ordinal) { ["GOVLIAISON_PASSWORD"] = PasswordOf(login) }, Folder, cancellationToken);

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
