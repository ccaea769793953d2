using GovLiaison.Dispatch;
using Microsoft.Extensions.Options;

namespace GovLiaison.Web.Shell;

/// <summary>
/// TLS mostly ends before us, so a request does not tell that the browser came by it: the public address does. Then every cookie
/// of every surface is for TLS alone, and browsers are told to use nothing else.
/// </summary>
public static class SecureTransport
{
    private const string OneYear = "max-age=31536000";

    public static void UseSecureTransport(this IApplicationBuilder app)
    {
        if (app.ApplicationServices.GetRequiredService<IOptions<DispatchOptions>>().Value.PublicAddress.Scheme != Uri.UriSchemeHttps) return;
        app.UseCookiePolicy(new CookiePolicyOptions { Secure = CookieSecurePolicy.Always });
        app.Use((context, next) =>
        {
            context.Response.Headers.StrictTransportSecurity = OneYear;
            return next(context);
        });
    }
}
