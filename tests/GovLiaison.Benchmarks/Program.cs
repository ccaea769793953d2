using GovLiaison.Benchmarks;

// one argument, the figure: scripts/bench.sh knows which there are
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return args switch
{
    ["deliveries"] => await DeliveriesBenchmark.RunAsync(withPeople: false, stop.Token),
    ["deliveries", "--people"] => await DeliveriesBenchmark.RunAsync(withPeople: true, stop.Token),
    ["demo"] => await DemoBenchmark.RunAsync(stop.Token),
    ["tree"] => await TreeBenchmark.RunAsync(stop.Token),
    ["page"] => await PageBenchmark.RunAsync(stop.Token),
    _ => 2,
};
