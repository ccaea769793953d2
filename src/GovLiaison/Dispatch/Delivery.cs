namespace GovLiaison.Dispatch;

public enum DeliveryState : byte
{
    /// <summary>Not sent yet, or to be tried again at its due time.</summary>
    Waiting = 0,

    /// <summary>Written to a supplier without a usable answer: tried again with the same key.</summary>
    Unknown = 1,

    /// <summary>已送出: the channel accepted it.</summary>
    Sent = 10,

    /// <summary>已到达: the channel's receipt says so.</summary>
    Arrived = 11,

    /// <summary>Written to a supplier that never gave a usable answer before the message ended: counts as told.</summary>
    Unresolved = 12,

    /// <summary>Refused for good, or the supplier's receipt says it failed.</summary>
    Failed = 20,

    /// <summary>Tries used up.</summary>
    GivenUp = 21,

    /// <summary>The message ran out before it could be sent.</summary>
    Expired = 22,

    /// <summary>Taken back before sending.</summary>
    Withdrawn = 23,
}

/// <summary>One recipient over one channel. The id is the idempotency key; the batch holds channel and lane.</summary>
public sealed class Delivery
{
    public const DeliveryState FirstFinal = DeliveryState.Sent;

    public required long Id { get; init; }
    public required long DispatchId { get; init; }
    public required long BatchId { get; init; }
    public required long RecipientId { get; init; }

    /// <summary>Residents: where to; officers and duty holders are looked up by person.</summary>
    public long? ContactPointId { get; init; }

    public required DeliveryState State { get; set; }
    public int Attempt { get; set; }

    /// <summary>When it is tried (again); null once final. Nothing is ever without one of the two.</summary>
    public DateTime? DueAt { get; set; }

    public DateTime? SentAt { get; set; }
    public DateTime? ArrivedAt { get; set; }

    /// <summary>可能重复: an unknown outcome was tried again on a channel that does not honour keys, or at another supplier.</summary>
    public bool MayBeRepeated { get; set; }

    /// <summary>The supplier's code of the last refusal.</summary>
    public string? Code { get; set; }
}

public enum BatchState : byte
{
    Open = 0,
    Done = 1,
    Withdrawn = 2,
}

/// <summary>
/// At most 1,000 deliveries of one lane, channel and village range, numbered consecutively: what a worker claims. The lease
/// and its token live here and are judged by the database's clock.
/// </summary>
public sealed class Batch
{
    public const int MaxSize = 1000;

    /// <summary>From so many claims in a row without a record on, a batch is tried again at growing pauses only.</summary>
    public const int ManyCrashes = 3;

    public required long Id { get; init; }
    public required long DispatchId { get; init; }
    public required int Lane { get; init; }
    public required string Channel { get; init; }
    public required RecipientKind Recipients { get; init; }
    public required bool IsTraining { get; init; }
    public required long FirstDeliveryId { get; init; }
    public required long LastDeliveryId { get; init; }
    public required int Count { get; init; }
    /// <summary>How many batches of its dispatch were listed before it: in a lane the lowest goes first, so that dispatches take turns.</summary>
    public required int Turn { get; init; }

    public required BatchState State { get; set; }
    public required DateTime DueAt { get; set; }
    public string? Owner { get; set; }

    /// <summary>
    /// Who carries it, written by the claim before anything is sent. Kept while a claim left no record or an outcome is unknown: only the same
    /// supplier knows the keys that it may have accepted.
    /// </summary>
    public Guid? EndpointId { get; set; }

    /// <summary>Rises with every claim: who holds an older one records nothing.</summary>
    public long Token { get; set; }

    public DateTime? LeaseUntil { get; set; }

    /// <summary>Claims without a record, in a row; the one that is running counts until it records.</summary>
    public int Crashes { get; set; }

    public int SentCount { get; set; }
    public int ArrivedCount { get; set; }
    public int FailedCount { get; set; }
}
