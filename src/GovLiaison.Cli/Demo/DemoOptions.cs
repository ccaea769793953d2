namespace GovLiaison.Cli.Demo;

/// <summary>What province to make; section <c>Demo</c>, each value also an option of the verb. The same residents, seed and divisions give the same province.</summary>
public sealed record DemoOptions
{
    public const string Section = "Demo";

    /// <summary>How many residents, 1–20,000,000. Default 100,000.</summary>
    public int Residents { get; init; } = 100_000;

    /// <summary>Seed of everything that is drawn by chance, but for passwords and secrets. Default 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Every resident of a household with a phone has a number of his own, so that SMS and residents are as many. Default false.</summary>
    public bool OwnPhones { get; init; }

    /// <summary>Root address of the training gateway, where every endpoint of the demo points. Default <c>http://127.0.0.1:5081</c>.</summary>
    public Uri GatewayAddress { get; init; } = new("http://127.0.0.1:5081");

    /// <summary>The secret that the gateway expects; made at random and shown when it is not given.</summary>
    public string? GatewaySecret { get; init; }
}
