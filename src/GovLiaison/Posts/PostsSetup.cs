using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.Posts;

public static class PostsSetup
{
    public static IServiceCollection AddPosts(this IServiceCollection services) => services
        .AddSingleton<GrantCompiler>()
        .AddSingleton<ActorQueries>()
        .AddSingleton<PostService>()
        .AddSingleton<PostQueries>()
        .AddSingleton<OfficerGapQueries>()
        .AddSingleton<AuditReaderQueries>()
        .AddSingleton<AccountQueries>()
        .AddSingleton<PhoneQueries>()
        .AddSingleton<DutyQueries>()
        .AddSingleton<DutyRosterQueries>()
        .AddSingleton<StaffSeatQueries>();
}
