using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Data;

public static class DataSetup
{
    /// <summary>The door to the database; the store itself comes from a provider's own setup.</summary>
    public static IServiceCollection AddLiaisonData(this IServiceCollection services) => services
        .AddSingleton<WriteLane>()
        .AddSingleton<PreparedReads>()
        .AddSingleton<LiaisonDatabase>();
}
