using GovLiaison.Posts;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;

namespace GovLiaison.Web.Identity;

public static class IdentityWebSetup
{
    /// <summary>Console sessions: a cookie of twelve hours at most, two without use, ended by a newer stamp of the account.</summary>
    public static IServiceCollection AddConsoleIdentity(this IServiceCollection services, string keyFolder)
    {
        services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(keyFolder, "web"))).SetApplicationName("GovLiaison");
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
        {
            options.Cookie.Name = "gl-console";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.ExpireTimeSpan = TimeSpan.FromHours(2);
            options.SlidingExpiration = true;
            options.LoginPath = "/sign-in";
            options.ReturnUrlParameter = "back";
            options.Events.OnValidatePrincipal = async context =>
            {
                var actors = context.HttpContext.RequestServices.GetRequiredService<ActorQueries>();
                if (await CurrentActor.OfAsync(actors, context.Principal!, context.HttpContext.RequestAborted) is null)
                    context.RejectPrincipal();
            };
        });
        services.AddAuthorization();
        services.AddCascadingAuthenticationState();
        services.AddScoped<CurrentActor>();
        return services;
    }
}
