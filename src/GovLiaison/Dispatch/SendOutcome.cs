namespace GovLiaison.Dispatch;

/// <summary>What a channel says of one item. Whether to retry and how loudly to log are computed from the kind.</summary>
public enum SendOutcomeKind
{
    /// <summary>The supplier accepted the item.</summary>
    Sent,

    /// <summary>The supplier asks to slow down; nothing was accepted.</summary>
    Throttled,

    /// <summary>No connection, nothing was written: safe to try again at once elsewhere.</summary>
    Unreachable,

    /// <summary>The request was written and no usable answer came: retried with the same key.</summary>
    Unknown,

    /// <summary>The supplier refused this item for good (bad number, forbidden text).</summary>
    Rejected,

    /// <summary>The supplier refuses our account or our request: an operator must act, the item waits.</summary>
    Misconfigured,

    /// <summary>The recipient no longer exists at the supplier.</summary>
    RecipientGone,
}

/// <summary>The outcome of one item at one endpoint.</summary>
/// <param name="Kind">See <see cref="SendOutcomeKind"/>.</param>
/// <param name="Code">The supplier's own code, ≤ 40 characters, for the small print; empty when sent.</param>
/// <param name="RetryAfter">How long a throttling supplier asks us to wait; null when it does not say.</param>
/// <param name="IsOfAccount">The supplier spoke of the account or of the request as a whole, not of this item: others would fare the same.</param>
public sealed record SendOutcome(SendOutcomeKind Kind, string Code = "", TimeSpan? RetryAfter = null, bool IsOfAccount = false)
{
    public static SendOutcome Sent { get; } = new(SendOutcomeKind.Sent);
    public static SendOutcome Throttled(string code, TimeSpan? retryAfter, bool isOfAccount = false) => new(SendOutcomeKind.Throttled, code, retryAfter, isOfAccount);
    public static SendOutcome Unreachable(string code) => new(SendOutcomeKind.Unreachable, code);
    public static SendOutcome Unknown(string code) => new(SendOutcomeKind.Unknown, code);
    public static SendOutcome Rejected(string code) => new(SendOutcomeKind.Rejected, code);
    public static SendOutcome Misconfigured(string code, bool isOfAccount = false) => new(SendOutcomeKind.Misconfigured, code, null, isOfAccount);
    public static SendOutcome RecipientGone(string code) => new(SendOutcomeKind.RecipientGone, code);
}
