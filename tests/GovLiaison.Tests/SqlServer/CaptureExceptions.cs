namespace GovLiaison.Tests.SqlServer;

/// <summary>What the capture does not show, each with its reason. An entry that is no longer needed fails.</summary>
internal static class CaptureExceptions
{
    /// <summary>Methods that canned rows lead to no command or to no good end.</summary>
    public static readonly IReadOnlyDictionary<string, string> Methods = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["AlertService.SubmitNewAsync(SubmitAlert)"] = "drafts, saves and submits in one transaction: canned rows cannot be a fresh draft first and a finished one then; each of the three is captured by itself",
    };

    /// <summary>Places in the code whose command canned rows do not lead to.</summary>
    public static readonly IReadOnlyDictionary<string, string> Places = new Dictionary<string, string>(StringComparer.Ordinal)
    {
    };
}
