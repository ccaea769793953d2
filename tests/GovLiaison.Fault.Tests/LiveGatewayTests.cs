using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Testing.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Fault.Tests;

/// <summary>A training alert never reaches a live endpoint, nor a live one a training endpoint.</summary>
public sealed class LiveGatewayTests(DemoFixture demo)
{
    private const string County = "610629";

    private static readonly string[] Channels = ["sms", "voice", "wecom"];
    private static readonly TimeSpan Within = TimeSpan.FromMinutes(2);

    [Fact]
    public Task Send_ATrainingAlertThenALiveOne_EachReachesItsOwnGatewayAlone() => demo.OnCopyAsync(async system =>
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        await using var live = new RunningGateway(system.Folder, "live", system.WebAddress, system.Secret);
        await MakeOrdinaryAsync(system, live, cancellationToken);
        // those at risk are called at once: all three channels have something to do
        system.Execute("""UPDATE "LadderSteps" SET "AfterSeconds" = 1 WHERE "Watches" = 'at-risk' AND "Act" = 'voice'""");
        await system.Gateway.StartAsync(withPeople: false, cancellationToken);
        await live.StartAsync(withPeople: false, cancellationToken);
        await system.StartWebAsync(cancellationToken);

        await system.SendAlertAsync(County, cancellationToken);
        await SettleAsync(system, cancellationToken);
        var training = system.Gateway.Ledger.Lines();
        var liveAfterTraining = live.Ledger.Lines();
        await system.SendAlertAsync(County, cancellationToken, isTraining: false);
        await SettleAsync(system, cancellationToken);

        Assert.Empty(liveAfterTraining);
        Assert.Equal(Channels, training.Select(line => line.Channel).Distinct().Order());
        // the live endpoints do work: what follows is a live alert, and it is theirs alone
        Assert.Equal(training.Count, live.Ledger.Lines().Count);
        Assert.Equal(training.Count, system.Gateway.Ledger.Count());
    });

    // A demo can never get a live endpoint. So the demo's people become an ordinary installation, which gets its live endpoints
    // by the one way there is; their names sort first, which is what a choice without regard to the kind would take.
    private static async Task MakeOrdinaryAsync(RunningSystem system, RunningGateway live, CancellationToken cancellationToken)
    {
        await using var services = system.OpenServices();
        var endpoints = services.GetRequiredService<EndpointService>();
        Assert.Equal("DemoNeverLive", (await AddAsync("sms")).Refusal?.Code);
        system.Execute("""UPDATE "Installations" SET "IsDemo" = 0""");
        foreach (var channel in Channels) Assert.Null((await AddAsync(channel)).Refusal);

        Task<Result<Guid>> AddAsync(string channel) => endpoints.AddAsync(Actor.Operator("test"), new AddEndpoint
        {
            Name = $"0 {channel}", Channel = channel, IsTraining = false, BaseAddress = new Uri(live.Address), Account = "live", Secret = system.Secret, Application = 1,
        }, cancellationToken);
    }

    // The calls are asked for first: settled before they were made says nothing of them.
    private static Task SettleAsync(RunningSystem system, CancellationToken cancellationToken) => Waiting.UntilAsync("cards, SMS and calls to be sent", Within, () =>
        system.Number("""
            SELECT COUNT(*) FROM "Batches" WHERE "Channel" = 'voice' AND "DispatchId" = (SELECT MAX("Id") FROM "DispatchRuns")
            """) > 0 && system.IsSettled(), cancellationToken);
}
