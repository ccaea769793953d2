namespace GovLiaison.Templates;

/// <summary>A kind of danger alerts speak of: frost, rainstorm. An open list.</summary>
public sealed class Hazard
{
    public required string Code { get; init; }
    public required string NameZh { get; set; }
    public required string NameEn { get; set; }
}

/// <summary>A colour that a hazard has. Frost has no red: what is not here cannot be chosen.</summary>
public sealed class HazardLevel
{
    public required string HazardCode { get; init; }

    /// <summary><c>blue</c>, <c>yellow</c>, <c>orange</c>, <c>red</c>; an open list.</summary>
    public required string LevelCode { get; init; }

    /// <summary>Rises with danger; the highest of its hazard goes by lane 0.</summary>
    public required int Rank { get; set; }
}

/// <summary>A colour and its names.</summary>
public sealed class AlertLevel
{
    public required string Code { get; init; }
    public required string NameZh { get; set; }
    public required string NameEn { get; set; }
    public required int Rank { get; set; }
}

/// <summary>What a draft begins with.</summary>
public sealed class AlertTemplate
{
    public required Guid Id { get; init; }
    public required string HazardCode { get; init; }
    public required string LevelCode { get; init; }
    public required string Language { get; init; }
    public required string Headline { get; set; }
    public required string Fact { get; set; }

    /// <summary>What to do, one act a line, at most three.</summary>
    public required string Actions { get; set; }

    public required string Sms { get; set; }
    public required string Spoken { get; set; }
}
