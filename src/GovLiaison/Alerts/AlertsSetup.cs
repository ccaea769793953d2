using GovLiaison.Templates;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Alerts;

public static class AlertsSetup
{
    /// <summary>Alerts and their templates; needs the database, the audit trail, encryption and dispatch.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services) => services
        .AddSingleton<AlertService>()
        .AddSingleton<AlertQueries>()
        .AddSingleton<OwnAlertQueries>()
        .AddSingleton<AlertDetailQueries>()
        .AddSingleton<PublicAlertQueries>()
        .AddSingleton<TemplateQueries>();
}
