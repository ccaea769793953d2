namespace GovLiaison.Dispatch;

/// <summary>
/// One wide row per dispatch and village, changed in the transaction that changes the rows it counts. The twelve columns of
/// evidence always add up to the households listed.
/// </summary>
public sealed class VillageTally
{
    public required long DispatchId { get; init; }
    public required int VillageId { get; init; }
    public required string Path { get; init; }

    /// <summary>Most threatened first: the order in which villages are expanded.</summary>
    public required int Order { get; init; }

    /// <summary>Residents registered when the dispatch began: the measure by which chunks are cut.</summary>
    public required int Size { get; init; }

    /// <summary>How far the village has been frozen; see <see cref="ExpansionStages"/>.</summary>
    public int Stage { get; set; }

    public int Households { get; set; }
    public int AtRisk { get; set; }
    public int NoPath { get; set; }
    public int Pending { get; set; }
    public int Failed { get; set; }
    public int Sent { get; set; }
    public int Opened { get; set; }
    public int Told { get; set; }
    public int SelfDeclared { get; set; }
    public int Relayed { get; set; }
    public int Visited { get; set; }
    public int Listened { get; set; }
    public int Confirmed { get; set; }
    public int Help { get; set; }

    /// <summary>Requests for help that nobody has taken, and those taken but not closed.</summary>
    public int HelpWaiting { get; set; }
    public int HelpTaken { get; set; }

    public int MustWalk { get; set; }

    /// <summary>Officers asked: 0 is a village without an officer.</summary>
    public int Officers { get; set; }

    public DateTime? OfficerAnsweredAt { get; set; }
    public DateTime? ToldInGroupAt { get; set; }
}

/// <summary>Officers of all villages go before any resident.</summary>
public static class ExpansionStages
{
    public const int New = 0;
    public const int OfficersListed = 1;
    public const int Frozen = 2;
}
