using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Ladder;

public static class LadderSetup
{
    public static IServiceCollection AddLadder(this IServiceCollection services) => services.AddSingleton<LadderService>().AddSingleton<SilenceQueries>();
}
