using System.Text.Json;
using System.Text.Json.Serialization;
using GovLiaison.Dispatch;

namespace GovLiaison.Channels;

internal sealed record BatchAnswer(IReadOnlyList<BatchResult>? Results);

internal sealed record BatchResult(string? Key, string? Code, string? Id);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(BatchAnswer))]
internal sealed partial class BatchJson : JsonSerializerContext;

/// <summary>Reads the per-item results that SMS and voice have in common (docs/training-gateway.md).</summary>
internal static class BatchAnswers
{
    private const int LongestCode = 40;

    public static IReadOnlyList<SendOutcome> Read(byte[] body, IReadOnlyList<OutboundItem> items)
    {
        BatchAnswer? answer;
        try
        {
            answer = JsonSerializer.Deserialize(body, BatchJson.Default.BatchAnswer);
        }
        catch (JsonException)
        {
            return All(items, SendOutcome.Unknown("malformed"));
        }

        var outcomes = new SendOutcome[items.Count];
        for (var i = 0; i < items.Count; i++)
        {
            var result = answer?.Results is { } results && i < results.Count ? results[i] : null;
            // a result for another key says nothing of this item
            outcomes[i] = result is { Code: not null } && string.Equals(result.Key, items[i].Key, StringComparison.Ordinal)
                ? Outcome(result)
                : SendOutcome.Unknown("no result");
        }

        return outcomes;
    }

    public static IReadOnlyList<SendOutcome> All(IReadOnlyList<OutboundItem> items, SendOutcome outcome)
    {
        var outcomes = new SendOutcome[items.Count];
        Array.Fill(outcomes, outcome);
        return outcomes;
    }

    private static SendOutcome Outcome(BatchResult result) => result.Code switch
    {
        "ok" => SendOutcome.Sent(result.Id is { Length: <= 64 } ? result.Id : null),
        "throttled" => SendOutcome.Throttled("throttled", null),
        "bad-number" or "too-long" or "empty" or "blocked" or "opted-out" or "forbidden-text" => SendOutcome.Rejected(result.Code),
        "number-not-in-use" => SendOutcome.RecipientGone(result.Code),
        // our keys, options or bodies are at fault: somebody has to look before more goes out like this
        "bad-key" or "bad-option" or "key-reused" or "no-balance" => SendOutcome.Misconfigured(result.Code),
        // a code that no contract defines is no usable answer
        var other => SendOutcome.Unknown(other!.Length <= LongestCode ? other : other[..LongestCode]),
    };
}
