using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Identity;

public static class IdentitySetup
{
    public static IServiceCollection AddIdentity(this IServiceCollection services) => services
        .AddSingleton<UnknownLogins>()
        .AddSingleton<SignInService>()
        .AddSingleton<AccountService>()
        .AddSingleton<DeviceService>();
}
