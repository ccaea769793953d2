using GovLiaison.Common;
using GovLiaison.Divisions;
using GovLiaison.Testing.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Benchmarks;

/// <summary>The query behind the filter of the tree, by name, code and pinyin initials, over the shipped divisions. The tree is in memory by then: whoever filters it sees it.</summary>
internal static class TreeBenchmark
{
    private static readonly string[] Texts = ["洛川", "村", "61", "6106", "lc", "luochuan", "x", "洛川 姚", "lcx yc", "街道", "没有这个地方"];

    public static async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        await using var system = new RunningSystem();
        await system.MigrateAsync(cancellationToken);
        await system.CliAsync(cancellationToken, "divisions", "import");
        await using var services = system.OpenServices();
        var queries = services.GetRequiredService<DivisionQueries>();
        var (actor, figures) = (Actor.Operator("bench"), new Figures());
        Console.WriteLine($"{system.Number("""SELECT COUNT(*) FROM "Divisions" """)} divisions");
        var start = TimeProvider.System.GetTimestamp();
        await queries.RootsAsync(actor, cancellationToken);
        Console.WriteLine($"read into memory once after start: {TimeProvider.System.GetElapsedTime(start).TotalMilliseconds:0} ms, processor time of this process so far {Environment.CpuUsage.TotalTime.TotalMilliseconds:0} ms");
        foreach (var text in Texts)
            for (var i = 0; i < 5; i++)
                figures.Add($"filter “{text}”", "ms", 500, await MeasureAsync(text));
        return figures.Print();

        async Task<double> MeasureAsync(string text)
        {
            var began = TimeProvider.System.GetTimestamp();
            await queries.FilterAsync(actor, text, DivisionQueries.DefaultLimit, cancellationToken);
            return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
        }
    }
}
