using System.Net;
using System.Text.Json;
using GovLiaison.TrainingGateway.Batches;
using GovLiaison.TrainingGateway.Behaviour;
using GovLiaison.TrainingGateway.Callbacks;
using GovLiaison.TrainingGateway.Clock;
using GovLiaison.TrainingGateway.Control;
using GovLiaison.TrainingGateway.Ledger;
using GovLiaison.TrainingGateway.People;
using GovLiaison.TrainingGateway.WeCom;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace GovLiaison.TrainingGateway;

internal static class GatewaySetup
{
    public static void AddGateway(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<GatewayOptions>().BindConfiguration(GatewayOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<WorldClock>();
        services.AddSingleton<LedgerBook>();
        services.AddSingleton<Behaviours>();
        services.AddSingleton<BatchIntake>();
        services.AddSingleton<WeComTokens>();
        services.AddSingleton<ShownOnce>();
        services.AddSingleton<WeComEndpoint>();
        services.AddSingleton<PeopleQueue>();
        services.AddSingleton<PeopleTally>();
        services.AddSingleton<Inbox>();
        services.AddSingleton<Visits>();
        services.AddTransient(_ => OutwardClient());
        services.AddSingleton<Phone>();
        services.AddSingleton<CallbackPost>();
        services.AddSingleton<PeopleService>();
        services.AddHostedService(s => s.GetRequiredService<CallbackPost>());
        services.AddHostedService(s => s.GetRequiredService<PeopleService>());
        services.ConfigureHttpJsonOptions(json => json.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.CamelCase);
        services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(5));
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 16 << 20;
        });
        // one line per request would cost more than the request, and would carry tokens and links
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning).AddFilter("Microsoft.Hosting", LogLevel.Warning);
        // a start that fails says so in one sentence, see GatewayHost
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting", LogLevel.Critical);
    }

    public static void MapGateway(this WebApplication app)
    {
        app.MapGet("/", HomePage.Show);
        var batches = app.Services.GetRequiredService<BatchIntake>();
        app.MapPost("/sms/v1/messages", context => batches.HandleAsync(context, BatchShape.Sms));
        app.MapPost("/voice/v1/calls", context => batches.HandleAsync(context, BatchShape.Voice));
        WeComEndpoint.Map(app, app.Services.GetRequiredService<WeComEndpoint>());
        ControlEndpoint.Map(app);
    }

    private static HttpClient OutwardClient() => new(new SocketsHttpHandler
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        ActivityHeadersPropagator = null,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
        MaxResponseContentBufferSize = 2 << 20,
    };
}
