namespace GovLiaison.Tests.Channels;

public sealed class ChannelLogsTests
{
    private static readonly string[] NeverLogged =
        [ChannelUnderTest.Secret, "TOKEN1", "19900000001", "ZhangSan", "/r/abc", ChannelUnderTest.Text.Headline, "零下三度", "wwdemo"];

    [Theory]
    [InlineData("wecom", "ZhangSan", """{"errcode":40056,"errmsg":"invalid agentid for ZhangSan, hint: [42], from ip: 127.0.0.1","access_token":"TOKEN1","expires_in":7200}""")]
    [InlineData("wecom", "ZhangSan", """{"errcode":0,"access_token":"TOKEN1","expires_in":7200,"invaliduser":"zhangsan"}""")]
    [InlineData("sms", "19900000001", """{"results":[{"key":"k1","code":"bad-number"}]}""")]
    [InlineData("sms", "19900000001", "rubbish 19900000001")]
    [InlineData("voice", "19900000001", """{"results":[{"key":"k1","code":"ok","id":"v1"}]}""")]
    public async Task Send_WhateverTheAnswer_LogsNoSecretPersonOrText(string channel, string address, string answer)
    {
        await using var supplier = await CannedSupplier.StartAsync(Canned.Ok(answer));
        await using var sent = new ChannelUnderTest(channel);

        await sent.SendAsync(supplier.Address, ChannelUnderTest.Item("k1", address));

        Assert.NotEmpty(supplier.Requests);
        Assert.All(sent.Lines, line => Assert.All(NeverLogged, word => Assert.DoesNotContain(word, line, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task Send_WhenWeComRefusesTheCard_LogsCodeAndHint()
    {
        await using var supplier = await CannedSupplier.StartAsync(
            Canned.Ok("""{"access_token":"TOKEN1","expires_in":7200}"""), Canned.Ok("""{"errcode":40056,"errmsg":"x, hint: [4242], from ip: 127.0.0.1"}"""));
        await using var wecom = new ChannelUnderTest("wecom");

        await wecom.SendAsync(supplier.Address, ChannelUnderTest.Item("k1", "ZhangSan"));

        Assert.Contains(wecom.Lines, line => line.Contains("errcode 40056, hint 4242", StringComparison.Ordinal));
    }
}
