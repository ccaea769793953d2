using GovLiaison.Alerts;
using GovLiaison.Channels;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Divisions;
using GovLiaison.Identity;
using GovLiaison.Ladder;
using GovLiaison.Posts;
using GovLiaison.Residents;
using GovLiaison.Reach;
using GovLiaison.Web.Bare;
using GovLiaison.Web.Data;
using GovLiaison.Web.Dispatch;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Reach;
using GovLiaison.Web.Scheduling;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace GovLiaison.Web;

public static class HostSetup
{
    public static WebApplicationBuilder AddCore(this WebApplicationBuilder builder)
    {
        var (services, configuration) = (builder.Services, builder.Configuration);
        // every statement and every request would be written, and fill a disk in a night
        builder.Logging.AddFilter("Microsoft.EntityFrameworkCore", LogLevel.Warning).AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Quartz", LogLevel.Warning);
        // a start that fails says so in one sentence, see Startup; a background service that fails is logged as critical
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
        var keys = DatabaseSetup.KeyFolder(configuration);
        services.AddLiaisonStore(configuration);
        services.AddLiaisonCommon(KeyRing.Open(keys, databaseIsNew: false));
        services.AddIdentity().AddDivisions().AddPosts().AddResidents().AddDispatch().AddAlerts().AddLadder().AddChannels();
        services.AddConsoleIdentity(keys);
        services.AddTracking().AddSingleton<Audit.AuditCheck>();
        services.AddOptions<ProcessOptions>().BindConfiguration(ProcessOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        return builder;
    }

    public static WebApplicationBuilder AddWork(this WebApplicationBuilder builder)
    {
        var process = builder.Configuration.GetSection(ProcessOptions.Section).Get<ProcessOptions>() ?? new ProcessOptions();
        if (process.Has("dispatch")) builder.Services.AddHostedService<DispatchWorker>();
        if (process.Has("pages")) builder.Services.AddPages();
        else builder.Services.AddReach();
        if (process.Has("schedules"))
            builder.Services.AddSchedules(builder.Configuration);
        return builder;
    }

    /// <summary>The pages without a circuit, where this process serves them.</summary>
    public static void MapWork(this WebApplication app)
    {
        if (!app.Services.GetRequiredService<IOptions<ProcessOptions>>().Value.Has("pages")) return;
        app.OpenSpool();
        app.MapPages();
    }

    /// <summary>Answers once the database can be read; for scripts and load balancers, says nothing of the inside.</summary>
    public static void MapHealth(this IEndpointRouteBuilder app) =>
        app.MapGet("/health", async (GovLiaison.Data.LiaisonDatabase database, CancellationToken cancellationToken) =>
        {
            await database.ReadAsync(db => db.Installations.AnyAsync(cancellationToken), cancellationToken);
            return Results.Text("ok");
        }).AllowAnonymous();
}
