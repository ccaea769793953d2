using GovLiaison.Dispatch;

namespace GovLiaison.Reach;

/// <summary>A message that is in force where an officer serves or a duty holder watches.</summary>
/// <param name="RecipientIds">The person's own places on the list; none when he took office later.</param>
/// <param name="AnsweredAt">Once every one of them is answered.</param>
/// <param name="StoppedAt">When a person stopped its sending; it stays in force.</param>
/// <param name="VillageIds">The person's villages that are on the list.</param>
public sealed record OfficerDispatch(long DispatchId, Guid MessageId, bool AsksForAnswer, bool IsTraining, DateTime ExpiresAt,
    IReadOnlyList<long> RecipientIds, DateTime? AnsweredAt, DateTime? StoppedAt, IReadOnlyList<int> VillageIds);

/// <summary>Households of a person's places in one dispatch.</summary>
/// <param name="All">On the frozen list.</param>
/// <param name="FirstHelpGroup">The group of the household that has waited longest for help.</param>
public sealed record OfficerCounts(int All, int Untold, int AtDoor, int Help, string? FirstHelpGroup, DateTime? FirstHelpAt);

/// <summary>Requests for help in one village that nobody closed before their message ended.</summary>
public sealed record OfficerHelpLeft(long DispatchId, int VillageId, bool IsTraining, int Count, string FirstGroup, DateTime FirstAt);

/// <summary>A household of the officer's village on the list of a dispatch.</summary>
/// <param name="Said">What they wrote besides, by SMS.</param>
/// <param name="MarkKind">The officer's last mark, a code of <see cref="ReceiptKinds"/>.</param>
public sealed record OfficerListing(long ListedHouseholdId, long HouseholdId, Evidence Evidence, bool IsAtRisk, bool MustWalk,
    DateTime? HelpAskedAt, DateTime? HelpClosedAt, string? HelpNote, string? Said, string? MarkKind, DateTime? MarkedAt);

/// <summary>What the officer told the village's group, and when.</summary>
public sealed record OfficerVillageTally(int VillageId, DateTime? ToldInGroupAt);

/// <summary>Where a mark of an officer belongs.</summary>
public sealed record MarkPlace(long DispatchId, int VillageId);
