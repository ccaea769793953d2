using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Divisions;

public static class DivisionsSetup
{
    public static IServiceCollection AddDivisions(this IServiceCollection services) => services
        .AddSingleton<DivisionTreeCache>()
        .AddSingleton<DivisionImport>()
        .AddSingleton<DivisionQueries>()
        .AddSingleton<PastedDivisions>();
}
