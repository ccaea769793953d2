using GovLiaison.Dispatch;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Channels.WeCom;

internal static class WeComSetup
{
    public static IServiceCollection AddWeCom(this IServiceCollection services)
    {
        services.AddSingleton<WeComClient>();
        services.AddSingleton<WeComToken>();
        return services.AddSingleton<IChannel, WeComChannel>();
    }
}
