using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovLiaison.Dispatch;

namespace GovLiaison.Channels.WeCom;

/// <summary>The two calls of WeCom that sending needs.</summary>
internal sealed class WeComClient(ChannelClient client)
{
    private static readonly WeComJson Json = new(new JsonSerializerOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    public async Task<(WeComAnswer? Answer, SendOutcome? Outcome)> GetTokenAsync(EndpointPlan endpoint, CancellationToken cancellationToken)
    {
        var address = ChannelClient.Address(endpoint, $"/cgi-bin/gettoken?corpid={Uri.EscapeDataString(endpoint.Account)}&corpsecret={Uri.EscapeDataString(endpoint.Secret)}");
        return await CallAsync(new HttpRequestMessage(HttpMethod.Get, address), endpoint, cancellationToken);
    }

    public async Task<(WeComAnswer? Answer, SendOutcome? Outcome)> SendAsync(EndpointPlan endpoint, string token, WeComSend message, CancellationToken cancellationToken)
    {
        var content = new ByteArrayContent(JsonSerializer.SerializeToUtf8Bytes(message, Json.WeComSend));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        var address = ChannelClient.Address(endpoint, $"/cgi-bin/message/send?access_token={Uri.EscapeDataString(token)}");
        return await CallAsync(new HttpRequestMessage(HttpMethod.Post, address) { Content = content }, endpoint, cancellationToken);
    }

    private async Task<(WeComAnswer? Answer, SendOutcome? Outcome)> CallAsync(HttpRequestMessage request, EndpointPlan endpoint, CancellationToken cancellationToken)
    {
        var (body, outcome) = await client.SendAsync(request, endpoint.Timeout, cancellationToken);
        if (body is null)
            return (null, outcome);
        try
        {
            return JsonSerializer.Deserialize(body, Json.WeComAnswer) is { } answer ? (answer, null) : (null, SendOutcome.Unknown("malformed"));
        }
        catch (JsonException)
        {
            return (null, SendOutcome.Unknown("malformed"));
        }
    }
}
