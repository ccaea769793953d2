using GovLiaison.Reach;
using GovLiaison.Web.Bare;
using Microsoft.AspNetCore.Antiforgery;

namespace GovLiaison.Web.Officer;

/// <summary>Who is on the phone, and what only his own pages can send.</summary>
public sealed class OfficerVisits(OfficerSeatQueries seats, IAntiforgery antiforgery, PageRenderer renderer)
{
    public const string Cookie = "gl-officer";

    public Task<OfficerSeat?> SeatAsync(HttpContext context) => seats.FindAsync(context.Request.Cookies[Cookie], context.RequestAborted);

    public Task<Guid?> PersonAsync(HttpContext context) => seats.PersonAsync(context.Request.Cookies[Cookie], context.RequestAborted);

    public static void Keep(HttpContext context, string cookie) => context.Response.Cookies.Append(Cookie, cookie, new CookieOptions
    {
        HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365), Path = OfficerPaths.Now,
    });

    public string? Token(HttpContext context) => antiforgery.GetAndStoreTokens(context).RequestToken;

    /// <summary>False for a form of a foreign page, or one so old that its cookie is gone: then the page is shown afresh.</summary>
    public async Task<bool> IsOursAsync(HttpContext context)
    {
        await BareFilter.FormAsync(context.Request, context.RequestAborted);
        return await antiforgery.IsRequestValidAsync(context);
    }

    public async Task<IResult> SignedOutAsync() => BareAnswer.Html(
        await renderer.RenderAsync<OfficerEnterPage>(new OfficerEnter { Refusal = OfficerEnterRefusal.SignedOut }), StatusCodes.Status401Unauthorized);

    public async Task<IResult> MissingAsync() => BareAnswer.Html(await renderer.RenderAsync<OfficerMissingPage>(), StatusCodes.Status404NotFound);
}
