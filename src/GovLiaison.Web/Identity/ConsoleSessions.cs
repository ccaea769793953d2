using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Claims;
using GovLiaison.Data;

namespace GovLiaison.Web.Identity;

/// <summary>How long a console session lasts, however it is used, and which of them were ended by signing out.</summary>
public sealed class ConsoleSessions(TimeProvider clock)
{
    /// <summary>From the sign-in on; then a password is asked for again.</summary>
    public static readonly TimeSpan LongestAge = TimeSpan.FromHours(12);

    /// <summary>Without any request of the browser.</summary>
    public static readonly TimeSpan LongestPause = TimeSpan.FromHours(2);

    // after its longest age a session is over anyway and need not be remembered
    private readonly ConcurrentDictionary<string, DateTime> _signedOut = new(StringComparer.Ordinal);

    public Claim Start() => new(SignInEndpoint.StartedClaim, new DateTimeOffset(clock.UtcNow()).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    public bool IsOver(ClaimsPrincipal user) =>
        user.FindFirstValue(SignInEndpoint.SessionClaim) is not { } session || _signedOut.ContainsKey(session)
        || !long.TryParse(user.FindFirstValue(SignInEndpoint.StartedClaim), NumberStyles.None, CultureInfo.InvariantCulture, out var started)
        || clock.GetUtcNow() - DateTimeOffset.FromUnixTimeMilliseconds(started) >= LongestAge;

    /// <summary>Ends the session for every tab and every copy of its cookie that this process serves.</summary>
    public void End(ClaimsPrincipal user)
    {
        if (user.FindFirstValue(SignInEndpoint.SessionClaim) is not { } session) return;
        var now = clock.UtcNow();
        foreach (var old in _signedOut.Where(entry => now - entry.Value > LongestAge)) _signedOut.TryRemove(old);
        _signedOut[session] = now;
    }
}
