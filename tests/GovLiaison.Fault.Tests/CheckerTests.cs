using GovLiaison.Testing.Checks;
using GovLiaison.Testing.Processes;

namespace GovLiaison.Fault.Tests;

/// <summary>A checker that finds nothing proves nothing: each fault that it is there for is made by hand, and seen.</summary>
public sealed class CheckerTests(DemoFixture demo)
{
    private const string Sms = """(SELECT MIN(y."Id") FROM "Deliveries" y JOIN "Batches" b ON b."Id" = y."BatchId" WHERE b."Channel" = 'sms')""";

    private static readonly string[] RowFaults =
    [
        $"""UPDATE "Deliveries" SET "State" = 0 WHERE "Id" = {Sms}""",
        $"""UPDATE "Deliveries" SET "State" = 0, "DueAt" = 1 WHERE "Id" = {Sms}""",
        $"""UPDATE "Deliveries" SET "State" = 20, "SentAt" = NULL WHERE "Id" = {Sms}""",
        $"""DELETE FROM "Deliveries" WHERE "Id" = {Sms}""",
        """UPDATE "VillageTallies" SET "Sent" = "Sent" + 1, "Pending" = "Pending" - 1 WHERE "Order" = 1""",
        """UPDATE "VillageTallies" SET "MustWalk" = "MustWalk" + 1 WHERE "Order" = 1""",
        """UPDATE "ListedHouseholds" SET "Evidence" = 1 WHERE "Id" = (SELECT MIN("Id") FROM "ListedHouseholds" WHERE "Evidence" = 3)""",
        """DELETE FROM "ListedHouseholds" WHERE "Id" = (SELECT MIN("Id") FROM "ListedHouseholds")""",
        """DELETE FROM "LadderRuns" WHERE "VillageId" = (SELECT MIN("VillageId") FROM "LadderRuns")""",
    ];

    [Fact]
    public Task Check_OfADispatchWithAFaultMadeByHand_SeesIt() => demo.OnCopyAsync(async system =>
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await system.Gateway.StartAsync(withPeople: false, cancellationToken);
        await system.StartWebAsync(cancellationToken);
        await system.SendAlertAsync("610629", cancellationToken);
        await Waiting.UntilAsync("the dispatch to settle", TimeSpan.FromMinutes(2),
            () => system.IsSettled() && system.Number("""SELECT COUNT(*) FROM "LadderRuns" """) > 0, cancellationToken);
        await system.Web!.StopAsync();
        await system.Gateway.StopAsync();

        Assert.Empty(Check(system).Broken);
        foreach (var fault in RowFaults)
            Assert.True(CheckWith(system, fault).Broken.Count > 0, $"not seen: {fault}");
        AssertLedgerFaultsAreSeen(system);
    });

    private static void AssertLedgerFaultsAreSeen(RunningSystem system)
    {
        var file = system.Gateway.Ledger.Path;
        var lines = File.ReadAllLines(file);
        var (sms, card) = (Array.FindIndex(lines, line => line.Contains("\"sms\"", StringComparison.Ordinal)), Array.FindIndex(lines, line => line.Contains("\"wecom\"", StringComparison.Ordinal)));

        File.WriteAllLines(file, [.. lines, lines[sms]]);
        Assert.Equal(1, Check(system).KeysAcceptedTwice);
        File.WriteAllLines(file, [.. lines, lines[card]]);
        Assert.Equal((1, 1), (Check(system).CardsRepeated, Check(system).CardsRepeatedUnseen));
        File.WriteAllLines(file, [.. lines.Where((_, i) => i != sms)]);
        Assert.Equal(1, Check(system).Lost);
        File.WriteAllLines(file, [.. lines, lines[sms].Replace("\"key\":\"gl", "\"key\":\"glf", StringComparison.Ordinal)]);
        Assert.NotEmpty(Check(system).Broken);
        File.WriteAllLines(file, lines);
    }

    private static DispatchAccount CheckWith(RunningSystem system, string fault)
    {
        var sound = system.DatabaseFile + ".sound";
        File.Copy(system.DatabaseFile, sound, overwrite: true);
        system.Execute(fault);
        var account = Check(system);
        foreach (var file in Directory.GetFiles(system.Folder, "govliaison.db-*")) File.Delete(file);
        File.Move(sound, system.DatabaseFile, overwrite: true);
        return account;
    }

    private static DispatchAccount Check(RunningSystem system) => new DispatchChecker(system.DatabaseFile, system.Gateway.Ledger).Check();
}
