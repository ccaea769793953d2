using System.Text.Json.Serialization;

namespace GovLiaison.Channels.WeCom;

/// <summary>What gettoken and message/send answer. A missing errcode means 0 (some answers of WeCom omit it).</summary>
internal sealed record WeComAnswer
{
    [JsonPropertyName("errcode")]
    public int Errcode { get; init; }

    [JsonPropertyName("errmsg")]
    public string? Errmsg { get; init; }

    [JsonPropertyName("access_token")]
    public string? AccessToken { get; init; }

    [JsonPropertyName("expires_in")]
    public int ExpiresIn { get; init; }

    [JsonPropertyName("invaliduser")]
    public string? InvalidUser { get; init; }

    [JsonPropertyName("unlicenseduser")]
    public string? UnlicensedUser { get; init; }
}

/// <summary>A template card of type text_notice for one member.</summary>
internal sealed record WeComSend
{
    [JsonPropertyName("touser")]
    public required string ToUser { get; init; }

    [JsonPropertyName("msgtype")]
    public string MessageType { get; } = "template_card";

    [JsonPropertyName("agentid")]
    public required int AgentId { get; init; }

    [JsonPropertyName("template_card")]
    public required WeComCard Card { get; init; }

    [JsonPropertyName("enable_duplicate_check")]
    public int EnableDuplicateCheck { get; } = 1;

    /// <summary>The longest that WeCom allows: four hours of retries show one card.</summary>
    [JsonPropertyName("duplicate_check_interval")]
    public int DuplicateCheckInterval { get; } = 14400;
}

internal sealed record WeComCard
{
    [JsonPropertyName("card_type")]
    public string CardType { get; } = "text_notice";

    [JsonPropertyName("main_title")]
    public required WeComTitle MainTitle { get; init; }

    [JsonPropertyName("sub_title_text")]
    public required string SubTitleText { get; init; }

    [JsonPropertyName("card_action")]
    public required WeComAction CardAction { get; init; }
}

internal sealed record WeComTitle([property: JsonPropertyName("title")] string Title);

internal sealed record WeComAction([property: JsonPropertyName("url")] string Url)
{
    /// <summary>1 = opens a web address.</summary>
    [JsonPropertyName("type")]
    public int Type { get; } = 1;
}

[JsonSerializable(typeof(WeComAnswer))]
[JsonSerializable(typeof(WeComSend))]
internal sealed partial class WeComJson : JsonSerializerContext;
