using System.Text.Json.Serialization;

namespace GovLiaison.TrainingGateway.Callbacks;

internal sealed record SmsReceipt(string Key, string Id, string Status, string Reason, DateTime At);

internal sealed record SmsReply(string Id, string From, string To, string Text, DateTime At);

internal sealed record VoiceCall(string Key, string Id, string Outcome, int SecondsListened, int SecondsTotal, string? KeyPressed, DateTime At);

internal sealed record ReceiptsBody(IReadOnlyList<SmsReceipt> Receipts);

internal sealed record RepliesBody(IReadOnlyList<SmsReply> Replies);

internal sealed record CallsBody(IReadOnlyList<VoiceCall> Calls);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ReceiptsBody))]
[JsonSerializable(typeof(RepliesBody))]
[JsonSerializable(typeof(CallsBody))]
internal sealed partial class ReportJson : JsonSerializerContext;
