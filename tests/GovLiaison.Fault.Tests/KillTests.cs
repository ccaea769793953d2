using System.Globalization;
using GovLiaison.Testing.Checks;
using GovLiaison.Testing.Processes;

namespace GovLiaison.Fault.Tests;

/// <summary>The server is killed with -9 in the middle of a dispatch, again and again; nothing is lost and nothing is accepted twice.</summary>
public sealed class KillTests(DemoFixture demo, ITestOutputHelper output)
{
    private const int Kills = 10;

    // cards that the engine has noted as being written and whose outcome is not recorded: workers × window (ADR 5)
    private const int MostCardsInFlight = 3 * 16;

    private static readonly TimeSpan SettlesWithin = TimeSpan.FromMinutes(4);

    [Fact]
    public async Task Kill9_AtTenRandomMomentsOfADispatch_LosesNothingAndRepeatsNoKey()
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        var seed = Environment.GetEnvironmentVariable("GOVLIAISON_TEST_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next();
        await demo.OnCopyAsync(async system =>
        {
            await BeginAsync(system, cancellationToken);

            var kills = await KillAsync(system, Moments(seed, system.ExpectedDeliveries()), cancellationToken);
            await Waiting.UntilAsync("the dispatch to settle", SettlesWithin, system.IsSettled, cancellationToken);

            var account = new DispatchChecker(system.DatabaseFile, system.Gateway.Ledger).Check();
            output.WriteLine($"seed {seed}; killed at {string.Join(", ", kills)} accepted items\n{account}");
            Assert.Equal(Kills, kills.Count);
            Assert.Empty(account.Broken);
            Assert.Equal(0, account.Lost);
            Assert.Equal(0, account.KeysAcceptedTwice);
            Assert.Equal(0, account.CardsRepeatedUnseen);
            Assert.InRange(account.CardsRepeated, 0, Kills * MostCardsInFlight);
        }, $"Seed {seed} (GOVLIAISON_TEST_SEED repeats it). ");
    }

    private static async Task BeginAsync(RunningSystem system, CancellationToken cancellationToken)
    {
        // those at risk are called while the dispatch still runs, so that kills meet the third channel and the ladder too
        system.Execute("""UPDATE "LadderSteps" SET "AfterSeconds" = 15 WHERE "Watches" = 'at-risk' AND "Act" = 'voice'""");
        await system.Gateway.StartAsync(withPeople: false, cancellationToken);
        foreach (var channel in new[] { "sms", "voice", "wecom" })
            await system.Gateway.PutAsync($"behaviour/{channel}", new { latencyMs = channel == "wecom" ? 20 : 300 }, cancellationToken);
        await system.StartWebAsync(cancellationToken);
        await system.SendAlertAsync("61", cancellationToken);
    }

    private static List<int> Moments(int seed, int deliveries)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, Kills).Select(_ => random.Next(1, (int)(deliveries * 0.95))).Order()];
    }

    /// <summary>Kills when so many items were accepted, starts anew; answers at how many it really was.</summary>
    private static async Task<List<int>> KillAsync(RunningSystem system, List<int> moments, CancellationToken cancellationToken)
    {
        var kills = new List<int>();
        foreach (var moment in moments)
        {
            await Waiting.UntilAsync($"{moment} accepted items", SettlesWithin, () => system.Gateway.Ledger.Count() >= moment, cancellationToken);
            await system.Web!.KillAsync();
            kills.Add(system.Gateway.Ledger.Count());
            await system.StartWebAsync(cancellationToken);
        }
        return kills;
    }
}
