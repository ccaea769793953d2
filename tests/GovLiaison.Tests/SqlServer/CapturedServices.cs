using GovLiaison.Alerts;
using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Divisions;
using GovLiaison.Identity;
using GovLiaison.Ladder;
using GovLiaison.Posts;
using GovLiaison.Reach;
using GovLiaison.Residents;
using GovLiaison.SqlServer;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace GovLiaison.Tests.SqlServer;

/// <summary>Every service of the core on the SQL Server provider, over connections that lead nowhere.</summary>
internal sealed class CapturedServices : IDbContextFactory<LiaisonDbContext>, IAsyncDisposable
{
    private readonly CannedServer _server;
    private readonly ServiceProvider _services;

    public CapturedServices(CannedServer server)
    {
        _server = server;
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(new FakeTimeProvider(TestDatabase.Start))
            .AddSqlServerStore("Server=127.0.0.1;Database=captured")
            .AddSingleton<IDbContextFactory<LiaisonDbContext>>(this)
            .AddSingleton<ICryptoProvider>(new CannedCrypto())
            .AddSingleton<LinkToken>()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddLiaisonData().AddAudit().AddIdentity().AddDivisions().AddPosts().AddResidents().AddDispatch().AddLadder().AddAlerts().AddReach()
            .BuildServiceProvider();
    }

    public object Get(Type type) => ActivatorUtilities.GetServiceOrCreateInstance(_services, type);

    public LiaisonDbContext CreateDbContext() => new((DbContextOptions<LiaisonDbContext>)new DbContextOptionsBuilder<LiaisonDbContext>()
        .UseSqlServerStore(new CapturingConnection(_server)).Options);

    public ValueTask DisposeAsync() => _services.DisposeAsync();
}
