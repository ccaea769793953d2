using System.Net;
using System.Net.Sockets;
using GovLiaison.Dispatch;

namespace GovLiaison.Tests.Channels;

/// <summary>The same for every channel; shown on SMS.</summary>
public sealed class HttpOutcomesTests
{
    [Theory]
    [InlineData(429, "7", SendOutcomeKind.Throttled, 7)]
    [InlineData(503, null, SendOutcomeKind.Throttled, null)]
    [InlineData(503, "7200", SendOutcomeKind.Throttled, 900)]
    [InlineData(503, "Tue, 14 Apr 2026 10:02:00 GMT", SendOutcomeKind.Throttled, 120)]
    [InlineData(503, "Tue, 14 Apr 2026 09:00:00 GMT", SendOutcomeKind.Throttled, 0)]
    [InlineData(503, "soon", SendOutcomeKind.Throttled, null)]
    [InlineData(401, null, SendOutcomeKind.Misconfigured, null)]
    [InlineData(403, null, SendOutcomeKind.Misconfigured, null)]
    [InlineData(404, null, SendOutcomeKind.Misconfigured, null)]
    [InlineData(302, null, SendOutcomeKind.Misconfigured, null)]
    [InlineData(501, null, SendOutcomeKind.Misconfigured, null)]
    [InlineData(408, null, SendOutcomeKind.Unknown, null)]
    [InlineData(500, null, SendOutcomeKind.Unknown, null)]
    [InlineData(502, null, SendOutcomeKind.Unknown, null)]
    [InlineData(202, null, SendOutcomeKind.Unknown, null)]
    public async Task Send_WhenTheSupplierAnswersAStatus_SaysSo(int status, string? retryAfter, SendOutcomeKind kind, int? seconds)
    {
        await using var supplier = await CannedSupplier.StartAsync(new Canned(status, "nothing of use", retryAfter));
        await using var sms = new ChannelUnderTest("sms");

        var outcomes = await sms.SendAsync(supplier.Address, ChannelUnderTest.Item("k1", "10000000001"), ChannelUnderTest.Item("k2", "10000000002"));

        Assert.Equal(2, outcomes.Count);
        Assert.All(outcomes, o => Assert.Equal((kind, $"http {status}"), (o.Kind, o.Code)));
        Assert.Equal(seconds is null ? null : TimeSpan.FromSeconds(seconds.Value), outcomes[0].RetryAfter);
    }

    [Fact]
    public async Task Send_WhenTheConnectionIsCut_IsUnknown()
    {
        await using var supplier = await CannedSupplier.StartAsync(Canned.Cut);
        await using var sms = new ChannelUnderTest("sms");

        var outcomes = await sms.SendAsync(supplier.Address, ChannelUnderTest.Item("k1", "10000000001"));

        Assert.Equal(SendOutcome.Unknown("cut"), Assert.Single(outcomes));
    }

    [Fact]
    public async Task Send_WhenNoAnswerComesInTime_IsUnknown()
    {
        await using var supplier = await CannedSupplier.StartAsync(Canned.Hang);
        await using var sms = new ChannelUnderTest("sms");

        var sending = sms.SendAsync(supplier.Address, ChannelUnderTest.Item("k1", "10000000001"));
        await supplier.ArrivedAsync();
        sms.Clock.Advance(TimeSpan.FromSeconds(15));
        var outcomes = await sending;

        Assert.Equal(SendOutcome.Unknown("timeout"), Assert.Single(outcomes));
    }

    [Fact]
    public async Task Send_WhenNobodyListens_IsUnreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        await using var sms = new ChannelUnderTest("sms");

        var outcomes = await sms.SendAsync(new Uri($"http://127.0.0.1:{port}"), ChannelUnderTest.Item("k1", "10000000001"));

        Assert.Equal(SendOutcome.Unreachable("connection"), Assert.Single(outcomes));
    }

    [Fact]
    public async Task Send_WhenTheNameIsUnknown_IsUnreachable()
    {
        await using var sms = new ChannelUnderTest("sms");

        var outcomes = await sms.SendAsync(new Uri("http://supplier.invalid"), ChannelUnderTest.Item("k1", "10000000001"));

        Assert.Equal(SendOutcomeKind.Unreachable, Assert.Single(outcomes).Kind);
    }

    [Fact]
    public async Task Send_WhenTheCallerGaveUpBefore_WritesNothing()
    {
        await using var supplier = await CannedSupplier.StartAsync(Canned.Ok("{}"));
        await using var sms = new ChannelUnderTest("sms");

        var outcomes = await sms.Channel.SendAsync(sms.Endpoint(supplier.Address), [ChannelUnderTest.Item("k1", "10000000001")], new CancellationToken(canceled: true));

        Assert.Equal(SendOutcomeKind.Unreachable, Assert.Single(outcomes).Kind);
        Assert.Empty(supplier.Requests);
    }
}
