using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Reach;

public static class ReachSetup
{
    /// <summary>What the pages of officers, residents and villages read, and what the console counts.</summary>
    public static IServiceCollection AddReach(this IServiceCollection services) => services
        .AddSingleton<ResidentPageQueries>()
        .AddSingleton<DutyPhoneQueries>()
        .AddSingleton<VillagePageQueries>()
        .AddSingleton<OfficerEnterQueries>()
        .AddSingleton<OfficerSeatQueries>()
        .AddSingleton<OfficerQueries>()
        .AddSingleton<ReachQueries>()
        .AddSingleton<DivisionAlertQueries>()
        .AddSingleton<UnreachedQueries>()
        .AddSingleton<HelpQueries>();
}
