namespace GovLiaison.Residents;

/// <summary>The unit that is counted: residents under one roof; counts even when nobody in it has a phone.</summary>
public sealed class Household
{
    public required long Id { get; init; }
    public required int VillageId { get; set; }

    /// <summary>The group below the village (组, natural village), as people say it: "3 组".</summary>
    public required string Group { get; set; }

    public required byte[]? AddressCipher { get; set; }

    /// <summary>The neighbour who knocks when no channel reaches the household.</summary>
    public long? BuddyId { get; set; }
}

/// <summary>A person of a household.</summary>
public sealed class Resident
{
    public required long Id { get; init; }
    public required long HouseholdId { get; set; }

    /// <summary>The household's village, repeated here so that a village is expanded by one range.</summary>
    public required int VillageId { get; set; }

    public required byte[] NameCipher { get; set; }

    /// <summary>Blind index of county and full name.</summary>
    public required long NameIndex { get; set; }

    /// <summary>1 is the head of the household.</summary>
    public required int Rank { get; set; }

    /// <summary>Whether bulletins may be sent; alerts rest on other ground and need none.</summary>
    public required bool TakesBulletins { get; set; }
}

/// <summary>A way to reach a resident.</summary>
public sealed class ContactPoint
{
    public required long Id { get; init; }
    public required long ResidentId { get; init; }
    public required int VillageId { get; set; }

    /// <summary><c>phone</c> serves SMS and voice.</summary>
    public required string Kind { get; init; }

    public required byte[] ValueCipher { get; set; }

    /// <summary>Blind index of the value.</summary>
    public required long ValueIndex { get; set; }

    /// <summary>Blind index of county and last four digits.</summary>
    public required long TailIndex { get; set; }

    /// <summary>Somebody else has the same number: one SMS serves all who share it.</summary>
    public bool IsShared { get; set; }
}

/// <summary>Which officer answers for a resident, and over which path; one live link per resident.</summary>
public sealed class Link
{
    public required long Id { get; init; }
    public required long ResidentId { get; init; }
    public required Guid OfficerId { get; init; }
    public required int VillageId { get; init; }

    /// <summary><c>phone</c> or <c>wecom</c>.</summary>
    public required string Through { get; init; }

    public required DateTime Since { get; init; }
    public DateTime? Until { get; set; }

    /// <summary>How it ended: moved, died, asked, handed over.</summary>
    public string? EndedBy { get; set; }
}
