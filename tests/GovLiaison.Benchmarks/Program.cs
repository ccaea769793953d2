using System.Globalization;
using System.Runtime.InteropServices;
using GovLiaison.Benchmarks;

// the figure, with what belongs to it: scripts/bench.sh knows which there are; "peer" is what dispatch starts beside us
using var stop = new CancellationTokenSource();
// whoever ends a run takes its processes and its folder with it
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
try
{
    return args switch
    {
        ["deliveries"] => await DeliveriesBenchmark.Province.RunAsync(withPeople: false, stop.Token),
        ["deliveries", "--people"] => await DeliveriesBenchmark.Province.RunAsync(withPeople: true, stop.Token),
        ["dispatch", .. var sizes] => await DispatchBenchmark.RunAsync(sizes, stop.Token),
        ["peer", var peer, var count, var address, var secret] => await Peers.RunAsync(peer, int.Parse(count, CultureInfo.InvariantCulture), new Uri(address), secret, stop.Token),
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
