using System.Diagnostics;

namespace GovLiaison.Tests.SqlServer;

/// <summary>Every command that the core can send to SQL Server, seen without one.</summary>
public sealed class CapturedCommandTests
{
    private const int MostParameters = 2100, LongestSeconds = 60;
    private const string Alone = "GOVLIAISON_TEST_PLACES";

    [Fact]
    public async Task Commands_OfEveryMethod_ParseAndUseNothingLeftAlone()
    {
        var commands = (await CapturedMethods.RunAsync()).Values.SelectMany(capture => capture.Commands).Distinct().ToList();

        var faults = commands.Select(command => command.Sql).Distinct(StringComparer.Ordinal)
            .SelectMany(sql => SqlText.Faults(sql).Select(fault => $"{fault} in: {sql}")).ToList();

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.All(commands, command => Assert.InRange(command.Parameters, 0, MostParameters));
        Assert.All(commands, command => Assert.InRange(command.TimeLimit, 1, LongestSeconds));
    }

    [Fact]
    public async Task Methods_ThatAskTheDatabase_SendACommandAndComeToAGoodEnd()
    {
        var captures = await CapturedMethods.RunAsync();

        var unlisted = captures.Where(pair => !IsShown(pair.Value) && !CaptureExceptions.Methods.ContainsKey(pair.Key))
            .Select(pair => $"{pair.Key}: {pair.Value.Commands.Count} commands; {string.Join("; ", pair.Value.Refusals.Concat(pair.Value.Faults))}").ToList();

        Assert.True(unlisted.Count == 0, string.Join('\n', unlisted));
    }

    [Fact]
    public async Task Places_ThatSendACommand_AreAllPassed()
    {
        if (!IsAlone)
        {
            await PassAloneAsync(TestContext.Current.CancellationToken);
            return;
        }
        await CapturedMethods.RunAsync();

        var missed = CapturedMethods.Sites.Missed().Select(site => site.Name).Where(name => !CaptureExceptions.Places.ContainsKey(name)).ToList();

        Assert.True(missed.Count == 0, string.Join('\n', missed));
    }

    [Fact]
    public void Places_BeforeAnythingRan_AreAllMissed()
    {
        var missed = new CallSites().Missed().Select(site => site.Name).ToList();

        Assert.Contains("BatchClaim.RunAsync: ExecuteReaderAsync", missed);
        Assert.Contains("AlertQueries.PageAsync: CountAsync", missed);
        Assert.Contains("ExpansionStatements.SendSmsAsync: RunAsync", missed);
        Assert.Contains("SqlServerDeliveryQueue.ClaimAsync: RunAsync", missed);
    }

    [Fact]
    public async Task Exceptions_ThatAreNotNeeded_AreFaults()
    {
        var captures = await CapturedMethods.RunAsync();
        var missed = CapturedMethods.Sites.Missed().Select(site => site.Name).ToHashSet(StringComparer.Ordinal);

        Assert.DoesNotContain(CaptureExceptions.Methods.Keys, name => !captures.TryGetValue(name, out var capture) || IsShown(capture));
        Assert.DoesNotContain(CaptureExceptions.Places.Keys, name => !missed.Contains(name));
    }

    private static bool IsAlone => Environment.GetEnvironmentVariable(Alone) is not null;

    // A method that is run often is compiled anew, and its stack then no longer says at which place it stands: so places are
    // told apart in a process of their own, which never compiles anew.
    private static async Task PassAloneAsync(CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(Path.ChangeExtension(typeof(CapturedCommandTests).Assembly.Location, null), ["-noColor", "-noLogo", "-method", $"{typeof(CapturedCommandTests).FullName}.{nameof(Places_ThatSendACommand_AreAllPassed)}"])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            Environment = { [Alone] = "1", ["DOTNET_TC_CallCounting"] = "0", ["DOTNET_TC_QuickJitForLoops"] = "1", ["DOTNET_TC_OnStackReplacement"] = "0", ["DOTNET_TieredPGO"] = "0" },
        };
        using var process = Process.Start(start)!;
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(10));
        try
        {
            var said = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            Assert.True(process.ExitCode == 0, said);
        }
        finally
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
        }
    }

    private static bool IsShown(MethodCapture capture) => capture.HasSucceeded && capture.Commands.Count > 0;
}
