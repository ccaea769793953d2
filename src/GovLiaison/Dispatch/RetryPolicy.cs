namespace GovLiaison.Dispatch;

/// <summary>What becomes of a delivery after one try.</summary>
/// <param name="State">Final from <see cref="Delivery.FirstFinal"/> on.</param>
/// <param name="DueAt">When it is tried again; null exactly when final.</param>
/// <param name="Code">The supplier's code, for the small print.</param>
public sealed record NextStep(DeliveryState State, DateTime? DueAt, string Code);

/// <summary>Decides what follows an outcome. A pure function: the same arguments always give the same answer.</summary>
public static class RetryPolicy
{
    /// <summary>The longest a supplier may make us wait, whatever it asks for.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    private static readonly TimeSpan LongestBackOff = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan MisconfiguredWait = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    /// <param name="before">An outcome once unknown stays unknown until the supplier says yes or no to the same key.</param>
    /// <param name="attempt">Tries so far, this one included; from 1.</param>
    /// <param name="spread">0–1, different for every delivery: spreads repeats so that a supplier is not hit by all at once.</param>
    public static NextStep Next(DeliveryState before, int attempt, SendOutcome outcome, DateTime now, DateTime expiresAt, double spread) => outcome.Kind switch
    {
        SendOutcomeKind.Sent => new NextStep(DeliveryState.Sent, null, ""),
        SendOutcomeKind.Rejected or SendOutcomeKind.RecipientGone => new NextStep(DeliveryState.Failed, null, outcome.Code),
        SendOutcomeKind.Throttled => Again(before, Min(outcome.RetryAfter ?? BackOff(attempt, spread), LongestWait), outcome, now, expiresAt),
        SendOutcomeKind.Unreachable => Again(before, BackOff(attempt, spread), outcome, now, expiresAt),
        SendOutcomeKind.Misconfigured => Again(before, MisconfiguredWait, outcome, now, expiresAt),
        SendOutcomeKind.Unknown => Again(DeliveryState.Unknown, BackOff(attempt, spread), outcome, now, expiresAt),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome.Kind, "An outcome without a rule"),
    };

    /// <summary>How long a whole endpoint rests that asks us to slow down: what it says, within the longest wait; a second where it says nothing.</summary>
    public static TimeSpan ThrottlePause(TimeSpan? asked) => asked is { } wait ? Min(wait, LongestWait) : TimeSpan.FromSeconds(1);

    /// <summary>When a batch is tried again whose claims left no record: after 30 s, 1, 2, 4, then every 5 minutes, and at the end of its message.</summary>
    /// <param name="crashes">From <see cref="Batch.ManyCrashes"/> on.</param>
    public static DateTime AfterCrashes(int crashes, DateTime now, DateTime expiresAt)
    {
        var wait = Min(FirstPause * Math.Pow(2, Math.Min(crashes - Batch.ManyCrashes, 10)), LongestPause);
        return expiresAt - now < wait ? expiresAt : now + wait;
    }

    // 1, 2, 4 … 60 seconds, each ± 25 %.
    private static TimeSpan BackOff(int attempt, double spread) =>
        Min(TimeSpan.FromSeconds(Math.Pow(2, Math.Min(attempt, 10) - 1)), LongestBackOff) * (0.75 + spread / 2);

    private static NextStep Again(DeliveryState state, TimeSpan wait, SendOutcome outcome, DateTime now, DateTime expiresAt)
    {
        var dueAt = now + wait;
        if (dueAt < expiresAt) return new NextStep(state, dueAt, outcome.Code);
        return new NextStep(state == DeliveryState.Unknown ? DeliveryState.Unresolved : DeliveryState.Expired, null, outcome.Code);
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
