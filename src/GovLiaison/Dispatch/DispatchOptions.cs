using System.ComponentModel.DataAnnotations;

namespace GovLiaison.Dispatch;

/// <summary>How this process carries messages.</summary>
public sealed class DispatchOptions
{
    public const string Section = "Dispatch";

    /// <summary>Where residents and officers reach the pages, as it stands in SMS and cards, for instance https://zc.example.gov.cn. Required.</summary>
    [Required]
    public Uri PublicAddress { get; set; } = new("http://127.0.0.1:5080");

    /// <summary>Batches of one channel in hand at once, 1–64. Default 3.</summary>
    [Range(1, 64)]
    public int WorkersPerChannel { get; set; } = 3;

    /// <summary>Seconds a claimed batch is held without a record before another may take it, 5–300. Default 15.</summary>
    [Range(5, 300)]
    public int LeaseSeconds { get; set; } = 15;

    /// <summary>Milliseconds between looks at the table when nothing woke the engine, 50–60,000. Default 500.</summary>
    [Range(50, 60_000)]
    public int PollMilliseconds { get; set; } = 500;

    public TimeSpan Lease => TimeSpan.FromSeconds(LeaseSeconds);
}
