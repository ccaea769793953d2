namespace GovLiaison.Web.Village;

/// <summary>An alert in force here, on a page that belongs to nobody in particular.</summary>
public sealed record VillageAlert
{
    public required string Level { get; init; }
    /// <summary>The signed headline.</summary>
    public required string Title { get; init; }

    /// <summary>霜冻橙色预警, where the headline does not say it.</summary>
    public string? Label { get; init; }

    public string? Until { get; init; }
    public IReadOnlyList<string> Facts { get; init; } = [];
    public IReadOnlyList<string> Acts { get; init; } = [];
    public string? IssuedBy { get; init; }
    public bool IsTraining { get; init; }

    /// <summary>已解除, 已撤销: then the title is struck through and the facts say why.</summary>
    public string? Ended { get; init; }
}

/// <summary>The village's permanent page; no personal data but the officer's, who is there to be called.</summary>
public sealed record VillageView
{
    public required string Village { get; init; }

    /// <summary>延安市 洛川县 旧县镇.</summary>
    public string? Path { get; init; }

    public string? OfficerName { get; init; }
    public string? OfficerPhone { get; init; }
    /// <summary>Only where the officer cannot be called.</summary>
    public string? DutyPhone { get; init; }

    /// <summary>Most threatening first.</summary>
    public IReadOnlyList<VillageAlert> Alerts { get; init; } = [];
}
