using GovLiaison.Data;

namespace GovLiaison.Alerts;

/// <summary>The matter: what its signed messages speak of, one after another.</summary>
public sealed class Alert : IVersioned
{
    public required Guid Id { get; init; }
    public required string HazardCode { get; init; }
    public required bool IsTraining { get; init; }

    /// <summary>The division that speaks.</summary>
    public required int IssuerId { get; init; }

    /// <summary>The issuer's path: who may see the alert.</summary>
    public required string Path { get; init; }

    public required DateTime CreatedAt { get; init; }
    public long Version { get; set; }
}

public enum AlertMessageKind
{
    Alert,
    Update,

    /// <summary>解除: the danger is over.</summary>
    Lift,

    /// <summary>撤销: it was sent in error. As a correction it is drafted and signed with the alert and released later.</summary>
    Cancel,
}

public enum AlertMessageStatus
{
    Draft,
    Submitted,
    Returned,
    Rejected,

    /// <summary>Returned or withdrawn, and given up by its author.</summary>
    Dropped,

    /// <summary>Signed and not sent yet: a correction that waits for its release.</summary>
    Held,

    /// <summary>Signed and given to dispatch.</summary>
    Sent,
}

/// <summary>One message of an alert. After its signature nothing in it changes but its status.</summary>
public sealed class AlertMessage : IVersioned
{
    public required Guid Id { get; init; }
    public required Guid AlertId { get; init; }

    /// <summary>1, 2, … within the alert, given at signing (a correction: at release); 0 until then.</summary>
    public required int Number { get; set; }

    public required AlertMessageKind Kind { get; init; }
    public required AlertMessageStatus Status { get; set; }
    public required string LevelCode { get; set; }
    public required DateTime? ExpiresAt { get; set; }

    /// <summary>"People are in danger tonight": lane 0 whatever the colour. The signer's tick.</summary>
    public bool IsDanger { get; set; }

    public required Guid AuthorId { get; init; }
    public DateTime? SubmittedAt { get; set; }
    public Guid? SignedBy { get; set; }
    public DateTime? SignedAt { get; set; }

    /// <summary>CAP identifier, given at signing (a correction: at release).</summary>
    public string? Identifier { get; set; }

    /// <summary>CAP <c>sent</c>, exact text with its offset, never re-formatted.</summary>
    public string? Sent { get; set; }

    /// <summary>SHA-256 over level, expiry, areas, tags and texts as signed.</summary>
    public byte[]? Digest { get; set; }

    /// <summary>A correction: the message it would take back.</summary>
    public Guid? CorrectsId { get; init; }

    public long? DispatchId { get; set; }
    public required DateTime CreatedAt { get; init; }
    public required DateTime SavedAt { get; set; }
    public long Version { get; set; }
}

/// <summary>One wording of a message.</summary>
public sealed class AlertText
{
    public required Guid MessageId { get; init; }
    public required int Number { get; init; }
    public required string Language { get; set; }

    /// <summary>A code of <see cref="Dispatch.TextAudiences"/>: <c>resident</c>, or in an update <c>resident-left</c>.</summary>
    public required string Audience { get; set; }

    public required string Headline { get; set; }
    public required string Fact { get; set; }

    /// <summary>What to do, one act a line, at most three.</summary>
    public required string Actions { get; set; }

    public required string Sms { get; set; }
    public required string Spoken { get; set; }
}

/// <summary>An area a message is for: everything at and below the division.</summary>
public sealed class AlertArea
{
    public required Guid MessageId { get; init; }
    public required int DivisionId { get; init; }

    /// <summary>As it stood when the area was chosen.</summary>
    public required string Path { get; init; }

    /// <summary>The first path that is no longer inside: with it the area is a range that SQL can join.</summary>
    public required string PathEnd { get; init; }
}

/// <summary>Only households in which somebody carries one of the message's tags; none means everybody.</summary>
public sealed class AlertTag
{
    public required Guid MessageId { get; init; }
    public required Guid TagId { get; init; }
}

/// <summary>Who did what with a message on its way to the signature.</summary>
public sealed class AlertDecision
{
    /// <summary>Its sending was stopped; it happens to a message at most once.</summary>
    public const string Stopped = "stopped";

    public required Guid Id { get; init; }
    public required Guid MessageId { get; init; }

    /// <summary><c>submitted</c>, <c>reviewed</c>, <c>withdrawn</c>, <c>returned</c>, <c>rejected</c>, <c>dropped</c>, <c>signed</c>, <c>released</c>, <c>stopped</c>.</summary>
    public required string Kind { get; init; }

    public required Guid ByPersonId { get; init; }
    public required DateTime At { get; init; }
    public required string Reason { get; init; }

    /// <summary>The version that was decided on.</summary>
    public required long MessageVersion { get; init; }
}

/// <summary>How many different people a level needs before it goes out.</summary>
public sealed class SigningPolicy
{
    public required Guid Id { get; init; }

    /// <summary><c>*</c> for every level that has no row of its own.</summary>
    public required string LevelCode { get; init; }

    /// <summary>2: author and reviewer-signer. 3: author, reviewer, signer.</summary>
    public required int Persons { get; set; }

    public required bool IsEnabled { get; set; }
}
