using GovLiaison.Dispatch;

namespace GovLiaison.Reach;

/// <summary>Sums over the tallies of an area: the twelve kinds of evidence add up to the households.</summary>
public sealed record ReachSum(int Households, IReadOnlyList<int> ByEvidence, int HelpWaiting, int HelpTaken, int MustWalk,
    int Villages, int VillagesWithoutOfficer, int VillagesAnswered)
{
    public static readonly ReachSum Empty = new(0, [.. Enum.GetValues<Evidence>().Select(_ => 0)], 0, 0, 0, 0, 0, 0);

    public int this[Evidence evidence] => ByEvidence[(int)evidence];

    public int Reached => Enum.GetValues<Evidence>().Where(evidence => evidence.IsReached()).Sum(evidence => this[evidence]);
    public int Unreached => Households - Reached;
    public int Silent => Villages - VillagesWithoutOfficer - VillagesAnswered;
}

/// <summary>The dispatch a page watches, and how far it is.</summary>
public sealed record WatchedDispatch(long Id, Guid MatterId, int Lane, bool IsTraining, DateTime StartedAt, DateTime ExpiresAt, DispatchState State,
    DateTime? ExpandedAt, DateTime? FirstSentAt, bool AsksForAnswer);

/// <summary>One area below the one looked at.</summary>
public sealed record ReachRow(int DivisionId, string Code, string Name, string Path, bool IsVillage, ReachSum Sum);

/// <summary>What one channel did, in deliveries.</summary>
public sealed record ChannelRow(string Channel, int Deliveries, int Sent, int Arrived, int Failed);

/// <summary>The area looked at, the areas below it and their sum, which equals the area's own.</summary>
public sealed record ReachDrill(IReadOnlyList<(string Code, string Name)> Crumbs, ReachSum Sum, IReadOnlyList<ReachRow> Rows);

/// <summary>A household nobody has reached.</summary>
public sealed record UnreachedRow(string Place, string Group, string Name, Evidence Evidence, bool IsAtRisk, bool MustWalk);

/// <summary>Some of them, and how many there are.</summary>
public sealed record UnreachedPage(IReadOnlyList<UnreachedRow> Rows, int Total);

/// <summary>A household that asks for help.</summary>
public sealed record HelpRow(long ListedHouseholdId, Guid AlertId, string Place, string Group, string Name, string Note, DateTime AskedAt, DateTime? TakenAt, string? TakenBy);
