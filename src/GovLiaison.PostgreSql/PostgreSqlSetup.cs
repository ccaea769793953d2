using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.PostgreSql;

public static class PostgreSqlSetup
{
    public static IServiceCollection AddPostgreSqlStore(this IServiceCollection services, string connectionString) => services
        .AddSingleton<IStoreDialect, PostgreSqlDialect>()
        .AddSingleton<IDeliveryQueue, PostgreSqlDeliveryQueue>()
        .AddPooledDbContextFactory<LiaisonDbContext>(options => options.UsePostgreSqlStore(connectionString));

    public static DbContextOptionsBuilder UsePostgreSqlStore(this DbContextOptionsBuilder options, string connectionString) => options
        .UseNpgsql(connectionString, npgsql => npgsql.MigrationsAssembly(typeof(PostgreSqlSetup).Assembly).CommandTimeout(60))
        .AddInterceptors(new VersionInterceptor());
}

public sealed class PostgreSqlDesignTimeFactory : IDesignTimeDbContextFactory<LiaisonDbContext>
{
    public LiaisonDbContext CreateDbContext(string[] args) =>
        new((DbContextOptions<LiaisonDbContext>)new DbContextOptionsBuilder<LiaisonDbContext>().UsePostgreSqlStore("Host=127.0.0.1;Database=design").Options);
}
