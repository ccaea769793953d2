using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Localization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using MudBlazor;
using MudBlazor.Services;

namespace GovLiaison.Web.Shell;

public static class ShellSetup
{
    public static WebApplicationBuilder AddShell(this WebApplicationBuilder builder)
    {
        builder.Host.UseDefaultServiceProvider(o => (o.ValidateOnBuild, o.ValidateScopes) = (true, true));
        // without this a build that was not published answers 500 for every file of MudBlazor
        builder.WebHost.UseStaticWebAssets();

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        // Chinese as itself, not as &#x6F14;: a resident's page is a third of the size
        services.AddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddRazorComponents().AddInteractiveServerComponents();
        services.AddMudServices(o =>
        {
            o.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomLeft;
            o.SnackbarConfiguration.ShowCloseIcon = false;
            o.SnackbarConfiguration.HideTransitionDuration = 120;
            o.SnackbarConfiguration.ShowTransitionDuration = 120;
        });
        services.AddScoped<ShellState>();
        services.Configure<RequestLocalizationOptions>(Languages);
        return builder;
    }

    public static WebApplication UseShell(this WebApplication app)
    {
        app.UseExceptionHandler("/error", createScopeForErrors: true);
        app.UseSecureTransport();
        app.UseCircuitOrigin();
        app.UseStatusCodePagesWithReExecute("/status/{0}");
        app.Use((context, next) =>
        {
            if (!Pages.AreBare(context.Request.Path))
                Pages.Guard(context.Response.Headers);
            else if (context.Features.Get<IStatusCodePagesFeature>() is { } ownAnswer)
                ownAnswer.Enabled = false;
            return next(context);
        });
        app.UseRequestLocalization();
        return app;
    }

    public static WebApplication MapShell(this WebApplication app)
    {
        app.MapStaticAssets();
        app.MapLanguageSwitch();
        app.MapRazorComponents<App>()
            // frame-ancestors already stands in our own policy; a second header would only contradict it
            .AddInteractiveServerRenderMode(o => o.ContentSecurityFrameAncestorsPolicy = null);
        return app;
    }

    private static void Languages(RequestLocalizationOptions options)
    {
        CultureInfo[] cultures = [new("zh-CN"), new("en-US")];
        options.DefaultRequestCulture = new RequestCulture(cultures[0]);
        options.SupportedCultures = cultures;
        options.SupportedUICultures = cultures;
        // Chinese unless somebody chose otherwise: many browsers in offices were installed in English
        options.RequestCultureProviders = [new QueryStringRequestCultureProvider(), new CookieRequestCultureProvider()];
    }
}
