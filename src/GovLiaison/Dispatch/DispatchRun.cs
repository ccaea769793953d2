namespace GovLiaison.Dispatch;

/// <summary>Where a dispatch stands.</summary>
public enum DispatchState
{
    /// <summary>Recipients are being frozen, village by village; sending has begun.</summary>
    Expanding,

    /// <summary>The list is frozen.</summary>
    Running,

    /// <summary>A person stopped it, or a later message took its place; nothing further is sent.</summary>
    Stopped,

    /// <summary>The message ran out.</summary>
    Expired,
}

/// <summary>
/// The carrying of one message to people. Names its subject by kind and id and keeps the texts it carries, so that it needs
/// nothing of alerts or bulletins.
/// </summary>
public sealed class DispatchRun
{
    public required long Id { get; init; }

    /// <summary><c>alert</c> or <c>bulletin</c>.</summary>
    public required string SubjectKind { get; init; }

    /// <summary>The message that is carried.</summary>
    public required Guid SubjectId { get; init; }

    /// <summary>What the message belongs to (the alert): dispatches of one matter follow each other.</summary>
    public required Guid MatterId { get; init; }

    /// <summary>The dispatch of the same matter that this one must not overtake.</summary>
    public long? AfterId { get; init; }

    /// <summary>0, 1 or 2; see the glossary.</summary>
    public required int Lane { get; init; }

    /// <summary>Whether the ladder runs and households are asked to answer; a lift or a correction only informs.</summary>
    public required bool AsksForAnswer { get; init; }

    public required bool IsTraining { get; init; }

    /// <summary>T0: the last signature.</summary>
    public required DateTime StartedAt { get; init; }

    public required DateTime ExpiresAt { get; init; }
    public required DispatchState State { get; set; }
    public DateTime? ExpandedAt { get; set; }
    public DateTime? FirstSentAt { get; set; }
    public DateTime? StoppedAt { get; set; }

    /// <summary>SHA-256 over the texts carried.</summary>
    public required byte[] Digest { get; init; }

    /// <summary>Who is on the list; areas and tags stand in rows of their own.</summary>
    public required Audience Audience { get; init; }

    /// <summary>When the duty rooms on the way were put on the list.</summary>
    public DateTime? DutyListedAt { get; set; }
}

/// <summary>A subtree that a dispatch is for, as the range of paths it covers.</summary>
public sealed class DispatchArea
{
    public required long DispatchId { get; init; }
    public required string Path { get; init; }
    public required string PathEnd { get; init; }
}

/// <summary>Only households in which somebody carries one of these tags; no row means everybody.</summary>
public sealed class DispatchTag
{
    public required long DispatchId { get; init; }
    public required Guid TagId { get; init; }
}

/// <summary>One text of a dispatch; a recipient names its number.</summary>
public sealed class DispatchText
{
    public required long DispatchId { get; init; }
    public required int Number { get; init; }

    /// <summary><c>zh-CN</c>, <c>en-US</c>, …</summary>
    public required string Language { get; init; }

    /// <summary>A code of <see cref="TextAudiences"/>.</summary>
    public required string Audience { get; init; }

    public required string Headline { get; init; }
    public required string Fact { get; init; }
    public required string Sms { get; init; }
    public required string Spoken { get; init; }
}

/// <summary>Whom a text speaks to.</summary>
public static class TextAudiences
{
    public const string Resident = "resident";

    /// <summary>Told before, and no longer in the area.</summary>
    public const string ResidentLeft = "resident-left";

    public const string Officer = "officer";
    public const string Duty = "duty";
}
