using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Posts;

public static class PostsSetup
{
    public static IServiceCollection AddPosts(this IServiceCollection services) => services
        .AddSingleton<GrantCompiler>();
}
