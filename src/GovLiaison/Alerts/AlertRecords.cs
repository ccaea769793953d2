namespace GovLiaison.Alerts;

/// <summary>Where an alert stands for somebody who looks for it in a list.</summary>
public enum AlertStage
{
    /// <summary>Out, and neither lifted, taken back nor run out.</summary>
    Running,

    /// <summary>Submitted, or returned to its author.</summary>
    Pending,

    /// <summary>Lifted, taken back, run out, or rejected before it went out.</summary>
    Ended,
}

/// <summary>Drills and live alerts are never asked for together.</summary>
/// <param name="WithoutOwnReturned">Leaves out what was returned to the one who asks: he finds it among his drafts.</param>
public sealed record ListAlerts(bool IsTraining, AlertStage Stage, int Skip = 0, int Take = 50, bool WithoutOwnReturned = false);

public sealed record AlertPage(IReadOnlyList<AlertRow> Rows, int Total);

/// <summary>Hazard and level with their names in both languages.</summary>
public sealed record AlertLabel(string HazardCode, string HazardZh, string HazardEn, string LevelCode, string LevelZh, string LevelEn);

/// <summary>One message in a list: the one that speaks for its alert.</summary>
/// <param name="At">When it was sent, submitted or saved, whichever came last.</param>
/// <param name="StoppedAt">When a person stopped its sending; it stays in force for those who were told.</param>
public sealed record AlertRow(Guid AlertId, Guid MessageId, int Number, AlertMessageKind Kind, AlertMessageStatus Status, bool IsTraining,
    AlertLabel Label, string Headline, string IssuerName, Guid AuthorId, DateTime? ExpiresAt, DateTime At, long? DispatchId, long Version, DateTime? StoppedAt);

/// <summary>A message with everything a screen shows of it.</summary>
/// <param name="Correction">Only of alerts and updates.</param>
/// <param name="PersonsNeeded">2, or 3 with a reviewer.</param>
/// <param name="IsReviewed">Somebody reviewed this very version.</param>
/// <param name="PreviousId">The message that went out before it, to compare with.</param>
/// <param name="Messages">All messages of the alert that the actor may see, in order.</param>
public sealed record AlertDetail(Guid AlertId, Guid MessageId, long Version, int Number, AlertMessageKind Kind, AlertMessageStatus Status,
    bool IsTraining, AlertLabel Label, int IssuerId, string IssuerName, DateTime? ExpiresAt, bool IsDanger, AlertPeople People,
    string? Identifier, string? Sent, string? Digest, long? DispatchId, DateTime SavedAt, IReadOnlyList<AlertWording> Texts, AlertWording? Correction,
    IReadOnlyList<AlertAreaRow> Areas, IReadOnlyList<AlertTagRow> Tags, IReadOnlyList<AlertDecisionRow> Decisions,
    int PersonsNeeded, bool IsReviewed, Guid? PreviousId, IReadOnlyList<AlertMessageRow> Messages);

/// <summary>What a draft lacks, each with its sentence; empty when it may be submitted.</summary>
public sealed record AlertChecklist(IReadOnlyList<Common.Refusal> Missing);

/// <summary>Who wrote and who signed.</summary>
public sealed record AlertPeople(Guid AuthorId, string AuthorName, DateTime? SubmittedAt, Guid? SignedBy, string? SignerName, DateTime? SignedAt);

/// <param name="FullName">From the second level down, parted by spaces: many villages share a name.</param>
public sealed record AlertAreaRow(int DivisionId, string Path, string FullName);

public sealed record AlertTagRow(Guid Id, string NameZh, string NameEn);

public sealed record AlertDecisionRow(string Kind, Guid PersonId, string PersonName, DateTime At, string Reason, long Version);

/// <param name="StartedAt">When its sending began: the signature, or the release of a correction.</param>
/// <param name="StoppedAt">When a person stopped its sending, and why.</param>
public sealed record AlertMessageRow(Guid MessageId, int Number, AlertMessageKind Kind, AlertMessageStatus Status, string LevelCode,
    DateTime? ExpiresAt, DateTime? SignedAt, long? DispatchId, DateTime? StartedAt, DateTime? StoppedAt, string? StopReason);

/// <summary>What differs between two messages.</summary>
/// <param name="SomebodyLeaves">A place that was told before is not in the newer message; else the text for those who left reaches nobody, and differs in nothing.</param>
public sealed record AlertDifferences(int OlderNumber, bool SomebodyLeaves, IReadOnlyList<FieldDifference> Fields,
    IReadOnlyList<AlertAreaRow> AreasAdded, IReadOnlyList<AlertAreaRow> AreasRemoved,
    IReadOnlyList<AlertTagRow> TagsAdded, IReadOnlyList<AlertTagRow> TagsRemoved)
{
    public int Count => Fields.Count + (AreasAdded.Count + AreasRemoved.Count > 0 ? 1 : 0) + (TagsAdded.Count + TagsRemoved.Count > 0 ? 1 : 0);
}

/// <param name="Field"><c>level</c>, <c>expires</c> (both as stored, an instant in the round-trip form), <c>headline</c>, <c>fact</c>,
/// <c>actions</c>, <c>sms</c> or <c>spoken</c>.</param>
/// <param name="Language">Of a text; empty for level and expiry.</param>
public sealed record FieldDifference(string Field, string Language, string Audience, string Old, string New);

/// <summary>A message as its readers get it: training marked, in the words that were signed.</summary>
/// <param name="SentAt">When it began to go out: the signature, or the release of a correction that was signed long before.</param>
/// <param name="Texts">In the order of their numbers, which are those of the dispatch.</param>
public sealed record PublicAlert(Guid AlertId, Guid MessageId, AlertMessageKind Kind, AlertLabel Label, bool IsTraining, string IssuerName,
    DateTime ExpiresAt, DateTime SignedAt, DateTime SentAt, long DispatchId, IReadOnlyList<AlertWording> Texts);
