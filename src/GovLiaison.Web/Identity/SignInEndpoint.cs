using System.Security.Claims;
using GovLiaison.Identity;
using GovLiaison.Web.Shell;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Mvc;

namespace GovLiaison.Web.Identity;

/// <summary>Signing in and out by plain forms; a circuit never sets a cookie.</summary>
public static class SignInEndpoint
{
    public const string AccountClaim = "account";
    public const string StampClaim = "stamp";
    public const string SessionClaim = "session";
    public const string StartedClaim = "started";

    public static void MapSignIn(this IEndpointRouteBuilder app)
    {
        app.MapPost("/sign-in", SignInAsync).AllowAnonymous();
        app.MapPost("/sign-out", (Delegate)SignOutAsync);
    }

    private static async Task<IResult> SignInAsync(HttpContext context, SignInService signIn, ConsoleSessions sessions,
        [FromForm] string? account, [FromForm] string? password, [FromForm] string? back)
    {
        var session = Guid.NewGuid().ToString("N");
        var result = await signIn.SignInAsync(account ?? "", password ?? "", session, context.RequestAborted);
        // what was typed as the account may be a password: addresses stay in logs and histories
        if (result.Refusal is { } refusal)
            return Results.Redirect($"/sign-in?refused={Reason(refusal.Code)}&back={Uri.EscapeDataString(Pages.LocalOr(back, "/"))}");
        var claims = new ClaimsIdentity(
        [
            new Claim(AccountClaim, result.Value.AccountId.ToString("N")),
            new Claim(StampClaim, result.Value.Stamp),
            new Claim(SessionClaim, session),
            sessions.Start(),
            new Claim(ClaimTypes.Name, result.Value.Login),
        ], CookieAuthenticationDefaults.AuthenticationScheme);
        await context.SignInAsync(new ClaimsPrincipal(claims));
        return Results.LocalRedirect(Pages.LocalOr(back, "/"));
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, IAntiforgery antiforgery, ConsoleSessions sessions)
    {
        // nothing is bound from the form, so that nobody else looks at its token
        if (!await antiforgery.IsRequestValidAsync(context)) return Results.BadRequest();
        // other tabs have circuits of their own, which no cookie ends
        sessions.End(context.User);
        await context.SignOutAsync();
        return Results.LocalRedirect("/sign-in");
    }

    private static string Reason(string code) => code switch
    {
        "SignInLocked" => "locked",
        "AccountDisabled" => "disabled",
        "SignInWrong" => "wrong",
        _ => "busy",
    };
}
