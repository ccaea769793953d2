using System.Globalization;
using System.Security.Claims;
using GovLiaison.Identity;
using GovLiaison.Web.Identity;
using Microsoft.AspNetCore.Components.Authorization;

namespace GovLiaison.Web.Tests.Shell;

/// <summary>The cookie of somebody who signed in with this account.</summary>
internal sealed class SignedInAs(StaffAccount account) : AuthenticationStateProvider
{
    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(new ClaimsPrincipal(new ClaimsIdentity(
    [
        new Claim(SignInEndpoint.AccountClaim, account.Id.ToString("N")),
        new Claim(SignInEndpoint.StampClaim, account.Stamp),
        new Claim(SignInEndpoint.SessionClaim, "test"),
        new Claim(SignInEndpoint.StartedClaim, new DateTimeOffset(account.CreatedAt).ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture)),
    ], "test"))));
}
