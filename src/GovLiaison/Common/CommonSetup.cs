using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GovLiaison.Common;

public static class CommonSetup
{
    /// <summary>Clock, encryption under these keys, and links.</summary>
    public static IServiceCollection AddLiaisonCommon(this IServiceCollection services, KeyRing keys)
    {
        services.TryAddSingleton(TimeProvider.System);
        // by a factory, so that the container disposes what it made
        return services.AddSingleton<ICryptoProvider>(_ => new FieldCrypto(keys)).AddSingleton<LinkToken>();
    }
}
