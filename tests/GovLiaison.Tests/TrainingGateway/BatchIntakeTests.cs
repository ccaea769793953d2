using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GovLiaison.Tests.TrainingGateway;

public sealed class BatchIntakeTests
{
    private static readonly string LongText = new('雪', 501);

    [Theory]
    [InlineData("""{"key":"k1","to":"10000000001","text":"【演练】雪"}""", "ok")]
    [InlineData("""{"key":"k1","to":"10000000001","text":"\u3010\u6f14\u7ec3\u3011"}""", "ok")]
    [InlineData("""{"key":"k1","to":"+8610000000001","text":"x"}""", "bad-number")]
    [InlineData("""{"key":"k1","text":"x"}""", "bad-number")]
    [InlineData("""{"key":"k1","to":"10000000001","text":""}""", "empty")]
    [InlineData("""{"key":"k1","to":"10000000001"}""", "empty")]
    [InlineData("""{"key":"k1","to":"10000000001","text":"LONG"}""", "too-long")]
    [InlineData("""{"key":"","to":"10000000001","text":"x"}""", "bad-key")]
    [InlineData("""{"key":"a\"b","to":"10000000001","text":"x"}""", "bad-key")]
    [InlineData("""{"to":"10000000001","text":"x"}""", "bad-key")]
    public async Task Sms_OfOneItem_GetsItsCode(string item, string code)
    {
        await using var gateway = await RunningGateway.StartAsync();

        var (status, body) = await gateway.PostAsync("/sms/v1/messages", $$"""{"items":[{{item.Replace("LONG", LongText, StringComparison.Ordinal)}}],"account":"a"}""");

        Assert.Equal(200, status);
        Assert.Equal(code, JsonSerializer.Deserialize<JsonElement>(body).GetProperty("results")[0].GetProperty("code").GetString());
        Assert.Equal(code is "ok" ? 1 : 0, gateway.Ledger().Count);
    }

    [Theory]
    [InlineData("", "bad-request")]
    [InlineData("{", "bad-request")]
    [InlineData("[]", "bad-request")]
    [InlineData("""{"account":"a","items":{}}""", "bad-request")]
    [InlineData("""{"account":"a","items":[1]}""", "bad-request")]
    [InlineData("""{"account":"a","items":[{"key":1}]}""", "bad-request")]
    [InlineData("""{"items":[{"key":"k"}]}""", "bad-request")]
    [InlineData("""{"account":"a","items":[]} x""", "bad-request")]
    [InlineData("""{"account":"a","items":[]}""", "bad-item-count")]
    [InlineData("""{"account":"a"}""", "bad-item-count")]
    public async Task Sms_OfABodyThatIsNone_IsRefusedWhole(string body, string error)
    {
        await using var gateway = await RunningGateway.StartAsync();

        Assert.Equal((400, $$"""{"error":"{{error}}"}"""), await gateway.PostAsync("/sms/v1/messages", body));
    }

    [Theory]
    [InlineData("/sms/v1/messages", 1000, 200)]
    [InlineData("/sms/v1/messages", 1001, 400)]
    [InlineData("/voice/v1/calls", 200, 200)]
    [InlineData("/voice/v1/calls", 201, 400)]
    public async Task Batch_OfManyItems_HasALimit(string path, int count, int status)
    {
        await using var gateway = await RunningGateway.StartAsync();

        var (got, body) = await gateway.PostAsync(path, Batch(Enumerable.Range(0, count)));

        Assert.Equal(status, got);
        if (got == 200)
            Assert.Equal(Enumerable.Range(0, count).Select(i => $"k{i}"), Results(body).Select(r => r.GetProperty("key").GetString()), StringComparer.Ordinal);
    }

    [Fact]
    public async Task Sms_WithoutTheSecret_IsRefused()
    {
        await using var gateway = await RunningGateway.StartAsync();
        gateway.Http.DefaultRequestHeaders.Authorization = new("Bearer", "other");

        Assert.Equal(401, (await gateway.PostAsync("/sms/v1/messages", Batch([1]))).Status);
        Assert.Empty(gateway.Ledger());
    }

    [Fact]
    public async Task Sms_OfTheSameKeyAgain_GetsTheSameAnswerAndOneLine()
    {
        await using var gateway = await RunningGateway.StartAsync();

        var first = await gateway.PostAsync("/sms/v1/messages", Batch([1, 2]));
        var again = await gateway.PostAsync("/sms/v1/messages", Batch([1, 2]));
        var other = await gateway.PostAsync("/sms/v1/messages", Batch([1, 2], "another text"));

        Assert.Equal(first, again);
        Assert.All(Results(other.Body), r => Assert.Equal("key-reused", r.GetProperty("code").GetString()));
        Assert.Equal(2, gateway.Ledger().Count);
        var totals = (await gateway.GetAsync("/control/ledger/summary")).GetProperty("sms");
        Assert.Equal((2, 2, 0), (totals.GetProperty("accepted").GetInt32(), totals.GetProperty("distinctKeys").GetInt32(), totals.GetProperty("repeated").GetInt32()));
    }

    [Fact]
    public async Task Sms_OfTheSameKeyTwiceInOneRequest_IsAcceptedOnce()
    {
        await using var gateway = await RunningGateway.StartAsync();

        var (_, body) = await gateway.PostAsync("/sms/v1/messages", Batch([7, 7]));

        Assert.All(Results(body), r => Assert.Equal("ok", r.GetProperty("code").GetString()));
        Assert.Single(gateway.Ledger());
    }

    [Fact]
    public async Task Sms_FromManyAtOnce_WritesEachKeyOnce()
    {
        await using var gateway = await RunningGateway.StartAsync();

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => gateway.PostAsync("/sms/v1/messages", Batch(Enumerable.Range(i / 2 * 50, 50)))));

        var keys = gateway.Ledger().Select(l => l.GetProperty("key").GetString()).ToList();
        Assert.Equal(1000, keys.Count);
        Assert.Equal(1000, keys.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Ledger_Line_SaysWhatWasAccepted()
    {
        await using var gateway = await RunningGateway.StartAsync(more: "--Gateway:Mode=live");

        await gateway.PostAsync("/voice/v1/calls", """{"account":"a\"账户","items":[{"key":"k1","to":"10000000001","spoken":"霜冻","repeat":2,"keys":["1","2"]}]}""");

        var line = Assert.Single(gateway.Ledger());
        Assert.Equal(["at", "channel", "mode", "account", "key", "to", "text", "shown"], line.EnumerateObject().Select(p => p.Name), StringComparer.Ordinal);
        Assert.Equal(
            ("voice", "live", "a\"账户", "k1", "10000000001", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("霜冻")))),
            (Text("channel"), Text("mode"), Text("account"), Text("key"), Text("to"), Text("text")));
        string? Text(string name) => line.GetProperty(name).GetString();
    }

    [Theory]
    [InlineData("""
        "repeat":6
        """)]
    [InlineData("""
        "repeat":"two"
        """)]
    [InlineData("""
        "keys":["one"]
        """)]
    public async Task Voice_WithAnOddOption_IsRefused(string option)
    {
        await using var gateway = await RunningGateway.StartAsync();

        var (status, body) = await gateway.PostAsync("/voice/v1/calls", $$"""{"account":"a","items":[{"key":"k1","to":"10000000001","spoken":"x",{{option}}}]}""");

        if (status == 200)
            Assert.Equal("bad-option", Results(body)[0].GetProperty("code").GetString());
        else
            Assert.Equal(400, status);
        Assert.Empty(gateway.Ledger());
    }

    internal static string Batch(IEnumerable<int> items, string text = "【演练】雪 http://x.invalid/r/1") => JsonSerializer.Serialize(new
    {
        account = "a",
        items = items.Select(i => new { key = $"k{i}", to = $"1{i:d10}", text, spoken = text }),
    });

    internal static List<JsonElement> Results(string body) => [.. JsonSerializer.Deserialize<JsonElement>(body).GetProperty("results").EnumerateArray()];
}
