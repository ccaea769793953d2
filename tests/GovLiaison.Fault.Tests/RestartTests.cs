using GovLiaison.Dispatch;
using GovLiaison.Testing.Checks;
using GovLiaison.Testing.Processes;
using Microsoft.Data.Sqlite;

namespace GovLiaison.Fault.Tests;

/// <summary>What was due while nothing ran is done when it runs again, once.</summary>
public sealed class RestartTests(DemoFixture demo)
{
    private const string County = "610629";
    private const int LastRungAfter = 20;

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    [Fact]
    public Task Kill9_WhileLaddersClimb_LosesNoRungAndDoesNoneTwice() => demo.OnCopyAsync(async system =>
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        Hasten(system);
        await system.Gateway.StartAsync(withPeople: false, cancellationToken);
        await system.StartWebAsync(cancellationToken);
        await system.SendAlertAsync(County, cancellationToken);
        await Waiting.UntilAsync("the first rung", Within, () => system.Number("""SELECT COUNT(*) FROM "LadderRuns" WHERE "Step" > 0""") > 0, cancellationToken);

        await system.Web!.KillAsync();
        var left = system.Number(Unclimbed);
        await Waiting.UntilAsync("the last rung to be overdue", Within, () => system.Number(Overdue) == 1, cancellationToken);
        await system.StartWebAsync(cancellationToken);
        await Waiting.UntilAsync("all ladders to be climbed", Within, () => system.Number(Unclimbed) == 0, cancellationToken);
        await Waiting.UntilAsync("all calls to be sent", Within, system.IsSettled, cancellationToken);

        Assert.True(left > 0, "the kill came after the last rung");
        Assert.Equal(1, Triggers(system));
        AssertEveryRungWasClimbedOnce(system);
        var account = new DispatchChecker(system.DatabaseFile, system.Gateway.Ledger).Check();
        Assert.Empty(account.Broken);
        Assert.Equal(0, account.Lost);
    });

    [Theory]
    [InlineData(429, DeliveryState.Expired, Evidence.Failed)] // nothing was accepted
    [InlineData(500, DeliveryState.Unresolved, Evidence.Sent)] // the supplier may have accepted it: counts as told
    public Task Expire_WhileNothingRuns_SendsNothingAfterwards(int status, DeliveryState end, Evidence evidence) => demo.OnCopyAsync(async system =>
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await system.Gateway.StartAsync(withPeople: false, cancellationToken);
        await system.Gateway.PutAsync("behaviour/sms", new { status }, cancellationToken);
        await system.StartWebAsync(cancellationToken);
        await system.SendAlertAsync(County, cancellationToken, life: TimeSpan.FromSeconds(30));
        await Waiting.UntilAsync("SMS that wait for another try", Within, () => system.Number("""SELECT COUNT(*) FROM "Deliveries" WHERE "Attempt" > 0 AND "State" < 10""") > 0, cancellationToken);

        await system.Web!.KillAsync();
        await Waiting.UntilAsync("the alert to expire", Within, () => system.Number("""SELECT "ExpiresAt" < unixepoch('subsec') * 1000 FROM "DispatchRuns" """) == 1, cancellationToken);
        await system.Gateway.PutAsync("behaviour/sms", new { }, cancellationToken);
        await system.StartWebAsync(cancellationToken);
        await Waiting.UntilAsync("the dispatch to end", Within, () => system.Number("""SELECT COUNT(*) FROM "DispatchRuns" WHERE "State" = 'Expired'""") == 1
            && system.Number("""SELECT COUNT(*) FROM "Batches" WHERE "State" = 0""") == 0, cancellationToken);

        var account = new DispatchChecker(system.DatabaseFile, system.Gateway.Ledger).Check();
        Assert.Empty(account.Broken);
        Assert.DoesNotContain("sms", account.LinesByChannel.Keys);
        Assert.Equal(account.DeliveriesByChannel["sms"], system.Number($"""
            SELECT COUNT(*) FROM "Deliveries" y JOIN "Batches" b ON b."Id" = y."BatchId" WHERE b."Channel" = 'sms' AND y."State" = {(int)end}
            """));
        Assert.Equal(0, system.Number($"""SELECT COUNT(*) FROM "ListedHouseholds" WHERE "Evidence" NOT IN ({(int)Evidence.NoPath}, {(int)evidence})"""));
    });

    private const string Unclimbed = """SELECT COUNT(*) FROM "LadderRuns" WHERE "NextAt" IS NOT NULL""";

    private static readonly string Overdue = $"""SELECT "StartedAt" + {LastRungAfter * 1000 + 2000} < unixepoch('subsec') * 1000 FROM "DispatchRuns" """;

    private static void Hasten(RunningSystem system)
    {
        var after = new (string Act, int Seconds)[] { ("sms", 4), ("voice", 8), ("deputy", 12), ("township-duty", 16), ("name-next", LastRungAfter), ("walk", LastRungAfter) };
        foreach (var (act, seconds) in after)
            system.Execute($"""UPDATE "LadderSteps" SET "AfterSeconds" = {seconds} WHERE "Act" = '{act}'""");
    }

    // nobody answers: the people of the gateway are off
    private static void AssertEveryRungWasClimbedOnce(RunningSystem system)
    {
        var villages = system.Number("""SELECT COUNT(*) FROM "VillageTallies" """);
        Assert.Equal(villages, Calls(system, RecipientKind.Officer, "wecom"));
        Assert.Equal(villages, Calls(system, RecipientKind.Officer, "sms"));
        Assert.Equal(villages, Calls(system, RecipientKind.Officer, "voice"));
        Assert.Equal(villages, Calls(system, RecipientKind.Deputy, "sms"));
        Assert.Equal(villages, system.Number("""SELECT COUNT(*) FROM "LadderRuns" WHERE "Watches" = 'officer' AND "NextPersonId" IS NOT NULL"""));
        Assert.Equal(system.Number("""
            SELECT COUNT(DISTINCT d."ParentId") FROM "VillageTallies" t JOIN "Divisions" d ON d."Id" = t."VillageId"
            """), Calls(system, RecipientKind.Duty, "voice"));
        Assert.Equal(0, system.Number("""SELECT COUNT(*) FROM "ListedHouseholds" WHERE "IsAtRisk" AND NOT "MustWalk" """));
    }

    private static long Calls(RunningSystem system, RecipientKind kind, string channel) => system.Number($"""
        SELECT COUNT(*) FROM "Deliveries" y JOIN "Batches" b ON b."Id" = y."BatchId" JOIN "Recipients" r ON r."Id" = y."RecipientId"
        WHERE b."Channel" = '{channel}' AND r."Kind" = {(int)kind}
        """);

    private static long Triggers(RunningSystem system)
    {
        using var connection = new SqliteConnection($"Data Source={Path.Combine(system.Folder, "schedules.db")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM QRTZ_TRIGGERS WHERE TRIGGER_STATE <> 'ERROR'";
        return (long)command.ExecuteScalar()!;
    }
}
