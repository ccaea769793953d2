using System.Globalization;
using GovLiaison.Testing.Checks;
using GovLiaison.Testing.Processes;

namespace GovLiaison.Benchmarks;

/// <summary>
/// A training alert to everybody in the province, as many residents as make 100,000 deliveries. T0 is the signature as the
/// database has it; what was sent when is read from the gateway's ledger, which writes to the disk before it answers.
/// </summary>
internal static class DeliveriesBenchmark
{
    private static readonly int Runs = int.TryParse(Environment.GetEnvironmentVariable("GOVLIAISON_BENCH_RUNS"), CultureInfo.InvariantCulture, out var runs) ? runs : 3;
    private const int Wanted = 100_000;

    // three in four residents of the demo have a phone of their own; officers and duty rooms get cards
    private const int Residents = 106_000;

    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(5);

    public static async Task<int> RunAsync(bool withPeople, CancellationToken cancellationToken)
    {
        await using var demo = new RunningSystem();
        Console.WriteLine($"making a demo of {Residents} residents; people of the gateway {(withPeople ? "answer" : "do not answer")}");
        await demo.MakeDemoAsync(Residents, seed: 1, cancellationToken);
        var figures = new Figures();
        for (var run = 0; run < Runs; run++)
        {
            await using var system = demo.Copy();
            await MeasureAsync(system, figures, withPeople, cancellationToken);
        }
        return figures.Print();
    }

    private static async Task MeasureAsync(RunningSystem system, Figures figures, bool withPeople, CancellationToken cancellationToken)
    {
        var expected = system.ExpectedDeliveries();
        if (expected < Wanted) throw new InvalidOperationException($"Only {expected} deliveries: the demo is too small");
        var load = Figures.Load();
        await system.Gateway.StartAsync(withPeople, cancellationToken);
        await system.StartWebAsync(cancellationToken);
        var (server, gateway) = (system.Web!.ProcessorTime(), system.Gateway.ProcessorTime());

        await system.SendAlertAsync("61", cancellationToken);
        await Waiting.UntilAsync($"{expected} accepted items", AtMost, () => system.Gateway.Ledger.Count() >= expected, cancellationToken);
        (server, gateway) = (system.Web.ProcessorTime() - server, system.Gateway.ProcessorTime() - gateway);
        await Waiting.UntilAsync("the records to be written", AtMost, system.IsSettled, cancellationToken);

        var peak = system.Web.PeakMemory();
        var lines = system.Gateway.Ledger.Lines();
        var account = new DispatchChecker(system.DatabaseFile, system.Gateway.Ledger).Check();
        Console.WriteLine($"{account}\nlast of each channel: {string.Join(", ", lines.GroupBy(line => line.Channel).Select(channel => $"{channel.Key} {Seconds(channel.Max(line => line.At)):0.00} s"))}; "
            + $"list frozen {Seconds(account.ExpandedAt):0.00} s; processor time: server {server.TotalSeconds:0.0} s, gateway {gateway.TotalSeconds:0.0} s; load before {load}, after {Figures.Load()}");
        figures.Add("T0 → first send", "s", 2, Seconds(lines.Min(line => line.At)));
        figures.Add($"T0 → all {expected} sent", "s", 15, Seconds(lines.Max(line => line.At)));
        figures.Add("server memory (VmHWM)", "MB", 500, peak / 1e6);
        figures.Add("broken rules, lost, accepted twice", "", 0, account.Broken.Count + account.Lost + account.KeysAcceptedTwice + account.CardsRepeated);

        double Seconds(DateTime at) => (at - account.StartedAt).TotalSeconds;
    }
}
