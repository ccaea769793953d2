using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using GovLiaison.TrainingGateway;
using Microsoft.AspNetCore.Builder;

namespace GovLiaison.Tests.TrainingGateway;

/// <summary>The real gateway on a real socket, in this process; its clock is stepped unless told otherwise.</summary>
internal sealed class RunningGateway : IAsyncDisposable
{
    public const string Secret = "s3cret";
    private readonly string _folder;
    private readonly bool _ownsFolder;
    private readonly WebApplication _app;

    private RunningGateway(string folder, bool ownsFolder, WebApplication app)
    {
        (_folder, _ownsFolder, _app) = (folder, ownsFolder, app);
        Http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
    }

    public HttpClient Http { get; }

    public Uri Address => Http.BaseAddress!;

    public string LedgerFile => Path.Combine(_folder, "ledger.jsonl");

    public static async Task<RunningGateway> StartAsync(string? callbackBase = null, string? folder = null, params string[] more)
    {
        var own = folder is null;
        folder ??= Directory.CreateTempSubdirectory("govliaison-gateway-").FullName;
        string[] args =
        [
            "--urls=http://127.0.0.1:0", $"--Gateway:Secret={Secret}", $"--Gateway:Ledger={Path.Combine(folder, "ledger.jsonl")}",
            $"--Gateway:CallbackBase={callbackBase}", "--Gateway:Clock=stepped", "--Logging:LogLevel:Default=None", .. more,
        ];
        var app = GatewayHost.Build(args);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new RunningGateway(folder, own, app);
    }

    public async Task<(int Status, string Body)> PostAsync(string path, string body, string contentType = "application/json")
    {
        using var content = new StringContent(body, Encoding.UTF8, contentType);
        using var response = await Http.PostAsync(path, content, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async Task<int> PutAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Http.PutAsync(path, content, TestContext.Current.CancellationToken);
        return (int)response.StatusCode;
    }

    public Task<JsonElement> GetAsync(string path) => Http.GetFromJsonAsync<JsonElement>(path, TestContext.Current.CancellationToken);

    public Task<(int Status, string Body)> AdvanceAsync(double seconds) =>
        PostAsync("/control/clock", JsonSerializer.Serialize(new { advanceSeconds = seconds }));

    public async Task<string> TokenAsync()
    {
        var answer = await GetAsync($"/cgi-bin/gettoken?corpid=wwdemo&corpsecret={Secret}");
        return answer.GetProperty("access_token").GetString()!;
    }

    public async Task<JsonElement> SendCardAsync(string body)
    {
        var (status, answer) = await PostAsync($"/cgi-bin/message/send?access_token={await TokenAsync()}", body, "application/x-www-form-urlencoded");
        Assert.Equal(200, status);
        return JsonSerializer.Deserialize<JsonElement>(answer);
    }

    /// <summary>What is in the file, which others may read while the gateway runs.</summary>
    public IReadOnlyList<JsonElement> Ledger()
    {
        using var file = new FileStream(LedgerFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using var reader = new StreamReader(file);
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonSerializer.Deserialize<JsonElement>(line))];
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_ownsFolder)
            Directory.Delete(_folder, recursive: true);
    }
}
