using System.Buffers;
using System.Net.Http.Headers;
using System.Text.Encodings.Web;
using System.Text.Json;
using GovLiaison.Dispatch;

namespace GovLiaison.Channels;

/// <summary>Writes the requests that SMS and voice have in common.</summary>
internal static class BatchRequests
{
    // Chinese as UTF-8 and not as \u escapes: a batch is half the size on the wire
    public static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping;

    private static readonly JsonWriterOptions Options = new() { Encoder = Encoder, SkipValidation = true };

    public static HttpRequestMessage Write(EndpointPlan endpoint, string path, IReadOnlyList<OutboundItem> items, Action<Utf8JsonWriter, OutboundItem> writeText)
    {
        var buffer = new ArrayBufferWriter<byte>(items.Count * 512);
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            json.WriteString("account"u8, endpoint.Account);
            json.WriteStartArray("items"u8);
            foreach (var item in items)
            {
                json.WriteStartObject();
                json.WriteString("key"u8, item.Key);
                json.WriteString("to"u8, item.Address);
                writeText(json, item);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        var content = new ReadOnlyMemoryContent(buffer.WrittenMemory);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json", "utf-8");
        var request = new HttpRequestMessage(HttpMethod.Post, ChannelClient.Address(endpoint, path)) { Content = content };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", endpoint.Secret);
        return request;
    }
}
