using System.Globalization;
using GovLiaison.Testing.Checks;
using GovLiaison.Testing.Processes;

namespace GovLiaison.Benchmarks;

/// <summary>
/// A training alert to everybody in the province. T0 is the signature as the database has it; what was sent when is read from
/// the gateway's ledger, which writes to the disk before it answers.
/// </summary>
/// <param name="Wanted">Deliveries, cards included.</param>
/// <param name="Residents">As many as make them.</param>
/// <param name="OwnPhones">Every resident has a phone of his own; else three in four, and some share one.</param>
/// <param name="Channel">Whose last item counts; null for the last of all.</param>
/// <param name="AllWithin">Seconds that are asked.</param>
internal sealed record DeliveriesBenchmark(int Wanted, int Residents, bool OwnPhones, string? Channel, double AllWithin, int Runs)
{
    private static readonly TimeSpan AtMost = TimeSpan.FromMinutes(10);
    private static readonly int? RunsGiven = int.TryParse(Environment.GetEnvironmentVariable("GOVLIAISON_BENCH_RUNS"), CultureInfo.InvariantCulture, out var runs) ? runs : null;

    /// <summary>100,000 deliveries over all villages, officers' cards among them.</summary>
    public static DeliveriesBenchmark Province { get; } = new(100_000, 106_000, false, null, 15, 3);

    /// <summary>So many SMS, to as many residents; every seventeenth has no phone. Cards to officers and duty rooms go out beside them.</summary>
    public static DeliveriesBenchmark Sms(int count, double allWithin, int runs) => new(count, (int)(count / 0.94), true, "sms", allWithin, runs);

    public async Task<int> RunAsync(bool withPeople, CancellationToken cancellationToken)
    {
        await using var demo = new RunningSystem();
        Console.WriteLine($"making a demo of {Residents} residents; people of the gateway {(withPeople ? "answer" : "do not answer")}");
        await demo.MakeDemoAsync(Residents, seed: 1, cancellationToken, OwnPhones);
        var figures = new Figures();
        for (var run = 0; run < (RunsGiven ?? Runs); run++)
        {
            await using var system = demo.Copy();
            await MeasureAsync(system, figures, withPeople, cancellationToken);
        }
        return figures.Print();
    }

    private async Task MeasureAsync(RunningSystem system, Figures figures, bool withPeople, CancellationToken cancellationToken)
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
        var counted = lines.Where(line => Channel is null || line.Channel == Channel).ToList();
        figures.Add($"T0 → all {counted.Count} {Channel ?? "deliveries"} sent", "s", AllWithin, Seconds(counted.Max(line => line.At)));
        figures.Add("server memory (VmHWM)", "MB", 500, peak / 1e6);
        figures.Add("broken rules, lost, accepted twice", "", 0, account.Broken.Count + account.Lost + account.KeysAcceptedTwice + account.CardsRepeated);

        double Seconds(DateTime at) => (at - account.StartedAt).TotalSeconds;
    }
}
