using System.Text;
using System.Text.Json;
using GovLiaison.Channels;

namespace GovLiaison.Tests.Channels;

public sealed class CallbackTests
{
    // HMAC-SHA-256 of "what do ya want for nothing?" under "Jefe": test case 2 of RFC 4231
    private const string Signature = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843";

    [Theory]
    [InlineData(Signature, "Jefe", true)]
    [InlineData("5BDCC146BF60754E6A042426089575C75A003F089D2739839DEC58B964EC3843", "Jefe", false)]
    [InlineData("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3844", "Jefe", false)]
    [InlineData(Signature, "jefe", false)]
    [InlineData(Signature, "", false)]
    [InlineData("", "Jefe", false)]
    [InlineData(null, "Jefe", false)]
    [InlineData("雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪雪", "Jefe", false)]
    public void IsValid_OnlyForTheVeryBytes(string? header, string secret, bool expected) =>
        Assert.Equal(expected, CallbackSignature.IsValid(Encoding.ASCII.GetBytes("what do ya want for nothing?"), header, secret));

    [Fact]
    public void Receipts_AsTheGatewayWritesThem_AreRead()
    {
        var read = JsonSerializer.Deserialize(
            """{"receipts":[{"key":"k1","id":"s1","status":"failed","reason":"switched-off","at":"2026-04-14T10:00:00.5Z"}]}""", CallbackJson.Default.SmsReceipts)!;

        Assert.Equal(new SmsReceipt("k1", "s1", SmsReceipt.Failed, "switched-off", new DateTime(2026, 4, 14, 10, 0, 0, 500, DateTimeKind.Utc)), Assert.Single(read.Receipts));
        Assert.Equal(DateTimeKind.Utc, read.Receipts[0].At.Kind);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"calls":null}""")]
    [InlineData("""{"calls":[{"key":"k1"}]}""")]
    public void Calls_WithPartsMissing_AreRefused(string body) =>
        Assert.IsType<JsonException>(Record.Exception(() => JsonSerializer.Deserialize(body, CallbackJson.Default.VoiceCalls)));
}
