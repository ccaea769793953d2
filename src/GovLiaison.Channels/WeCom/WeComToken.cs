using System.Collections.Concurrent;
using GovLiaison.Dispatch;

namespace GovLiaison.Channels.WeCom;

/// <summary>
/// Access tokens, one per address, account and secret. However many cards wait, one request fetches: WeCom blocks an
/// address for an hour that asks too often with a wrong secret, so a refusal is kept for a while too.
/// </summary>
internal sealed class WeComToken(WeComClient client, TimeProvider clock)
{
    private static readonly TimeSpan RefreshAhead = TimeSpan.FromSeconds(300);
    private static readonly TimeSpan RefusalKept = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<(Uri, string, string), Entry> _entries = new();

    /// <summary>A token, or the outcome of a card that could not be sent for want of one.</summary>
    /// <param name="endpoint">Whose token.</param>
    /// <param name="stale">A token that WeCom has just refused, so that it is not handed out again.</param>
    /// <param name="cancellationToken">Ends this wait, not the fetch that others share.</param>
    public async Task<(string? Token, SendOutcome? Outcome)> GetAsync(EndpointPlan endpoint, string? stale, CancellationToken cancellationToken)
    {
        var entry = _entries.GetOrAdd((endpoint.BaseAddress, endpoint.Account, endpoint.Secret), _ => new Entry());
        Task<Held> fetch;
        lock (entry)
        {
            if (entry.Fetch is not { } known || IsSpent(known, stale))
                entry.Fetch = FetchAsync(endpoint);
            fetch = entry.Fetch;
        }

        try
        {
            var held = await fetch.WaitAsync(cancellationToken);
            return (held.Token, held.Refusal);
        }
        catch (OperationCanceledException)
        {
            return (null, SendOutcome.Unreachable("token timeout"));
        }
    }

    private bool IsSpent(Task<Held> fetch, string? stale)
    {
        if (!fetch.IsCompleted)
            return false;
        if (!fetch.IsCompletedSuccessfully)
            return true;
        var held = fetch.Result;
        return held.Until <= clock.GetUtcNow() || (held.Token is not null && string.Equals(held.Token, stale, StringComparison.Ordinal));
    }

    private async Task<Held> FetchAsync(EndpointPlan endpoint)
    {
        var (answer, outcome) = await client.GetTokenAsync(endpoint, CancellationToken.None);
        var now = clock.GetUtcNow();
        if (answer is { Errcode: 0, AccessToken.Length: > 0 })
        {
            var life = TimeSpan.FromSeconds(answer.ExpiresIn);
            // near its end a token is renewed early; a short-lived one at half its life
            var ahead = life > RefreshAhead * 2 ? RefreshAhead : life / 2;
            return new Held(answer.AccessToken, null, now + life - ahead);
        }

        var refusal = answer is null ? outcome! : WeComErrors.OutcomeOf(answer);
        // no card was written, so whatever became of the fetch the card may safely go again
        if (refusal.Kind is SendOutcomeKind.Unknown or SendOutcomeKind.Sent)
            refusal = SendOutcome.Unreachable(refusal.Code.Length > 0 ? refusal.Code : "no token");
        return new Held(null, refusal, refusal.Kind == SendOutcomeKind.Misconfigured ? now + RefusalKept : now);
    }

    private sealed record Held(string? Token, SendOutcome? Refusal, DateTimeOffset Until);

    private sealed class Entry
    {
        public Task<Held>? Fetch { get; set; }
    }
}
