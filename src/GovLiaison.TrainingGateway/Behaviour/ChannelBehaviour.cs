using System.Text.Json.Serialization;

namespace GovLiaison.TrainingGateway.Behaviour;

/// <summary>How one channel misbehaves; the defaults are good behaviour. Shares are 0–1. Set at <c>/control/behaviour/{channel}</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ChannelBehaviour
{
    public static readonly ChannelBehaviour Good = new();

    /// <summary>Wait before anything else.</summary>
    public int LatencyMs { get; init; }

    /// <summary>Answer this HTTP status to <see cref="FailShare"/> of the requests and accept nothing of them.</summary>
    public int? Status { get; init; }

    /// <summary>WeCom only: answer this errcode to <see cref="FailShare"/> of the sends and accept nothing of them.</summary>
    public int? Errcode { get; init; }

    /// <summary>Share of requests that <see cref="Status"/> and <see cref="Errcode"/> apply to.</summary>
    public double FailShare { get; init; } = 1;

    /// <summary>Header Retry-After on <see cref="Status"/>.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Never answer and accept nothing.</summary>
    public bool Hang { get; init; }

    /// <summary>Share of requests that are accepted and whose connection is then cut without an answer.</summary>
    public double CutAfterAccept { get; init; }

    /// <summary>Share of requests that are accepted and answered with half a JSON text.</summary>
    public double Malformed { get; init; }

    /// <summary>Share of receipts, replies and calls reported twice.</summary>
    public double DuplicateReceipts { get; init; }

    /// <summary>Share of receipts, replies and calls never reported.</summary>
    public double DropReceipts { get; init; }

    /// <summary>Items a second; what is over is refused: 429 with Retry-After 1, WeCom 45009. 0 = no limit.</summary>
    public int QuotaPerSecond { get; init; }

    /// <summary>WeCom only: userids that do not exist.</summary>
    public IReadOnlyList<string> InvalidUsers { get; init; } = [];

    [JsonIgnore]
    public bool IsSane => LatencyMs is >= 0 and <= 600_000 && Status is null or (>= 300 and <= 599) && QuotaPerSecond >= 0
        && IsShare(FailShare) && IsShare(CutAfterAccept) && IsShare(Malformed) && IsShare(DuplicateReceipts) && IsShare(DropReceipts);

    private static bool IsShare(double share) => share is >= 0 and <= 1;
}
