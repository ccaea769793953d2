using System.Globalization;
using System.Runtime.InteropServices;
using GovLiaison.Benchmarks;

// one argument, the figure: scripts/bench.sh knows which there are
using var stop = new CancellationTokenSource();
// whoever ends a run takes its processes and its folder with it
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    return args switch
    {
        ["deliveries"] => await DeliveriesBenchmark.RunAsync(withPeople: false, stop.Token),
        ["deliveries", "--people"] => await DeliveriesBenchmark.RunAsync(withPeople: true, stop.Token),
        ["demo"] => await DemoBenchmark.RunAsync(stop.Token),
        ["tree"] => await TreeBenchmark.RunAsync(stop.Token),
        ["page"] => await PageBenchmark.RunAsync(stop.Token),
        ["storm"] => await StormBenchmark.RunAsync(300, stop.Token),
        ["storm", "--seconds", var seconds] when int.TryParse(seconds, CultureInfo.InvariantCulture, out var wanted) && wanted > 0 => await StormBenchmark.RunAsync(wanted, stop.Token),
        _ => 2,
    };
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 130;
}

void Stop(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
