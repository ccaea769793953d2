using GovLiaison.Dispatch;
using GovLiaison.Tests.Channels;

namespace GovLiaison.Tests.TrainingGateway;

/// <summary>Our channels against the gateway, well and ill behaved: both sides hold to one contract.</summary>
public sealed class BehaviourTests
{
    private static readonly string[] Names = ["sms", "voice", "wecom"];

    public static TheoryData<string, string, SendOutcomeKind, int> Table()
    {
        var rows = new TheoryData<string, string, SendOutcomeKind, int>();
        foreach (var name in Names)
        {
            rows.Add(name, "{}", SendOutcomeKind.Sent, 1);
            rows.Add(name, """{"latencyMs":1}""", SendOutcomeKind.Sent, 1);
            rows.Add(name, """{"status":503,"retryAfterSeconds":3}""", SendOutcomeKind.Throttled, 0);
            rows.Add(name, """{"status":503,"failShare":0}""", SendOutcomeKind.Sent, 1);
            rows.Add(name, """{"cutAfterAccept":1}""", SendOutcomeKind.Unknown, 1);
            rows.Add(name, """{"malformed":1}""", SendOutcomeKind.Unknown, 1);
        }

        rows.Add("sms", """{"status":500}""", SendOutcomeKind.Unknown, 0);
        rows.Add("wecom", """{"status":500}""", SendOutcomeKind.Unreachable, 0);
        rows.Add("wecom", """{"errcode":45009}""", SendOutcomeKind.Throttled, 0);
        return rows;
    }

    [Theory, MemberData(nameof(Table))]
    public async Task Send_ToAGatewayToldToMisbehave_HasItsOutcome(string name, string behaviour, SendOutcomeKind kind, int lines)
    {
        await using var gateway = await RunningGateway.StartAsync();
        await using var channel = new ChannelUnderTest(name);
        Assert.Equal(200, await gateway.PutAsync("/control/behaviour/" + name, behaviour));

        var outcomes = await channel.Channel.SendAsync(Endpoint(channel, gateway), [Item(name)], TestContext.Current.CancellationToken);

        Assert.Equal(kind, Assert.Single(outcomes).Kind);
        Assert.Equal(lines, gateway.Ledger().Count);
    }

    [Theory]
    [InlineData("sms")]
    [InlineData("voice")]
    public async Task Send_AgainAfterACut_IsAcceptedOnce(string name)
    {
        await using var gateway = await RunningGateway.StartAsync();
        await using var channel = new ChannelUnderTest(name);
        await gateway.PutAsync("/control/behaviour/" + name, """{"cutAfterAccept":1}""");
        await channel.Channel.SendAsync(Endpoint(channel, gateway), [Item(name)], TestContext.Current.CancellationToken);

        await gateway.Http.DeleteAsync(new Uri("/control/behaviour/" + name, UriKind.Relative), TestContext.Current.CancellationToken);
        var outcomes = await channel.Channel.SendAsync(Endpoint(channel, gateway), [Item(name)], TestContext.Current.CancellationToken);

        Assert.Equal(SendOutcomeKind.Sent, Assert.Single(outcomes).Kind);
        Assert.Single(gateway.Ledger());
    }

    [Fact]
    public async Task Send_BeyondTheQuota_IsThrottledUntilTheNextSecond()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await using var sms = new ChannelUnderTest("sms");
        await gateway.PutAsync("/control/behaviour/sms", """{"quotaPerSecond":1}""");

        var first = await sms.Channel.SendAsync(Endpoint(sms, gateway), [ChannelUnderTest.Item("k1", "10000000001")], TestContext.Current.CancellationToken);
        var second = await sms.Channel.SendAsync(Endpoint(sms, gateway), [ChannelUnderTest.Item("k2", "10000000001")], TestContext.Current.CancellationToken);
        await gateway.AdvanceAsync(1);
        var third = await sms.Channel.SendAsync(Endpoint(sms, gateway), [ChannelUnderTest.Item("k2", "10000000001")], TestContext.Current.CancellationToken);

        Assert.Equal([SendOutcomeKind.Sent, SendOutcomeKind.Throttled, SendOutcomeKind.Sent], [first[0].Kind, second[0].Kind, third[0].Kind]);
        Assert.Equal(TimeSpan.FromSeconds(1), second[0].RetryAfter);
    }

    [Theory]
    [InlineData("/control/behaviour/pigeon", "{}", 404)]
    [InlineData("/control/behaviour/sms", """{"failShare":2}""", 400)]
    [InlineData("/control/behaviour/sms", """{"status":200}""", 400)]
    [InlineData("/control/behaviour/sms", """{"flavour":1}""", 400)]
    [InlineData("/control/people", """{"speed":0}""", 400)]
    [InlineData("/control/people", """{"silentShare":0.5}""", 200)]
    public async Task Control_OfOddWishes_SaysNo(string path, string body, int status)
    {
        await using var gateway = await RunningGateway.StartAsync();

        Assert.Equal(status, await gateway.PutAsync(path, body));
    }

    [Fact]
    public async Task Clock_ThatIsReal_CannotBeMoved()
    {
        await using var gateway = await RunningGateway.StartAsync(more: "--Gateway:Clock=real");

        Assert.Equal(409, (await gateway.AdvanceAsync(1)).Status);
    }

    private static EndpointPlan Endpoint(ChannelUnderTest channel, RunningGateway gateway) =>
        channel.Endpoint(gateway.Address) with { Secret = RunningGateway.Secret };

    private static OutboundItem Item(string name) => ChannelUnderTest.Item("k1", name is "wecom" ? "ZhangSan" : "10000000001");
}
