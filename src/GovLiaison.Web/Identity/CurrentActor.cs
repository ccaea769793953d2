using System.Security.Claims;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Posts;
using Microsoft.AspNetCore.Components.Authorization;

namespace GovLiaison.Web.Identity;

/// <summary>
/// Who sits at this circuit, with the rights of now: read again when it is older than the time within which a withdrawn right
/// has to end.
/// </summary>
public sealed class CurrentActor(AuthenticationStateProvider authentication, ConsoleSessions sessions, ActorQueries actors, TimeProvider clock)
{
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(20);
    private static readonly Actor Nobody = new("staff", null, "", []);

    private Actor? _actor;
    private DateTime _readAt;

    /// <summary>An actor without any right once the session is over.</summary>
    public async Task<Actor> GetAsync(CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        if (_actor is not null && now - _readAt < ReadEvery) return _actor;
        var user = (await authentication.GetAuthenticationStateAsync()).User;
        _actor = await OfAsync(sessions, actors, user, cancellationToken) ?? Nobody;
        _readAt = now;
        return _actor;
    }

    public static async Task<Actor?> OfAsync(ConsoleSessions sessions, ActorQueries actors, ClaimsPrincipal user, CancellationToken cancellationToken) =>
        !sessions.IsOver(user) && user.FindFirstValue(SignInEndpoint.AccountClaim) is { } account && Guid.TryParseExact(account, "N", out var id)
            ? await actors.OfSessionAsync(id, user.FindFirstValue(SignInEndpoint.StampClaim) ?? "", user.FindFirstValue(SignInEndpoint.SessionClaim) ?? "", cancellationToken)
            : null;
}
