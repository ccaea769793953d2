using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Microsoft.Data.Sqlite;

namespace GovLiaison.Web.Tests;

/// <summary>The server's own process, started as an operator would.</summary>
public sealed class StartupTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("govliaison-start").FullName;

    [Fact]
    public async Task Start_OverNoDatabase_SaysToMigrateInBothLanguages()
    {
        var (code, words) = await ServeAsync();

        Assert.Equal(1, code);
        Assert.Contains("请先运行 govliaison migrate", words, StringComparison.Ordinal);
        Assert.Contains("Run govliaison migrate first", words, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithoutTheKeysOfTheDatabase_Ends4AndNamesTheKey()
    {
        await MigrateAsync();
        File.Delete(Path.Combine(_folder, "keys", "data-1.key"));

        var (code, words) = await ServeAsync();

        Assert.Equal(4, code);
        Assert.Contains("data-1.key", words, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OverAHalfMigratedDatabase_SaysToRestoreIt()
    {
        await MigrateAsync();
        await using (var connection = new SqliteConnection(Database))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = connection.CreateCommand();
            command.CommandText = "DROP TABLE Deliveries";
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        var (code, words) = await ServeAsync();

        Assert.Equal(1, code);
        Assert.Contains("数据库升级到一半停了", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnATakenPort_Ends3AndNamesTheAddress()
    {
        await MigrateAsync();
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var address = $"http://{other.LocalEndpoint}";

        var (code, words) = await ServeAsync(("urls", address));

        Assert.Equal(3, code);
        Assert.Contains(address, words, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", words, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Database__Provider", "oracle", "Database:Provider")]
    [InlineData("Dispatch__LeaseSeconds", "1", "LeaseSeconds")]
    [InlineData("Process__Roles__0", "kitchen", "Process:Roles")]
    public async Task Start_WithAWrongSetting_Ends2AndNamesIt(string key, string value, string named)
    {
        await MigrateAsync();

        var (code, words) = await ServeAsync((key, value));

        Assert.Equal(2, code);
        Assert.Contains(named, words, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WhereTheSpoolOfAnswersCannotBeWritten_Ends6AndNamesTheFile()
    {
        await MigrateAsync();
        await File.WriteAllTextAsync(Path.Combine(_folder, "taken"), "", TestContext.Current.CancellationToken);

        var (code, words) = await ServeAsync(("Answers__SpoolFile", Path.Combine(_folder, "taken", "answers")));

        Assert.Equal(6, code);
        Assert.Contains("回执备用文件写不了", words, StringComparison.Ordinal);
        Assert.Contains("Answers:SpoolFile", words, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", words, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private string Database => $"Data Source={Path.Combine(_folder, "province.db")}";

    private async Task MigrateAsync()
    {
        var (code, words) = await RunAsync("GovLiaison.Cli", ["migrate"]);
        Assert.True(code == 0, words);
    }

    private Task<(int Code, string Words)> ServeAsync(params (string Key, string Value)[] settings) => RunAsync("GovLiaison.Web", [], settings);

    private async Task<(int Code, string Words)> RunAsync(string program, string[] arguments, params (string Key, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, program + ".dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        start.Environment["Database__ConnectionString"] = Database;
        start.Environment["Keys__Folder"] = Path.Combine(_folder, "keys");
        start.Environment["urls"] = "http://127.0.0.1:0";
        foreach (var (key, value) in settings) start.Environment[key] = value;
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(120));
        try
        {
            var words = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, string.Concat(words));
        }
        finally
        {
            if (!process.HasExited) process.Kill();
        }
    }
}
