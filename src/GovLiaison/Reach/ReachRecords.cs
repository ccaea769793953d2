using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Divisions;

namespace GovLiaison.Reach;

/// <summary>The dispatch that is looked at.</summary>
public sealed record ReachRun(long DispatchId, Guid MatterId, Guid SubjectId, DispatchState State, int Lane, bool AsksForAnswer, bool IsTraining,
    DateTime StartedAt, DateTime ExpiresAt, DateTime? ExpandedAt, DateTime? FirstSentAt, DateTime? StoppedAt)
{
    public bool IsRunning => State is DispatchState.Expanding or DispatchState.Running;
}

/// <summary>One division of the drill table with what its villages add up to.</summary>
/// <param name="Room">Its own duty room; null where none was told, and for villages.</param>
/// <param name="MayBeRepeated">可能重复: of a village, a card of one of its officers; a duty room says it itself.</param>
public sealed record ReachRow(DivisionNode Division, ReachFigures Figures, DutyConfirmation? Room, bool MayBeRepeated);

/// <summary>A place and what stands directly below it, the lowest reach first.</summary>
/// <param name="At">Null where the actor sees several places and none above them.</param>
/// <param name="Above">From the actor's highest place down to the parent.</param>
/// <param name="Total">Equals the sum of the rows, and of the whole subtree.</param>
/// <param name="Room">The duty room of the place itself.</param>
/// <param name="Rooms">Duty rooms of the whole subtree that were told.</param>
/// <param name="RoomsConfirmed">Those of them that confirmed.</param>
public sealed record ReachDrill(DivisionNode? At, IReadOnlyList<DivisionNode> Above, IReadOnlyList<ReachRow> Rows, ReachFigures Total,
    DutyConfirmation? Room, int Rooms, int RoomsConfirmed);

/// <summary>One channel over the whole dispatch.</summary>
/// <param name="Households">Households whose strongest answer came this way.</param>
public sealed record ReachChannel(string Channel, int Count, int Sent, int Arrived, int Failed, int Households);

/// <param name="Others">Households reached through people and pages, by <see cref="Receipt.Through"/>, strongest answer only.</param>
/// <param name="Gone">What has gone out to everybody, officers and duty rooms too: it cannot be called back.</param>
public sealed record ReachChannels(IReadOnlyList<ReachChannel> Channels, IReadOnlyDictionary<string, int> Others, int Gone)
{
    public int Households => Channels.Sum(row => row.Households) + Others.Values.Sum();
}

/// <summary>Everything of a dispatch that is numbers, read at one moment.</summary>
/// <param name="Whole">All that the actor may see of the dispatch: the funnel.</param>
/// <param name="Channels">Null for those who see only a part: batches are not kept by place.</param>
public sealed record ReachPicture(ReachRun Run, ReachFigures Whole, ReachDrill Drill, ReachChannels? Channels, DateTime ReadAt);

/// <summary>A duty room on the way: who was told, and whether he confirmed.</summary>
public sealed record DutyConfirmation(string PersonName, bool WasSent, DateTime? ConfirmedAt, bool MayBeRepeated);

/// <summary>A running alert's numbers for the list and the desk.</summary>
public sealed record ReachSummary(ReachRun Run, ReachFigures Figures);

/// <summary>A path that was tried for a household.</summary>
/// <param name="DueAt">When it is tried (again); null once final.</param>
public sealed record TriedPath(string Channel, DeliveryState State, DateTime? DueAt, DateTime? At, bool MayBeRepeated);

/// <summary>A household that nobody reached yet.</summary>
/// <param name="Place">Names from the top down to the village.</param>
/// <param name="Name">Of the head; masked unless the actor sees people.</param>
/// <param name="OfficerName">Who serves the village in this dispatch; null: nobody.</param>
public sealed record UnreachedRow(long ListedHouseholdId, DivisionNode Village, IReadOnlyList<string> Place, string Group, string Name, IReadOnlyList<TagName> Tags,
    Evidence Evidence, bool IsAtRisk, bool MustWalk, IReadOnlyList<TriedPath> Tried, string? OfficerName, DateTime? ToldInGroupAt);

public sealed record TagName(string Zh, string En);

public sealed record UnreachedPage(DivisionNode? At, IReadOnlyList<DivisionNode> Above, ReachFigures Figures, IReadOnlyList<UnreachedRow> Rows, int Total, int Skip);

/// <summary>A household that asks for help.</summary>
/// <param name="Note">What they wrote; null where they wrote nothing or the actor may not read it.</param>
/// <param name="MayHandle">The actor may take and close it.</param>
/// <param name="IsMine">The actor took it.</param>
public sealed record HelpRow(long ListedHouseholdId, long DispatchId, Guid MatterId, string Headline, bool IsTraining, IReadOnlyList<string> Place, string Group, string Name,
    IReadOnlyList<TagName> Tags, string? Note, string? Through, DateTime AskedAt, string? TakenByName, DateTime? TakenAt, DateTime? ClosedAt, bool MayHandle, bool IsMine);

/// <param name="Total">Open requests that the actor may see.</param>
/// <param name="Waiting">Those that nobody has taken.</param>
public sealed record HelpPage(IReadOnlyList<HelpRow> Rows, int Total, int Waiting, DateTime? OldestWaiting);

/// <param name="Open">Not closed yet.</param>
/// <param name="Waiting">Taken by nobody.</param>
public sealed record HelpCounts(int Open, int Waiting, DateTime? OldestWaiting);

/// <summary>What of the help list is asked for.</summary>
/// <param name="DispatchId">Null: all dispatches of the kind.</param>
/// <param name="Within">Null: all that the actor sees.</param>
public sealed record ListHelp(bool IsTraining, long? DispatchId = null, DivisionPath? Within = null, bool IsClosed = false, int Skip = 0, int Take = 50);
