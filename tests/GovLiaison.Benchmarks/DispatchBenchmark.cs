using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GovLiaison.Testing.Processes;

namespace GovLiaison.Benchmarks;

/// <summary>The engine beside the bare limits and what people would pick instead, in one run.</summary>
internal static class DispatchBenchmark
{
    private const int PeerMessages = 100_000, BareItems = 500_000, BareMessages = 100_000, PerRequest = 500, Connections = 16;

    /// <param name="sizes">SMS of each of our runs; none for 100,000 and 1,000,000.</param>
    public static async Task<int> RunAsync(string[] sizes, CancellationToken cancellationToken)
    {
        await BesideAsync(cancellationToken);
        var missed = 0;
        foreach (var size in sizes.Length == 0 ? [100_000, 1_000_000] : sizes.Select(size => int.Parse(size, CultureInfo.InvariantCulture)))
        {
            Console.WriteLine($"\nours: {size:N0} SMS in batches of {PerRequest}, committed before and after each, SQLite");
            missed |= await DeliveriesBenchmark.Sms(size, allWithin: 15, runs: 1).RunAsync(withPeople: false, cancellationToken);
        }
        return missed;
    }

    // Ours sends batches and records what became of each delivery; theirs is a job per message that remembers nothing.
    private static async Task BesideAsync(CancellationToken cancellationToken)
    {
        await using var system = new RunningSystem();
        await system.Gateway.StartAsync(withPeople: false, cancellationToken);
        var address = new Uri(system.Gateway.Address);
        using (var load = new GatewayLoad(address, system.Secret, Connections))
        {
            await load.RateAsync("warm", 50_000, PerRequest, cancellationToken);
            Console.WriteLine($"gateway alone, {PerRequest} messages a request   {await load.RateAsync("batch", BareItems, PerRequest, cancellationToken),12:N0} messages/s");
            Console.WriteLine($"gateway alone, one message a request   {await load.RateAsync("one", BareMessages, 1, cancellationToken),12:N0} messages/s");
        }
        foreach (var peer in Peers.InMemory)
            Console.WriteLine(await PeerAsync(peer, address, system.Secret, cancellationToken) is { } result
                ? $"{peer}, in memory, a job a message{"",-8} {result.Rate,12:N0} messages/s   {result.Memory:N0} MB"
                : $"{peer} did not end");
    }

    private static async Task<PeerResult?> PeerAsync(string peer, Uri gateway, string secret, CancellationToken cancellationToken)
    {
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["peer", peer, $"{PeerMessages}", gateway.ToString(), secret]) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0 ? JsonSerializer.Deserialize<PeerResult>(output.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1]) : null;
    }
}
