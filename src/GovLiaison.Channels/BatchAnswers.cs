using System.Text.Json;
using GovLiaison.Dispatch;

namespace GovLiaison.Channels;

/// <summary>Reads the per-item results that SMS and voice have in common (docs/training-gateway.md).</summary>
internal static class BatchAnswers
{
    private const int LongestCode = 40;

    private static readonly SendOutcome Malformed = SendOutcome.Unknown("malformed");

    public static IReadOnlyList<SendOutcome> Read(ReadOnlySpan<byte> body, IReadOnlyList<OutboundItem> items)
    {
        // a result for another key, or none, says nothing of an item
        var outcomes = All(items, SendOutcome.Unknown("no result"));
        try
        {
            var reader = new Utf8JsonReader(body);
            if (!reader.Read() || reader.TokenType is not JsonTokenType.StartObject) return All(items, Malformed);
            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                var isResults = reader.ValueTextEquals("results"u8);
                reader.Read();
                if (!isResults || reader.TokenType is JsonTokenType.Null) reader.Skip();
                else if (!ReadResults(ref reader, items, outcomes)) return All(items, Malformed);
            }
            return reader.Read() ? All(items, Malformed) : outcomes;
        }
        catch (JsonException)
        {
            return All(items, Malformed);
        }
    }

    public static SendOutcome[] All(IReadOnlyList<OutboundItem> items, SendOutcome outcome)
    {
        var outcomes = new SendOutcome[items.Count];
        Array.Fill(outcomes, outcome);
        return outcomes;
    }

    private static bool ReadResults(ref Utf8JsonReader reader, IReadOnlyList<OutboundItem> items, SendOutcome[] outcomes)
    {
        if (reader.TokenType is not JsonTokenType.StartArray) return false;
        for (var i = 0; reader.Read() && reader.TokenType is not JsonTokenType.EndArray; i++)
        {
            if (reader.TokenType is not JsonTokenType.StartObject) return false;
            if (ReadResult(ref reader, i < items.Count ? items[i].Key : "") is { } outcome && i < items.Count) outcomes[i] = outcome;
        }
        return true;
    }

    // Null when it is not of the item whose place it has.
    private static SendOutcome? ReadResult(ref Utf8JsonReader reader, string key)
    {
        var (isOf, outcome) = (false, default(SendOutcome));
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            var (isKey, isCode) = (reader.ValueTextEquals("key"u8), reader.ValueTextEquals("code"u8));
            reader.Read();
            if (isKey) isOf = reader.TokenType is JsonTokenType.String && reader.ValueTextEquals(key);
            else if (isCode && reader.TokenType is JsonTokenType.String) outcome = reader.ValueTextEquals("ok"u8) ? SendOutcome.Sent : Outcome(reader.GetString()!);
            else reader.Skip();
        }
        return isOf ? outcome : null;
    }

    private static SendOutcome Outcome(string code) => code switch
    {
        "throttled" => SendOutcome.Throttled("throttled", null),
        "bad-number" or "too-long" or "empty" or "blocked" or "opted-out" or "forbidden-text" => SendOutcome.Rejected(code),
        "number-not-in-use" => SendOutcome.RecipientGone(code),
        // our keys, options or bodies are at fault: somebody has to look before more goes out like this
        "bad-key" or "bad-option" or "key-reused" => SendOutcome.Misconfigured(code),
        "no-balance" => SendOutcome.Misconfigured(code, isOfAccount: true),
        // a code that no contract defines is no usable answer
        _ => SendOutcome.Unknown(code.Length <= LongestCode ? code : code[..LongestCode]),
    };
}
