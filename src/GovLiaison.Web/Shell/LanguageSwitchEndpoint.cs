using Microsoft.AspNetCore.Localization;
using Microsoft.AspNetCore.Mvc;

namespace GovLiaison.Web.Shell;

public static class LanguageSwitchEndpoint
{
    public static void MapLanguageSwitch(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/culture", (HttpContext context, [FromQuery] string? to, [FromQuery] string? back) =>
        {
            if (to is "zh-CN" or "en-US")
                context.Response.Cookies.Append(
                    CookieRequestCultureProvider.DefaultCookieName,
                    CookieRequestCultureProvider.MakeCookieValue(new RequestCulture(to)),
                    new CookieOptions { HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(365) });
            return Results.LocalRedirect(Pages.LocalOr(back, "/"));
        }).AllowAnonymous();
}
