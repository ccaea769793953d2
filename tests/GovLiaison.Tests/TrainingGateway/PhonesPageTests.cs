using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using GovLiaison.TrainingGateway.People;

namespace GovLiaison.Tests.TrainingGateway;

/// <summary>The phones of the drill, as whoever tries the system looks at them.</summary>
public sealed class PhonesPageTests
{
    private const string Officer = "19900000001", Resident = "19900000002", Called = "19900000003";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Phones_WithTheNewestMessageFirst_SayWhoseTheyAreInChinaTime()
    {
        await using var gateway = await FilledAsync();

        var page = await PageAsync(gateway, "/phones");

        Assert.Equal([Called, Resident, Officer, "wang_1"], Numbers(page));
        Assert.Contains("信息员、值班 officer", Row(page, "wang_1"), StringComparison.Ordinal);
        Assert.Contains("信息员、值班 officer", Row(page, Officer), StringComparison.Ordinal);
        Assert.Contains("居民 resident", Row(page, Resident), StringComparison.Ordinal);
        Assert.Contains("看不出 unknown", Row(page, Called), StringComparison.Ordinal);
        var now = (await gateway.GetAsync("/control/state")).GetProperty("clock").GetProperty("now").GetDateTime();
        Assert.Contains(now.AddHours(8).ToString("MM-dd HH:mm:ss", System.Globalization.CultureInfo.InvariantCulture), Row(page, Called), StringComparison.Ordinal);
        Assert.DoesNotContain("UTC", page, StringComparison.Ordinal);
        Assert.Contains("最近的 4 条", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("q=0002", new[] { Resident })]
    [InlineData("q=%E9%98%BF%E5%90%BE", new[] { Resident, "wang_1" })]
    [InlineData("who=officer", new[] { Officer, "wang_1" })]
    [InlineData("who=resident", new[] { Resident })]
    [InlineData("channel=voice", new[] { Called })]
    [InlineData("who=officer&channel=sms", new[] { Officer })]
    [InlineData("q=nothing-like-it", new string[0])]
    public async Task Phones_Searched_AreThoseThatFit(string query, string[] numbers)
    {
        await using var gateway = await FilledAsync();

        var page = await PageAsync(gateway, "/phones?" + query);

        Assert.Equal(numbers, Numbers(page));
        Assert.Equal(numbers.Length == 0, page.Contains("没有找到", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Phones_MoreThanAPage_AreTurnedOver()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await SendAsync(gateway, "sms", "text", [.. Enumerable.Range(0, 130).Select(i => ($"1990000{i:0000}", "雨"))]);

        var first = await PageAsync(gateway, "/phones?q=%E9%9B%A8");
        var last = await PageAsync(gateway, "/phones?q=%E9%9B%A8&page=3");

        Assert.Equal((50, 30), (Numbers(first).Count, Numbers(last).Count));
        Assert.Contains("第 1–50 部，共 130 部", first, StringComparison.Ordinal);
        Assert.Contains("page=2", first, StringComparison.Ordinal);
        Assert.DoesNotContain("page=4", last, StringComparison.Ordinal);
        Assert.Empty(Numbers(first).Intersect(Numbers(last)));
    }

    [Fact]
    public async Task Phones_BeforeAnythingCame_SayHowToBegin()
    {
        await using var gateway = await RunningGateway.StartAsync();

        Assert.Contains("签发一条演练预警后", await PageAsync(gateway, "/phones"), StringComparison.Ordinal);
        Assert.Contains("没有收到消息", await PageAsync(gateway, "/phones?to=19900009999"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Phone_OfACall_ShowsWhatWasSaidAndTheKeyPressed()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await SendAsync(gateway, "voice", "spoken", [.. Enumerable.Range(0, 60).Select(i => ($"1990001{i:0000}", "今夜霜冻，请按一"))]);

        await gateway.AdvanceAsync(120);
        var pages = new List<string>();
        for (var i = 0; i < 60; i++) pages.Add(await PageAsync(gateway, $"/phones?to=1990001{i:0000}"));

        Assert.All(pages, page => Assert.Contains("今夜霜冻，请按一", page, StringComparison.Ordinal));
        Assert.Contains(pages, page => page.Contains("接了", StringComparison.Ordinal) && page.Contains("，按了 <b>1</b>", StringComparison.Ordinal));
        Assert.Contains(pages, page => page.Contains("没有接 no answer", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Phone_OfAnSms_ShowsTheReplyBesideItInOrder()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await SendAsync(gateway, "sms", "text", [.. Enumerable.Range(0, 60).Select(i => ($"1990002{i:0000}", "霜冻，回1"))]);

        await gateway.AdvanceAsync(1800);

        var answered = new List<string>();
        for (var i = 0; i < 60; i++)
            if (await PageAsync(gateway, $"/phones?to=1990002{i:0000}") is var page && page.Contains("<div class=\"out\">1</div>", StringComparison.Ordinal)) answered.Add(page);
        Assert.NotEmpty(answered);
        Assert.All(answered, page => Assert.True(page.IndexOf("霜冻，回1", StringComparison.Ordinal) < page.IndexOf("<div class=\"out\">", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Phone_WithALinkThatIsNoWebAddress_DoesNotOfferIt()
    {
        await using var gateway = await RunningGateway.StartAsync();
        await gateway.SendCardAsync(Card("a", "标题", "javascript:alert(1)"));

        var page = await PageAsync(gateway, "/phones?to=a");

        Assert.Contains("标题", page, StringComparison.Ordinal);
        Assert.DoesNotContain("javascript:", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inbox_OfALargeRequest_KeepsItWholeButNoMoreThanItsShareOfASecond()
    {
        await using var gateway = await RunningGateway.StartAsync();
        for (var batch = 0; batch < 3; batch++)
            await SendAsync(gateway, "sms", "text", [.. Enumerable.Range(0, 1000).Select(i => ($"199{batch}000{i:0000}", "雨"))]);

        var held = int.Parse(Regex.Match(await PageAsync(gateway, "/phones"), @"最近的 (?<n>\d+) 条", RegexOptions.None, TimeSpan.FromSeconds(1)).Groups["n"].Value, System.Globalization.CultureInfo.InvariantCulture);

        // the first is kept whole whatever the machine does; on a slow one a new second may begin meanwhile
        Assert.InRange(held, Inbox.MostOfASecond + 3 * Inbox.MostOfARequest, 3000);
    }

    private static async Task<RunningGateway> FilledAsync()
    {
        var gateway = await RunningGateway.StartAsync();
        await gateway.SendCardAsync(Card("wang_1", "阿吾村霜冻橙色预警", "http://x.invalid/o/enter/1"));
        foreach (var (channel, property, to, text) in new[]
                 {
                     ("sms", "text", Officer, "【演练】霜冻，请确认 http://x.invalid/o/enter/2"),
                     ("sms", "text", Resident, "【演练】阿吾村霜冻 http://x.invalid/r/3"),
                     ("voice", "spoken", Called, "今夜霜冻，请按一"),
                 })
        {
            await gateway.AdvanceAsync(0.1);
            await SendAsync(gateway, channel, property, [(to, text)]);
        }
        return gateway;
    }

    private static string Card(string to, string title, string link) => JsonSerializer.Serialize(new
    {
        touser = to, msgtype = "template_card", agentid = 7,
        template_card = new { card_type = "text_notice", main_title = new { title }, sub_title_text = "今夜零下5度", card_action = new { type = 1, url = link } },
    });

    private static async Task SendAsync(RunningGateway gateway, string channel, string property, (string To, string Text)[] items)
    {
        foreach (var part in items.Chunk(channel is "sms" ? 1000 : 200))
        {
            var body = JsonSerializer.Serialize(new { account = "a", items = part.Select(item => new Dictionary<string, string> { ["key"] = $"{channel}-{item.To}", ["to"] = item.To, [property] = item.Text }) });
            Assert.Equal(200, (await gateway.PostAsync(channel is "sms" ? "/sms/v1/messages" : "/voice/v1/calls", body)).Status);
        }
    }

    private static async Task<string> PageAsync(RunningGateway gateway, string path) => WebUtility.HtmlDecode(await gateway.Http.GetStringAsync(path, Token));

    private static List<string> Numbers(string page) =>
        [.. Regex.Matches(page, @"href=""/phones\?to=(?<to>[^""#&]+)#last""", RegexOptions.None, TimeSpan.FromSeconds(1)).Select(match => match.Groups["to"].Value)];

    private static string Row(string page, string number) =>
        Assert.Single(page.Split("<tr>"), row => row.Contains($"?to={number}#", StringComparison.Ordinal));
}
