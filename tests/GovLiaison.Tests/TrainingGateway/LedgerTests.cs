using GovLiaison.TrainingGateway.Ledger;

namespace GovLiaison.Tests.TrainingGateway;

public sealed class LedgerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("govliaison-ledger-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Keys_AfterARestart_AreStillHonoured()
    {
        (int, string) first;
        await using (var gateway = await RunningGateway.StartAsync(folder: _folder))
            first = await gateway.PostAsync("/sms/v1/messages", BatchIntakeTests.Batch(Enumerable.Range(0, 300)));

        await using var restarted = await RunningGateway.StartAsync(folder: _folder);
        var again = await restarted.PostAsync("/sms/v1/messages", BatchIntakeTests.Batch(Enumerable.Range(0, 300)));
        var other = await restarted.PostAsync("/sms/v1/messages", BatchIntakeTests.Batch([5], "another text"));

        Assert.Equal(first, again);
        Assert.Equal("key-reused", BatchIntakeTests.Results(other.Body)[0].GetProperty("code").GetString());
        Assert.Equal(300, restarted.Ledger().Count);
    }

    [Fact]
    public async Task Start_OnATornLastLine_DropsItAndGoesOn()
    {
        await using (var gateway = await RunningGateway.StartAsync(folder: _folder))
            await gateway.PostAsync("/sms/v1/messages", BatchIntakeTests.Batch([1]));
        await File.AppendAllTextAsync(Path.Combine(_folder, "ledger.jsonl"), """{"at":"2026-04-14T10:00:00.000Z","channel":"sm""", TestContext.Current.CancellationToken);

        await using var restarted = await RunningGateway.StartAsync(folder: _folder);
        await restarted.PostAsync("/sms/v1/messages", BatchIntakeTests.Batch([2]));

        Assert.Equal(["k1", "k2"], restarted.Ledger().Select(l => l.GetProperty("key").GetString()), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Start_OnALineThatIsNone_RefusesAndNamesIt()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "ledger.jsonl"), "{}\n", TestContext.Current.CancellationToken);

        var refused = await Record.ExceptionAsync(() => RunningGateway.StartAsync(folder: _folder));

        Assert.Contains("Line 1", Assert.IsType<InvalidDataException>(refused).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_OnALedgerInUse_Refuses()
    {
        await using var gateway = await RunningGateway.StartAsync(folder: _folder);

        Assert.IsType<IOException>(await Record.ExceptionAsync(() => RunningGateway.StartAsync(folder: _folder)));
    }

    [Fact]
    public void Index_OfAMillionKeys_TellsThemApart()
    {
        var index = new KeyIndex();

        for (ulong i = 0; i < 1_000_000; i++)
            Assert.Equal(KeyFate.New, index.Add(GovLiaison.TrainingGateway.Hashes.Mix(i), i));

        Assert.Equal(1_000_000, index.Count);
        Assert.Equal(KeyFate.Repeated, index.Add(GovLiaison.TrainingGateway.Hashes.Mix(77), 77));
        Assert.Equal(KeyFate.Reused, index.Add(GovLiaison.TrainingGateway.Hashes.Mix(77), 78));
    }
}
