using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Residents;

public static class ResidentsSetup
{
    public static IServiceCollection AddResidents(this IServiceCollection services) => services
        .AddSingleton<ResidentQueries>()
        .AddSingleton<ResidentService>();
}
