using System.Security.Cryptography;
using System.Text.Json;
using GovLiaison.Data;

namespace GovLiaison.Alerts;

/// <summary>SHA-256 over what was signed, written in one fixed order, so that any later reader can compute it again.</summary>
internal static class AlertDigest
{
    public static byte[] Of(AlertContent content)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("level", content.Message.LevelCode);
            json.WriteNumber("expires", UtcTime.ToUnixMilliseconds(content.Message.ExpiresAt!.Value));
            json.WriteStartArray("areas");
            foreach (var path in content.Areas.Select(area => area.Path).Order(StringComparer.Ordinal)) json.WriteStringValue(path);
            json.WriteEndArray();
            json.WriteStartArray("tags");
            foreach (var tag in content.Tags.Select(tag => tag.TagId.ToString("N")).Order(StringComparer.Ordinal)) json.WriteStringValue(tag);
            json.WriteEndArray();
            json.WriteStartArray("texts");
            foreach (var text in content.Texts.OrderBy(text => text.Number)) Write(json, text);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return SHA256.HashData(buffer.ToArray());
    }

    private static void Write(Utf8JsonWriter json, AlertText text)
    {
        json.WriteStartObject();
        json.WriteNumber("number", text.Number);
        json.WriteString("language", text.Language);
        json.WriteString("audience", text.Audience);
        json.WriteString("headline", text.Headline);
        json.WriteString("fact", text.Fact);
        json.WriteString("actions", text.Actions);
        json.WriteString("sms", text.Sms);
        json.WriteString("spoken", text.Spoken);
        json.WriteEndObject();
    }
}
