using System.Net;
using GovLiaison.Common;
using GovLiaison.Testing.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Benchmarks;

/// <summary>
/// G8, R-61 and R-65: the whole province has been told and answers. The real server over SQLite, its generator beside it on the
/// same cores; every latency is taken from the moment at which the request was due.
/// </summary>
internal static class StormBenchmark
{
    private const int PerSecond = 10_000, OverloadPerSecond = 20_000, MostResidents = 500_000;
    private const int OfficersAnswering = 14_249; // 70 % of 20,356
    private static readonly TimeSpan OfficersWithin = TimeSpan.FromMinutes(3);

    public static async Task<int> RunAsync(int seconds, CancellationToken cancellationToken)
    {
        var residents = Math.Min(MostResidents, PerSecond / 2 * seconds);
        await using var system = new RunningSystem();
        Console.WriteLine($"making a demo in which {residents} residents can be told");
        await system.MakeDemoAsync((int)(residents / 0.7), seed: 1, cancellationToken);
        await system.Gateway.StartAsync(withPeople: false, cancellationToken);
        await system.StartWebAsync(cancellationToken);
        await system.SendAlertAsync("61", cancellationToken);
        await Waiting.UntilAsync("all to be sent", TimeSpan.FromMinutes(15), system.IsSettled, cancellationToken);

        await using var services = system.OpenServices();
        var storm = new StormAnswers(system, services.GetRequiredService<LinkToken>(), residents);
        var officers = new StormOfficers(system);
        var share = Math.Min(1, seconds / OfficersWithin.TotalSeconds);
        await officers.BindAsync(services, (int)(OfficersAnswering * share), cancellationToken);
        var figures = new Figures();
        await StormAsync(system, storm, officers, seconds, figures, cancellationToken);
        var (keys, lost, rows, unheard) = storm.Compare(system);
        await OfficersAsync(system, officers, seconds, figures, cancellationToken);
        await OverloadAsync(system, services, seconds, figures, cancellationToken);
        Console.WriteLine($"{keys} distinct accepted answers, {rows} rows, {unheard} rows whose answer nobody received");
        figures.Add("accepted answers without a row", "", 0, lost);
        figures.Add("rows more than distinct accepted answers", "", 0, unheard);
        figures.Add("officers' accepted answers without a row", "", 0, await officers.LostAsync(services, cancellationToken));
        figures.Add("server memory (VmHWM)", "MB", 500, system.Web!.PeakMemory() / 1e6);
        return figures.Print();
    }

    private static async Task StormAsync(RunningSystem system, StormAnswers storm, StormOfficers officers, int seconds, Figures figures, CancellationToken cancellationToken)
    {
        var (before, own) = (system.Web!.ProcessorTime(), Environment.CpuUsage.TotalTime);
        var crowd = new StormLoad(Server(system), 4096);
        var villages = new StormLoad(Server(system), 64);
        var duration = TimeSpan.FromSeconds(seconds);
        var began = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(
            crowd.RunAsync(PerSecond, duration, storm.Next, cancellationToken),
            villages.RunAsync(OfficersAnswering / OfficersWithin.TotalSeconds, duration, _ => officers.Tap(), cancellationToken));
        var took = TimeProvider.System.GetElapsedTime(began);
        Console.WriteLine($"""
            storm: {PerSecond}/s for {seconds} s, answered in {took.TotalSeconds:0.0} s; residents {storm.Residents}; at most {crowd.MostWaiting} waited for a connection
              pages    {storm.Pages}
              answers  {storm.Answers}
              officers {officers.Answers}
              processor: server {(system.Web.ProcessorTime() - before).TotalSeconds / seconds * 100:0} %, generator {(Environment.CpuUsage.TotalTime - own).TotalSeconds / seconds * 100:0} % of one core
            """);
        figures.Add($"storm {PerSecond}/s: pages p99", "ms", 200, storm.Pages.Within(0.99));
        figures.Add($"storm {PerSecond}/s: answers p99", "ms", 200, storm.Answers.Within(0.99));
        figures.Add("storm: turned away", "", 0, storm.ShedCount);
        figures.Add("storm: failed or unanswered", "", 0, storm.Failed + storm.Unanswered);
        figures.Add("storm: officers' answers p99", "ms", 1000, officers.Answers.Within(0.99));
        figures.Add("storm: officers not answered", "", 0, officers.Refused);
    }

    private static async Task OfficersAsync(RunningSystem system, StormOfficers officers, int seconds, Figures figures, CancellationToken cancellationToken)
    {
        officers.Begin();
        var duration = TimeSpan.FromSeconds(Math.Min(seconds, OfficersWithin.TotalSeconds));
        var before = system.Web!.ProcessorTime();
        await new StormLoad(Server(system), 256).RunAsync(2 * OfficersAnswering / OfficersWithin.TotalSeconds, duration, officers.LookOrTap, cancellationToken);
        Console.WriteLine($"""
            officers: {officers.Count} look and answer within {duration.TotalSeconds:0} s
              pages    {officers.Pages}
              answers  {officers.Answers}
              processor: server {(system.Web.ProcessorTime() - before).TotalSeconds / duration.TotalSeconds * 100:0} % of one core
            """);
        figures.Add("officers alone: pages p99", "ms", 1000, officers.Pages.Within(0.99));
        figures.Add("officers alone: answers p99", "ms", 1000, officers.Answers.Within(0.99));
        figures.Add("officers not answered", "", 0, officers.Refused);
    }

    private static async Task OverloadAsync(RunningSystem system, IServiceProvider services, int seconds, Figures figures, CancellationToken cancellationToken)
    {
        var duration = TimeSpan.FromSeconds(Math.Min(seconds, 30));
        var overload = new StormAnswers(system, services.GetRequiredService<LinkToken>(), MostResidents);
        await new StormLoad(Server(system), 8192).RunAsync(OverloadPerSecond, duration, overload.Next, cancellationToken);
        Console.WriteLine($"""
            overload: {OverloadPerSecond}/s for {duration.TotalSeconds:0} s
              pages    {overload.Pages}
              answers  {overload.Answers}
              shed     {overload.Shed}
            """);
        await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, cancellationToken);
        var after = new StormAnswers(system, services.GetRequiredService<LinkToken>(), 10_000);
        await new StormLoad(Server(system), 256).RunAsync(1000, TimeSpan.FromSeconds(5), after.Next, cancellationToken);
        figures.Add("overload: turned away p99", "ms", 50, overload.Shed.Within(0.99));
        figures.Add("overload: turned away without Retry-After", "", 0, overload.ShedWithoutHint);
        figures.Add("overload: failed or unanswered", "", 0, overload.Failed + overload.Unanswered);
        figures.Add("overload: accepted answers without a row", "", 0, overload.Compare(system).Lost);
        figures.Add("ten seconds later: p99", "ms", 200, Math.Max(after.Pages.Within(0.99), after.Answers.Within(0.99)));
    }

    private static IPEndPoint Server(RunningSystem system) => new(IPAddress.Loopback, new Uri(system.WebAddress).Port);
}
