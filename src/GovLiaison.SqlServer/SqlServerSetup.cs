using System.Data.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace GovLiaison.SqlServer;

public static class SqlServerSetup
{
    public static IServiceCollection AddSqlServerStore(this IServiceCollection services, string connectionString) => services
        .AddSingleton<IStoreDialect, SqlServerDialect>()
        .AddSingleton<IDeliveryQueue, SqlServerDeliveryQueue>()
        .AddPooledDbContextFactory<LiaisonDbContext>(options => options.UseSqlServerStore(connectionString));

    public static DbContextOptionsBuilder UseSqlServerStore(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseSqlServer(connectionString, Configure).AddInterceptors(new VersionInterceptor());

    /// <summary>The same over a connection that the caller opened or made up.</summary>
    public static DbContextOptionsBuilder UseSqlServerStore(this DbContextOptionsBuilder options, DbConnection connection) =>
        options.UseSqlServer(connection, Configure).AddInterceptors(new VersionInterceptor());

    private static void Configure(SqlServerDbContextOptionsBuilder sqlServer) =>
        sqlServer.MigrationsAssembly(typeof(SqlServerSetup).Assembly).CommandTimeout(60);
}

public sealed class SqlServerDesignTimeFactory : IDesignTimeDbContextFactory<LiaisonDbContext>
{
    public LiaisonDbContext CreateDbContext(string[] args) =>
        new((DbContextOptions<LiaisonDbContext>)new DbContextOptionsBuilder<LiaisonDbContext>().UseSqlServerStore("Server=127.0.0.1;Database=design").Options);
}
