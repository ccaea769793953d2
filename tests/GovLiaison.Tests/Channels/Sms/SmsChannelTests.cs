using GovLiaison.Dispatch;

namespace GovLiaison.Tests.Channels.Sms;

public sealed class SmsChannelTests
{
    private static readonly Dictionary<string, (string Answer, SendOutcome[] Outcomes)> Table = new(StringComparer.Ordinal)
    {
        ["both accepted"] = ("""{"results":[{"key":"k1","code":"ok","id":"s1"},{"key":"k2","code":"ok","id":"s2"}]}""",
            [SendOutcome.Sent, SendOutcome.Sent]),
        ["one bad number"] = ("""{"results":[{"key":"k1","code":"ok","id":"s1"},{"key":"k2","code":"bad-number"}]}""",
            [SendOutcome.Sent, SendOutcome.Rejected("bad-number")]),
        ["too long, not in use"] = ("""{"results":[{"key":"k1","code":"too-long"},{"key":"k2","code":"number-not-in-use"}]}""",
            [SendOutcome.Rejected("too-long"), SendOutcome.RecipientGone("number-not-in-use")]),
        ["throttled, key reused"] = ("""{"results":[{"key":"k1","code":"throttled"},{"key":"k2","code":"key-reused"}]}""",
            [SendOutcome.Throttled("throttled", null), SendOutcome.Misconfigured("key-reused")]),
        ["a code nobody defined"] = ("""{"results":[{"key":"k1","code":"ok","id":"s1"},{"key":"k2","code":"weather"}]}""",
            [SendOutcome.Sent, SendOutcome.Unknown("weather")]),
        ["one result missing"] = ("""{"results":[{"key":"k1","code":"ok","id":"s1"}]}""",
            [SendOutcome.Sent, SendOutcome.Unknown("no result")]),
        ["results of other keys"] = ("""{"results":[{"key":"k2","code":"ok","id":"s2"},{"key":"k1","code":"ok","id":"s1"}]}""",
            [SendOutcome.Unknown("no result"), SendOutcome.Unknown("no result")]),
        ["half a text"] = ("""{"results":[{"key":""", [SendOutcome.Unknown("malformed"), SendOutcome.Unknown("malformed")]),
        ["no results"] = ("{}", [SendOutcome.Unknown("no result"), SendOutcome.Unknown("no result")]),
        ["null"] = ("null", [SendOutcome.Unknown("malformed"), SendOutcome.Unknown("malformed")]),
    };

    public static TheoryData<string> Labels => [.. Table.Keys];

    [Theory, MemberData(nameof(Labels))]
    public async Task Send_OfTwo_GivesAnOutcomeForEach(string label)
    {
        var (answer, expected) = Table[label];
        await using var supplier = await CannedSupplier.StartAsync(Canned.Ok(answer));
        await using var sms = new ChannelUnderTest("sms");

        var outcomes = await sms.SendAsync(supplier.Address, ChannelUnderTest.Item("k1", "10000000001"), ChannelUnderTest.Item("k2", "10000000002", link: null));

        Assert.Equal(expected, outcomes);
        var request = Assert.Single(supplier.Requests);
        Assert.Equal(
            new SeenRequest(
                "POST /sms/v1/messages",
                "Bearer " + ChannelUnderTest.Secret,
                """{"account":"wwdemo","items":[{"key":"k1","to":"10000000001","text":"【演练】霜冻橙色预警，详情 http://127.0.0.1/r/abc 回复1已收到"},{"key":"k2","to":"10000000002","text":"【演练】霜冻橙色预警，详情  回复1已收到"}]}"""),
            request);
    }

    [Fact]
    public async Task Channel_PromisesKeys_AndTakesBatches()
    {
        await using var sms = new ChannelUnderTest("sms");

        Assert.True(sms.Channel.HonoursKeys);
        Assert.Equal(500, sms.Channel.MaxItemsPerRequest);
    }
}
