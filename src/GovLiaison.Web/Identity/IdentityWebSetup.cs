using GovLiaison.Posts;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace GovLiaison.Web.Identity;

public static class IdentityWebSetup
{
    /// <summary>
    /// Console sessions: twelve hours at most, open circuits included; two without a request of the browser; ended by signing out
    /// and by a newer stamp of the account. A lock-out ends none: whoever knows a login could else throw out who is on duty.
    /// </summary>
    public static IServiceCollection AddConsoleIdentity(this IServiceCollection services, string keyFolder)
    {
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(keyFolder, "web"))).SetApplicationName("GovLiaison");
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "gl-console";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = ConsoleSessions.LongestPause;
            options.SlidingExpiration = true;
            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "back";
            options.Events.OnValidatePrincipal = async context =>
            {
                var services = context.HttpContext.RequestServices;
                if (await CurrentActor.OfAsync(services.GetRequiredService<ConsoleSessions>(), services.GetRequiredService<ActorQueries>(), context.Principal!, context.HttpContext.RequestAborted) is null)
                    context.RejectPrincipal();
            };
        });
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddSingleton<ConsoleSessions>().AddScoped<CurrentActor>();
        return services;
    }
}
