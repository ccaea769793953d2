using GovLiaison.Testing.Processes;

namespace GovLiaison.Benchmarks;

/// <summary>Makes the demo with a million residents in an empty, migrated database.</summary>
internal static class DemoBenchmark
{
    private const int Residents = 1_000_000;

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var system = new RunningSystem();
        await system.MigrateAsync(cancellationToken);
        var (clock, figures) = (TimeProvider.System, new Figures());
        var began = clock.GetTimestamp();
        var made = await system.CliAsync(cancellationToken, "demo", "--residents", $"{Residents}", "--json");
        figures.Add($"demo of {made.GetProperty("residents").GetInt32()} residents", "s", 240, clock.GetElapsedTime(began).TotalSeconds);
        Console.WriteLine($"{made.GetProperty("households").GetInt64()} households in {made.GetProperty("villages").GetInt32()} villages, database {new FileInfo(system.DatabaseFile).Length / 1e6:0} MB");
        return figures.Print();
    }
}
