namespace GovLiaison.Dispatch;

/// <summary>One configured supplier account. Live or training is fixed when it is made.</summary>
public sealed class Endpoint : Data.IVersioned
{
    public required Guid Id { get; init; }
    public required string Name { get; set; }
    public required string Channel { get; init; }
    public required bool IsTraining { get; init; }
    public required string BaseAddress { get; set; }
    public required string Account { get; set; }
    public required byte[] SecretCipher { get; set; }
    public int Application { get; set; }
    public int Concurrency { get; set; } = 8;

    /// <summary>Items of one request; the channel's own limit where it is lower.</summary>
    public int ItemsPerRequest { get; set; } = Batch.MaxSize;

    /// <summary>Items a second of one process; 0 = no limit.</summary>
    public int ItemsPerSecond { get; set; }

    public int TimeoutSeconds { get; set; } = 15;
    public bool IsEnabled { get; set; } = true;
    public long Version { get; set; }
}

/// <summary>How an endpoint fares, as last written by a dispatching process; read by the channel strip.</summary>
public sealed class EndpointHealth
{
    public required Guid EndpointId { get; init; }
    public DateTime? LastSuccessAt { get; set; }

    /// <summary>Null while it works.</summary>
    public DateTime? FailingSince { get; set; }

    /// <summary>The kind of the last outcome that was not a success.</summary>
    public string? LastFault { get; set; }

    public string? LastCode { get; set; }

    /// <summary>Its share of new work against the other suppliers of its channel, 5–100.</summary>
    public int Weight { get; set; } = SupplierWeights.Full;

    /// <summary>When it may be asked again; null or past while it may be asked.</summary>
    public DateTime? RestsUntil { get; set; }
    public required DateTime At { get; set; }
}
