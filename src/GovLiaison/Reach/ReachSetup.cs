using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Reach;

public static class ReachSetup
{
    /// <summary>What pages and console read of a dispatch.</summary>
    public static IServiceCollection AddReach(this IServiceCollection services) => services
        .AddSingleton<ResidentPageQueries>()
        .AddSingleton<VillagePageQueries>()
        .AddSingleton<OfficerEnterQueries>()
        .AddSingleton<OfficerSeatQueries>()
        .AddSingleton<OfficerQueries>()
        .AddSingleton<ReachQueries>()
        .AddSingleton<ReachListQueries>();
}
