using System.Net;
using GovLiaison.Channels.Sms;
using GovLiaison.Channels.Voice;
using GovLiaison.Channels.WeCom;
using GovLiaison.Dispatch;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace GovLiaison.Channels;

public static class ChannelsSetup
{
    /// <summary>Registers every channel as <see cref="IChannel"/>. Needs logging; takes <see cref="TimeProvider"/> where one is registered.</summary>
    public static IServiceCollection AddChannels(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddHttpClient(ChannelClient.Name, client =>
            {
                // each request has its endpoint's time limit
                client.Timeout = Timeout.InfiniteTimeSpan;
                client.MaxResponseContentBufferSize = 4 << 20;
            })
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                MaxConnectionsPerServer = 256,
                ConnectTimeout = TimeSpan.FromSeconds(5),
                PooledConnectionLifetime = TimeSpan.FromMinutes(2),
                ActivityHeadersPropagator = null,
                AutomaticDecompression = DecompressionMethods.All,
                UseCookies = false,
                AllowAutoRedirect = false,
                UseProxy = false,
            })
            // the handler renews its connections itself; a rotated one would drop 256 of them every two minutes
            .SetHandlerLifetime(Timeout.InfiniteTimeSpan)
            // the default loggers write addresses, which carry tokens and secrets of WeCom
            .RemoveAllLoggers();
        services.TryAddSingleton<ChannelClient>();
        services.AddSingleton<IChannel, SmsChannel>();
        services.AddSingleton<IChannel, VoiceChannel>();
        return services.AddWeCom();
    }
}
