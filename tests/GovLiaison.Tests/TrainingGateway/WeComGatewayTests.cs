using System.Text.Json;

namespace GovLiaison.Tests.TrainingGateway;

public sealed class WeComGatewayTests
{
    private const string GoodCard = """{"card_type":"text_notice","main_title":{"title":"t"},"card_action":{"type":1,"url":"http://x.invalid/o/e/1"}}""";

    [Theory]
    [InlineData("corpid=&corpsecret=s3cret", 41002)]
    [InlineData("corpid=ww&corpsecret=", 41004)]
    [InlineData("corpid=ww&corpsecret=wrong", 40001)]
    [InlineData("corpid=ww&corpsecret=s3cret", 0)]
    public async Task Token_IsGivenForTheSecret(string query, int errcode)
    {
        await using var gateway = await RunningGateway.StartAsync();

        var answer = await gateway.GetAsync("/cgi-bin/gettoken?" + query);

        Assert.Equal(errcode, answer.GetProperty("errcode").GetInt32());
        Assert.Equal(errcode == 0, answer.TryGetProperty("access_token", out _));
    }

    [Fact]
    public async Task Token_StaysTheSameUntilItExpires()
    {
        await using var gateway = await RunningGateway.StartAsync();

        var first = await gateway.TokenAsync();
        await gateway.AdvanceAsync(7199);
        var second = await gateway.TokenAsync();
        await gateway.AdvanceAsync(2);
        var third = await gateway.TokenAsync();

        Assert.Equal(first, second);
        Assert.NotEqual(first, third, StringComparer.Ordinal);
        Assert.Equal(42001, await ErrcodeAsync(gateway, "?access_token=" + first));
        Assert.Equal(40014, await ErrcodeAsync(gateway, "?access_token=none"));
        Assert.Equal(41001, await ErrcodeAsync(gateway, ""));
        await gateway.PostAsync("/control/wecom/forget-tokens", "");
        Assert.Equal(40014, await ErrcodeAsync(gateway, "?access_token=" + third));
    }

    [Theory]
    [InlineData("{", 40058)]
    [InlineData("[]", 40058)]
    [InlineData("""{"msgtype":"template_card","agentid":7,"template_card":CARD}""", 82001)]
    [InlineData("""{"touser":"a","msgtype":"letter","agentid":7}""", 40008)]
    [InlineData("""{"touser":"a","msgtype":"template_card","template_card":CARD}""", 41011)]
    [InlineData("""{"touser":"a","msgtype":"template_card","agentid":"7","template_card":CARD}""", 40056)]
    [InlineData("""{"touser":"a","msgtype":"template_card","agentid":0,"template_card":CARD}""", 40056)]
    [InlineData("""{"touser":"a","msgtype":"template_card","agentid":7}""", 40058)]
    [InlineData("""{"touser":"a","msgtype":"template_card","agentid":7,"template_card":{"card_type":"poem"}}""", 40058)]
    [InlineData("""{"touser":"a","msgtype":"template_card","agentid":7,"template_card":{"card_type":"text_notice","card_action":{"type":1,"url":"u"}}}""", 41016)]
    [InlineData("""{"touser":"a","msgtype":"template_card","agentid":7,"template_card":{"card_type":"text_notice","main_title":{"title":"t"}}}""", 42045)]
    [InlineData("""{"touser":"a","msgtype":"template_card","agentid":7,"template_card":{"card_type":"text_notice","main_title":{"title":"t"},"card_action":{"type":1}}}""", 42028)]
    [InlineData("""{"touser":"a","msgtype":"template_card","agentid":7,"template_card":{"card_type":"text_notice","main_title":{"title":"t"},"action_menu":{},"card_action":{"type":1,"url":"u"}}}""", 43012)]
    [InlineData("""{"touser":"a","msgtype":"template_card","agentid":7,"template_card":{"card_type":"text_notice","main_title":{"title":"t"},"task_id":"a b","card_action":{"type":1,"url":"u"}}}""", 42014)]
    [InlineData("""{"touser":"-a|b c","msgtype":"template_card","agentid":7,"template_card":CARD}""", 81013)]
    [InlineData("""{"touser":"a","msgtype":"template_card","agentid":7,"template_card":CARD,"duplicate_check_interval":14401}""", 40058)]
    [InlineData("""{"touser":"a","msgtype":"template_card","agentid":7,"template_card":CARD,"unknown_field":1}""", 0)]
    public async Task Send_OfABody_GetsItsErrcode(string body, int errcode)
    {
        await using var gateway = await RunningGateway.StartAsync();

        var answer = await gateway.SendCardAsync(body.Replace("CARD", GoodCard, StringComparison.Ordinal));

        Assert.Equal(errcode, answer.GetProperty("errcode").GetInt32());
        Assert.Equal(errcode == 0 ? 1 : 0, gateway.Ledger().Count);
    }

    [Theory]
    [InlineData("""{"touser":"a","msgtype":"text","agentid":7,"text":{"content":"x"}}""")]
    [InlineData("""{"touser":"@all","msgtype":"template_card","agentid":7,"template_card":CARD}""")]
    [InlineData("""{"toparty":"1","msgtype":"template_card","agentid":7,"template_card":CARD}""")]
    [InlineData("""{"touser":"a","msgtype":"template_card","agentid":7,"template_card":{"card_type":"button_interaction"}}""")]
    public async Task Send_OfWhatIsNotPlayed_IsRefusedLoudly(string body)
    {
        await using var gateway = await RunningGateway.StartAsync();

        var (status, answer) = await gateway.PostAsync($"/cgi-bin/message/send?access_token={await gateway.TokenAsync()}", body.Replace("CARD", GoodCard, StringComparison.Ordinal));

        Assert.Equal(501, status);
        Assert.StartsWith("The training gateway does not play this", answer, StringComparison.Ordinal);
        Assert.Equal(501, (await gateway.PostAsync("/cgi-bin/externalcontact/list", "{}")).Status);
    }

    [Fact]
    public async Task Send_ToSomeWhoDoNotExist_SucceedsAndNamesThem()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await gateway.PutAsync("/control/behaviour/wecom", """{"invalidUsers":["Gone"]}""");

        var answer = await gateway.SendCardAsync(Message("Here|GONE"));

        Assert.Equal((0, "gone"), (answer.GetProperty("errcode").GetInt32(), answer.GetProperty("invaliduser").GetString()));
        Assert.Equal("Here", Assert.Single(gateway.Ledger()).GetProperty("to").GetString());
    }

    [Fact]
    public async Task Send_ToTooMany_IsRefused()
    {
        await using var gateway = await RunningGateway.StartAsync();

        var answer = await gateway.SendCardAsync(Message(string.Join('|', Enumerable.Range(0, 1001).Select(i => $"u{i}"))));

        Assert.Equal(40032, answer.GetProperty("errcode").GetInt32());
    }

    [Fact]
    public async Task Send_OfTheSameCardAgain_IsAcceptedButNotShown()
    {
        await using var gateway = await RunningGateway.StartAsync();
        const string Checked = ""","enable_duplicate_check":1,"duplicate_check_interval":14400}""";

        await gateway.SendCardAsync(Message("a", Checked));
        await gateway.SendCardAsync(Message("a", Checked));
        await gateway.SendCardAsync(Message("b", Checked));
        await gateway.AdvanceAsync(14401);
        await gateway.SendCardAsync(Message("a", Checked));

        Assert.Equal([true, false, true, true], gateway.Ledger().Select(l => l.GetProperty("shown").GetBoolean()));
        var totals = (await gateway.GetAsync("/control/ledger/summary")).GetProperty("wecom");
        Assert.Equal((4, 2, 2), (totals.GetProperty("accepted").GetInt32(), totals.GetProperty("distinctKeys").GetInt32(), totals.GetProperty("repeated").GetInt32()));
    }

    [Fact]
    public async Task Send_OfMoreThanThirtyAMinute_DropsTheSurplusInSilence()
    {
        await using var gateway = await RunningGateway.StartAsync();

        for (var i = 0; i < 32; i++)
            Assert.Equal(0, (await gateway.SendCardAsync(Message("a"))).GetProperty("errcode").GetInt32());

        Assert.Equal(30, gateway.Ledger().Count(l => l.GetProperty("shown").GetBoolean()));
    }

    [Fact]
    public async Task Phones_ShowACardWithItsTitleTextAndButton()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await gateway.SendCardAsync("""{"touser":"a","msgtype":"template_card","agentid":7,"template_card":{"card_type":"text_notice","main_title":{"title":"霜冻<橙色>预警"},"sub_title_text":"今夜零下5度","card_action":{"type":1,"url":"http://x.invalid/o/e/1"}}}""");

        var page = await gateway.Http.GetStringAsync("/phones?to=a", TestContext.Current.CancellationToken);

        Assert.Contains("""<a class="card" href="http://x.invalid/o/e/1"><b>霜冻&lt;橙色&gt;预警</b><span>今夜零下5度</span>""", page, StringComparison.Ordinal);
    }

    private static string Message(string touser, string tail = "}") =>
        $$"""{"touser":"{{touser}}","msgtype":"template_card","agentid":7,"template_card":{{GoodCard}}{{tail}}""";

    private static async Task<int> ErrcodeAsync(RunningGateway gateway, string query)
    {
        var (_, body) = await gateway.PostAsync("/cgi-bin/message/send" + query, Message("a"));
        return JsonSerializer.Deserialize<JsonElement>(body).GetProperty("errcode").GetInt32();
    }
}
