namespace GovLiaison.Residents;

/// <summary>Something true of a resident that decides who is told and how: a crop, a hazard point, living alone. An open list.</summary>
public sealed class Tag
{
    public required Guid Id { get; init; }
    public required string Code { get; init; }
    public required string NameZh { get; set; }
    public required string NameEn { get; set; }

    /// <summary><c>crop</c>, <c>hazard</c> or <c>care</c>; groups the choice on screen.</summary>
    public required string Kind { get; set; }

    /// <summary>Residents with this tag are called by voice when they stay silent.</summary>
    public required bool CallWhenSilent { get; set; }

    /// <summary>Shown only to those in charge of the village.</summary>
    public required bool IsSensitive { get; set; }
}

public sealed class ResidentTag
{
    public required long ResidentId { get; init; }
    public required Guid TagId { get; init; }
    public required int VillageId { get; set; }
}
