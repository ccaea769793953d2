using System.Text.Encodings.Web;
using System.Text.Unicode;
using GovLiaison.Ladder;
using GovLiaison.Reach;
using GovLiaison.Web.Channels;
using GovLiaison.Web.Officer;
using GovLiaison.Web.Resident;
using GovLiaison.Web.Village;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GovLiaison.Web.Bare;

public static class PagesSetup
{
    /// <summary>Pages of officers, residents and villages, and the callbacks of suppliers. Needs the core's slices.</summary>
    public static IServiceCollection AddPages(this IServiceCollection services)
    {
        services.TryAddSingleton(HtmlEncoder.Create(UnicodeRanges.All));
        services.AddAntiforgery();
        services.AddReach();
        services.AddSingleton<OfficerNudgeQueries>();
        services.AddSingleton<PageRenderer>().AddSingleton<BusyPages>().AddSingleton<OverloadGate>().AddSingleton<BareFilter>();
        services.AddSingleton<OpenedMarks>().AddHostedService<OpenedMarksWorker>();
        services.AddSingleton<ResidentTemplates>().AddSingleton<ResidentContacts>().AddSingleton<ResidentEndpoint>();
        services.AddSingleton<VillageEndpoint>();
        services.AddSingleton<OfficerVisits>().AddSingleton<OfficerEnterEndpoint>().AddSingleton<OfficerPagesEndpoint>().AddSingleton<OfficerMarkEndpoint>();
        services.AddSingleton<CallbackQueues>().AddSingleton<CallbackEndpoint>().AddHostedService<CallbackWorker>();
        return services;
    }

    public static IEndpointRouteBuilder MapPages(this IEndpointRouteBuilder routes)
    {
        var filter = routes.ServiceProvider.GetRequiredService<BareFilter>();
        var pages = routes.MapGroup("").AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(BareFilter.MostBytes)).AddEndpointFilter(filter);
        routes.ServiceProvider.GetRequiredService<ResidentEndpoint>().Map(pages);
        routes.ServiceProvider.GetRequiredService<VillageEndpoint>().Map(pages);
        routes.ServiceProvider.GetRequiredService<OfficerEnterEndpoint>().Map(pages);
        routes.ServiceProvider.GetRequiredService<OfficerPagesEndpoint>().Map(pages);
        routes.ServiceProvider.GetRequiredService<OfficerMarkEndpoint>().Map(pages);
        foreach (var surface in new[] { "/o", "/r", "/v" })
            pages.MapFallback(surface + "/{**rest}", async (PageRenderer renderer) =>
                BareAnswer.Html(await renderer.RenderAsync<ResidentGonePage>(), StatusCodes.Status404NotFound));
        routes.ServiceProvider.GetRequiredService<CallbackEndpoint>().Map(routes);
        return routes;
    }
}
