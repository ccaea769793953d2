using System.Globalization;
using System.Text.Json;
using Hangfire;
using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace GovLiaison.Benchmarks;

/// <summary>
/// What people would pick instead, with near-default settings: a job per message, kept in memory, 20 workers, the same
/// gateway. Each in a process of its own, so that its memory can be told.
/// </summary>
internal static class Peers
{
    private const int Workers = 20;

    public static readonly IReadOnlyList<string> InMemory = ["hangfire", "quartz"];

    private static GatewayLoad _gateway = null!;
    private static CountdownEvent _left = null!;

    public static async Task<int> RunAsync(string peer, int count, Uri gateway, string secret, CancellationToken cancellationToken)
    {
        using var load = _gateway = new GatewayLoad(gateway, secret, Workers);
        using var left = _left = new CountdownEvent(count);
        var began = TimeProvider.System.GetTimestamp();
        if (peer == "hangfire") RunHangfire(count, cancellationToken);
        else await RunQuartzAsync(count, cancellationToken);
        var seconds = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
        var peak = File.ReadLines("/proc/self/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2];
        Console.WriteLine(JsonSerializer.Serialize(new PeerResult(count / seconds, long.Parse(peak, CultureInfo.InvariantCulture) * 1024 / 1e6)));
        return 0;
    }

    public static async Task SendAsync(string peer, int number)
    {
        await _gateway.SendAsync(peer, number, 1, CancellationToken.None);
        _left.Signal();
    }

    private static void RunHangfire(int count, CancellationToken cancellationToken)
    {
        GlobalConfiguration.Configuration.UseInMemoryStorage();
        using var server = new BackgroundJobServer(new BackgroundJobServerOptions { WorkerCount = Workers });
        for (var i = 0; i < count; i++)
        {
            var number = i;
            BackgroundJob.Enqueue(() => SendAsync("hangfire", number));
        }
        _left.Wait(cancellationToken);
    }

    private static async Task RunQuartzAsync(int count, CancellationToken cancellationToken)
    {
        await using var services = new ServiceCollection().AddLogging().AddQuartz(quartz => quartz.UseDefaultThreadPool(pool => pool.MaxConcurrency = Workers)).BuildServiceProvider();
        var scheduler = await services.GetRequiredService<ISchedulerFactory>().GetScheduler(cancellationToken);
        await scheduler.Start(cancellationToken);
        var job = JobBuilder.Create<MessageJob>().WithIdentity("message").StoreDurably().Build();
        await scheduler.AddJob(job, cancellationToken: cancellationToken);
        for (var i = 0; i < count; i++)
            await scheduler.ScheduleJob(TriggerBuilder.Create().ForJob(job).UsingJobData("number", i).StartNow().Build(), cancellationToken: cancellationToken);
        _left.Wait(cancellationToken);
        await scheduler.Shutdown(waitForJobsToComplete: true, cancellationToken);
    }
}

internal sealed record PeerResult(double Rate, double Memory);

internal sealed class MessageJob : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await Peers.SendAsync("quartz", context.MergedJobDataMap.GetInt("number"));
}
