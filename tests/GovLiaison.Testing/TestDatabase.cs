using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Divisions;
using GovLiaison.Identity;
using GovLiaison.Posts;
using GovLiaison.Residents;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace GovLiaison.Testing;

/// <summary>
/// A fresh database with the services on it, under a clock that stands still until the test moves it.
/// <code>await using var database = await TestDatabase.CreateAsync(name);</code>
/// </summary>
public sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>22:00 in Beijing, the night before the frost.</summary>
    public static readonly DateTimeOffset Start = new(2026, 4, 9, 14, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider _services;

    private TestDatabase(string name, string connectionString, FakeTimeProvider clock, ServiceProvider services)
    {
        (Name, ConnectionString, Clock, _services) = (name, connectionString, clock, services);
        Data = new TestProvince(this);
    }

    public string Name { get; }
    public string ConnectionString { get; }
    public FakeTimeProvider Clock { get; }
    public IServiceProvider Services => _services;
    public LiaisonDatabase Database => Get<LiaisonDatabase>();
    public ICryptoProvider Crypto => Get<ICryptoProvider>();
    public AuditTrail Audit => Get<AuditTrail>();
    public LinkToken Links => Get<LinkToken>();

    /// <summary>Makes divisions, people and households.</summary>
    public TestProvince Data { get; }

    /// <param name="name">One of <see cref="Databases.All"/>; skips the test where that server is not given.</param>
    /// <param name="more">Services of the slice under test that are not registered here.</param>
    public static async Task<TestDatabase> CreateAsync(string name, FakeTimeProvider? clock = null, Action<IServiceCollection>? more = null)
    {
        Databases.SkipUnlessConfigured(name);
        clock ??= new FakeTimeProvider(Start);
        var connectionString = await TestStore.CreateAsync(name);
        var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddLiaisonCommon(TestKeys.Ring)
            .AddStore(name, connectionString)
            .AddLiaisonData()
            .AddAudit()
            .AddIdentity()
            .AddDivisions()
            .AddPosts()
            .AddResidents();
        // Its clock only paces retries of a busy store: under a clock that stands still they would never come.
        services.AddSingleton(provider => new LiaisonDatabase(
            provider.GetRequiredService<IDbContextFactory<LiaisonDbContext>>(), provider.GetRequiredService<IStoreDialect>(),
            provider.GetRequiredService<WriteLane>(), TimeProvider.System));
        more?.Invoke(services);
        return new TestDatabase(name, connectionString, clock, services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true }));
    }

    public T Get<T>() where T : notnull => _services.GetRequiredService<T>();

    public Task<T> ReadAsync<T>(Func<LiaisonDbContext, Task<T>> read) => Database.ReadAsync(read, CancellationToken.None);

    public Task WriteAsync(Func<LiaisonDbContext, Task> write) => Database.WriteAsync(WritePriority.Console, write, CancellationToken.None);

    /// <summary>The acts that were recorded so far, oldest first.</summary>
    public async Task<IReadOnlyList<string>> ActsAsync() => await ReadAsync(db => db.AuditEntries.OrderBy(row => row.Id).Select(row => row.Act).ToListAsync());

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        await TestStore.DropAsync(Name, ConnectionString);
    }
}

internal static class TestKeys
{
    public static KeyRing Ring { get; } = KeyRing.Open(Path.Combine(TestStore.Folder, "keys"), databaseIsNew: true);
}
