namespace GovLiaison.Dispatch;

public enum RecipientKind : byte
{
    Resident = 1,
    Officer = 2,
    Deputy = 3,
    Duty = 4,
}

/// <summary>A household on the frozen list of a dispatch, with the strongest evidence so far. Evidence only rises.</summary>
public sealed class ListedHousehold
{
    public required long Id { get; init; }
    public required long DispatchId { get; init; }
    public required int VillageId { get; init; }
    public required long HouseholdId { get; init; }
    public required Evidence Evidence { get; set; }
    public DateTime? EvidenceAt { get; set; }

    /// <summary>Somebody in it carries a tag that asks for a call when silent.</summary>
    public required bool IsAtRisk { get; init; }

    /// <summary>On the walk list: nobody reached it by any path, its door must be knocked on.</summary>
    public required bool MustWalk { get; set; }

    public DateTime? HelpAskedAt { get; set; }
    public Guid? HelpTakenBy { get; set; }
    public DateTime? HelpTakenAt { get; set; }
    public DateTime? HelpClosedAt { get; set; }
}

/// <summary>One person to be told. Holds ids only.</summary>
public sealed class Recipient
{
    public required long Id { get; init; }
    public required long DispatchId { get; init; }
    public required RecipientKind Kind { get; init; }

    /// <summary>The village, or the division whose duty room this is.</summary>
    public required int DivisionId { get; init; }

    /// <summary>Residents: their household's row on the frozen list.</summary>
    public long? ListedHouseholdId { get; init; }

    public long? ResidentId { get; init; }

    /// <summary>Residents: the phone that the list was frozen with; null for who has none.</summary>
    public long? ContactPointId { get; init; }

    /// <summary>Officers and duty holders.</summary>
    public Guid? PersonId { get; init; }

    public required int TextNumber { get; init; }

    /// <summary>Shares a phone with this recipient, whose delivery serves both.</summary>
    public long? CarrierId { get; init; }

    public DateTime? OpenedAt { get; set; }
    public DateTime? AnsweredAt { get; set; }
}

/// <summary>The first recipient of a shared number in a dispatch: its delivery serves all who share the number.</summary>
public sealed class SharedNumber
{
    public required long DispatchId { get; init; }
    public required long ValueIndex { get; init; }
    public required int TextNumber { get; init; }
    public required long RecipientId { get; init; }
}
