using GovLiaison.Dispatch;

namespace GovLiaison.Tests.Channels.Voice;

public sealed class VoiceChannelTests
{
    private static readonly Dictionary<string, (string Answer, SendOutcome Outcome)> Table = new(StringComparer.Ordinal)
    {
        ["accepted"] = ("""{"results":[{"key":"k1","code":"ok","id":"v1"}]}""", SendOutcome.Sent),
        ["bad number"] = ("""{"results":[{"key":"k1","code":"bad-number"}]}""", SendOutcome.Rejected("bad-number")),
        ["bad option"] = ("""{"results":[{"key":"k1","code":"bad-option"}]}""", SendOutcome.Misconfigured("bad-option")),
        ["no JSON"] = ("<html>", SendOutcome.Unknown("malformed")),
    };

    public static TheoryData<string> Labels => [.. Table.Keys];

    [Theory, MemberData(nameof(Labels))]
    public async Task Send_OfACall_GivesItsOutcome(string label)
    {
        var (answer, expected) = Table[label];
        await using var supplier = await CannedSupplier.StartAsync(Canned.Ok(answer));
        await using var voice = new ChannelUnderTest("voice");

        var outcomes = await voice.SendAsync(supplier.Address, ChannelUnderTest.Item("k1", "10000000001"));

        Assert.Equal(expected, Assert.Single(outcomes));
        Assert.Equal(
            new SeenRequest(
                "POST /voice/v1/calls",
                "Bearer " + ChannelUnderTest.Secret,
                """{"account":"wwdemo","items":[{"key":"k1","to":"10000000001","spoken":"演练。今夜零下三度。","repeat":2,"keys":["1","2"]}]}"""),
            Assert.Single(supplier.Requests));
        Assert.True(voice.Channel.HonoursKeys);
        Assert.Equal(100, voice.Channel.MaxItemsPerRequest);
    }
}
