using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Audit;

public static class AuditSetup
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddSingleton<AuditTrail>()
        .AddSingleton<AuditSealer>()
        .AddSingleton<AuditVerifier>()
        .AddSingleton<AuditQueries>();
}
