using GovLiaison.Channels.WeCom;
using GovLiaison.Dispatch;

namespace GovLiaison.Tests.Channels.WeCom;

public sealed class WeComChannelTests
{
    private const string TokenLine = "GET /cgi-bin/gettoken?corpid=wwdemo&corpsecret=" + ChannelUnderTest.Secret;
    private static readonly Canned Token = Canned.Ok("""{"errcode":0,"errmsg":"ok","access_token":"T1","expires_in":7200}""");
    private static readonly Canned SecondToken = Canned.Ok("""{"errcode":0,"errmsg":"ok","access_token":"T2","expires_in":7200}""");
    private static readonly Canned Accepted = Canned.Ok("""{"errcode":0,"errmsg":"ok","msgid":"m1"}""");

    private static readonly Dictionary<string, (Canned[] Answers, string[] Lines, SendOutcome Outcome)> Table = new(StringComparer.Ordinal)
    {
        ["accepted"] = ([Token, Accepted], [TokenLine, Send("T1")], SendOutcome.Sent),
        ["errcode left out"] = ([Token, Canned.Ok("""{"msgid":"m1"}""")], [TokenLine, Send("T1")], SendOutcome.Sent),
        ["accepted for nobody, lower case"] = ([Token, Canned.Ok("""{"errcode":0,"invaliduser":"other|zhangsan","msgid":"m1"}""")], [TokenLine, Send("T1")], SendOutcome.RecipientGone("invaliduser")),
        ["no licence"] = ([Token, Canned.Ok("""{"errcode":0,"unlicenseduser":"zhangsan"}""")], [TokenLine, Send("T1")], SendOutcome.Rejected("unlicenseduser")),
        ["all invalid"] = ([Token, Error(81013)], [TokenLine, Send("T1")], SendOutcome.RecipientGone("81013")),
        ["busy"] = ([Token, Error(-1)], [TokenLine, Send("T1")], SendOutcome.Throttled("-1", null, isOfAccount: true)),
        ["too often"] = ([Token, Error(45009)], [TokenLine, Send("T1")], SendOutcome.Throttled("45009", TimeSpan.FromSeconds(60), isOfAccount: true)),
        ["too many at once"] = ([Token, Error(45033)], [TokenLine, Send("T1")], SendOutcome.Throttled("45033", null, isOfAccount: true)),
        ["too long"] = ([Token, Error(45002)], [TokenLine, Send("T1")], SendOutcome.Rejected("45002")),
        ["wrong agent"] = ([Token, Error(40056)], [TokenLine, Send("T1")], SendOutcome.Misconfigured("40056", isOfAccount: true)),
        ["address not trusted"] = ([Token, Error(60020)], [TokenLine, Send("T1")], SendOutcome.Misconfigured("60020 203.0.113.9", isOfAccount: true)),
        ["a code nobody defined"] = ([Token, Error(123456)], [TokenLine, Send("T1")], SendOutcome.Misconfigured("123456")),
        ["token expired, then good"] = ([Token, Error(42001), SecondToken, Accepted], [TokenLine, Send("T1"), TokenLine, Send("T2")], SendOutcome.Sent),
        ["token refused twice"] = ([Token, Error(40014), SecondToken, Error(40014)], [TokenLine, Send("T1"), TokenLine, Send("T2")], SendOutcome.Misconfigured("40014", isOfAccount: true)),
        ["same token given again"] = ([Token, Error(40001), Token, Error(40001)], [TokenLine, Send("T1"), TokenLine, Send("T1")], SendOutcome.Misconfigured("40001", isOfAccount: true)),
        ["wrong secret"] = ([Error(40001)], [TokenLine], SendOutcome.Misconfigured("40001", isOfAccount: true)),
        ["token call busy"] = ([Error(-1)], [TokenLine], SendOutcome.Throttled("-1", null, isOfAccount: true)),
        ["token call fails: no card was written"] = ([new Canned(500)], [TokenLine], SendOutcome.Unreachable("http 500")),
        ["token call cut: no card was written"] = ([Canned.Cut], [TokenLine], SendOutcome.Unreachable("cut")),
        ["token without a token"] = ([Canned.Ok("{}")], [TokenLine], SendOutcome.Unreachable("no token")),
        ["card cut"] = ([Token, Canned.Cut], [TokenLine, Send("T1")], SendOutcome.Unknown("cut")),
        ["card answered with rubbish"] = ([Token, Canned.Ok("<html>")], [TokenLine, Send("T1")], SendOutcome.Unknown("malformed")),
    };

    public static TheoryData<string> Labels => [.. Table.Keys];

    [Theory, MemberData(nameof(Labels))]
    public async Task Send_OfACard_GivesItsOutcome(string label)
    {
        var (answers, lines, expected) = Table[label];
        await using var supplier = await CannedSupplier.StartAsync(answers);
        await using var wecom = new ChannelUnderTest("wecom");

        var outcomes = await wecom.SendAsync(supplier.Address, ChannelUnderTest.Item("k1", "ZhangSan"));

        Assert.Equal(expected, Assert.Single(outcomes));
        Assert.Equal(lines, supplier.Requests.Select(r => r.Line), StringComparer.Ordinal);
        Assert.All(supplier.Requests.Where(r => r.Line.StartsWith("POST", StringComparison.Ordinal)), r => Assert.Equal(
            """{"touser":"ZhangSan","msgtype":"template_card","agentid":1000002,"template_card":{"card_type":"text_notice","main_title":{"title":"【演练】霜冻橙色预警"},"sub_title_text":"今夜最低气温零下三度，请点燃熏烟。","card_action":{"url":"http://127.0.0.1/r/abc","type":1}},"enable_duplicate_check":1,"duplicate_check_interval":14400}""",
            r.Body));
    }

    [Fact]
    public async Task Send_OfManyAtOnce_FetchesOneToken()
    {
        await using var supplier = await CannedSupplier.StartAsync(Token, Accepted);
        await using var wecom = new ChannelUnderTest("wecom");

        await Task.WhenAll(Enumerable.Range(0, 20).Select(i => wecom.SendAsync(supplier.Address, ChannelUnderTest.Item($"k{i}", $"user{i}"))));

        Assert.Single(supplier.Requests, r => r.Line is TokenLine);
        Assert.Equal(21, supplier.Requests.Count);
    }

    [Fact]
    public async Task Send_NearTheEndOfTheToken_FetchesAnother()
    {
        await using var supplier = await CannedSupplier.StartAsync(Token, Accepted, SecondToken, Accepted);
        await using var wecom = new ChannelUnderTest("wecom");

        await wecom.SendAsync(supplier.Address, ChannelUnderTest.Item("k1", "a"));
        wecom.Clock.Advance(TimeSpan.FromSeconds(6901));
        await wecom.SendAsync(supplier.Address, ChannelUnderTest.Item("k2", "b"));

        Assert.Equal([TokenLine, Send("T1"), TokenLine, Send("T2")], supplier.Requests.Select(r => r.Line), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Send_AfterAWrongSecret_AsksAgainOnlyAfterAWhile()
    {
        await using var supplier = await CannedSupplier.StartAsync(Error(40001));
        await using var wecom = new ChannelUnderTest("wecom");

        await wecom.SendAsync(supplier.Address, ChannelUnderTest.Item("k1", "a"));
        await wecom.SendAsync(supplier.Address, ChannelUnderTest.Item("k2", "b"));
        var before = supplier.Requests.Count;
        wecom.Clock.Advance(TimeSpan.FromSeconds(31));
        await wecom.SendAsync(supplier.Address, ChannelUnderTest.Item("k3", "c"));

        Assert.Equal((1, 2), (before, supplier.Requests.Count));
    }

    [Fact]
    public async Task Send_WhenTheCardHangs_IsUnknownAtTheTimeLimit()
    {
        await using var supplier = await CannedSupplier.StartAsync(Token, Canned.Hang);
        await using var wecom = new ChannelUnderTest("wecom");

        var sending = wecom.SendAsync(supplier.Address, ChannelUnderTest.Item("k1", "a"));
        await supplier.ArrivedAsync();
        await supplier.ArrivedAsync();
        wecom.Clock.Advance(TimeSpan.FromSeconds(15));

        Assert.Equal(SendOutcome.Unknown("timeout"), Assert.Single(await sending));
    }

    [Fact]
    public async Task Send_WithoutALink_IsRejectedUnsent()
    {
        await using var supplier = await CannedSupplier.StartAsync(Token, Accepted);
        await using var wecom = new ChannelUnderTest("wecom");

        var outcomes = await wecom.SendAsync(supplier.Address, ChannelUnderTest.Item("k1", "a", link: null));

        Assert.Equal(SendOutcome.Rejected("no link"), Assert.Single(outcomes));
        Assert.Empty(supplier.Requests);
    }

    [Theory]
    [InlineData("霜冻", 6, "霜冻")]
    [InlineData("霜冻预警", 9, "霜冻…")]
    [InlineData("霜冻预警", 11, "霜冻…")]
    [InlineData("a🌨🌨🌨", 9, "a🌨…")]
    public void Cut_KeepsWholeCharacters(string text, int bytes, string expected) => Assert.Equal(expected, WeComCards.Cut(text, bytes));

    private static string Send(string token) => "POST /cgi-bin/message/send?access_token=" + token;

    private static Canned Error(int errcode) => Canned.Ok(
        $$"""{"errcode":{{errcode}},"errmsg":"text, hint: [1234567890], from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com/devtool/query?e={{errcode}}"}""");
}
