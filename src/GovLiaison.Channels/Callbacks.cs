using System.Text.Json.Serialization;

namespace GovLiaison.Channels;

/// <summary>Body of <c>POST /callbacks/sms/receipts</c>: what became of accepted SMS.</summary>
public sealed record SmsReceipts(IReadOnlyList<SmsReceipt> Receipts);

/// <param name="Key">The key that the item was sent with.</param>
/// <param name="Id">The supplier's id, as in the outcome.</param>
/// <param name="Status"><c>delivered</c> or <c>failed</c>.</param>
/// <param name="Reason">Why it failed; empty when delivered.</param>
/// <param name="At">When, UTC.</param>
public sealed record SmsReceipt(string Key, string Id, string Status, string? Reason, DateTime At)
{
    public const string Delivered = "delivered";
    public const string Failed = "failed";
}

/// <summary>Body of <c>POST /callbacks/sms/replies</c>: SMS that people sent back.</summary>
public sealed record SmsReplies(IReadOnlyList<SmsReply> Replies);

/// <param name="Id">The supplier's id of the reply; the same when a reply is reported twice.</param>
/// <param name="From">The person's number, national form.</param>
/// <param name="To">The number that was answered to; may be empty.</param>
/// <param name="Text">What the person wrote, e.g. <c>1</c> or <c>2</c>.</param>
/// <param name="At">When, UTC.</param>
public sealed record SmsReply(string Id, string From, string? To, string Text, DateTime At);

/// <summary>Body of <c>POST /callbacks/voice/calls</c>: how accepted calls ended.</summary>
public sealed record VoiceCalls(IReadOnlyList<VoiceCall> Calls);

/// <param name="Key">The key that the item was sent with.</param>
/// <param name="Id">The supplier's id, as in the outcome.</param>
/// <param name="Outcome"><c>answered</c>, <c>no-answer</c>, <c>busy</c> or <c>unreachable</c>.</param>
/// <param name="SecondsListened">How long the person listened; 0 unless answered.</param>
/// <param name="SecondsTotal">How long the whole announcement is, repeats included.</param>
/// <param name="KeyPressed"><c>1</c> received, <c>2</c> need help, or null.</param>
/// <param name="At">When the call ended, UTC.</param>
public sealed record VoiceCall(string Key, string Id, string Outcome, int SecondsListened, int SecondsTotal, string? KeyPressed, DateTime At)
{
    public const string Answered = "answered";
    public const string NoAnswer = "no-answer";
    public const string Busy = "busy";
    public const string Unreachable = "unreachable";
}

/// <summary>Reads the callback bodies without reflection.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(SmsReceipts))]
[JsonSerializable(typeof(SmsReplies))]
[JsonSerializable(typeof(VoiceCalls))]
public sealed partial class CallbackJson : JsonSerializerContext;
