using GovLiaison.Fault.Tests;
using GovLiaison.Testing.Processes;

// every test has the machine to itself: they measure waits of real processes
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
[assembly: AssemblyFixture(typeof(DemoFixture))]

namespace GovLiaison.Fault.Tests;

/// <summary>The demo province, made once; each test gets a copy with processes of its own.</summary>
public sealed class DemoFixture : IAsyncLifetime
{
    /// <summary>An alert to all of them is about 50,000 deliveries: 21,809 cards to officers and duty rooms, the rest SMS.</summary>
    private const int Residents = 38_000;

    private readonly RunningSystem _template = new();

    public async ValueTask InitializeAsync() => await _template.MakeDemoAsync(Residents, seed: 1, CancellationToken.None);

    public ValueTask DisposeAsync() => _template.DisposeAsync();

    /// <summary>Runs the test on a copy; when it fails, database, ledgers and logs stay and the failure says where.</summary>
    public async Task OnCopyAsync(Func<RunningSystem, Task> test, string note = "")
    {
        await using var system = _template.Copy();
        try
        {
            await test(system);
        }
        catch (Exception fault)
        {
            throw new InvalidOperationException($"{note}Database, ledgers and logs are in {system.KeepFolder()}", fault);
        }
    }
}
