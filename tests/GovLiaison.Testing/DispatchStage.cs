using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace GovLiaison.Testing;

/// <summary>A small county with people in it, training endpoints, and three channels under the test's hand.</summary>
public sealed class DispatchStage : IAsyncDisposable
{
    private DispatchStage(TestDatabase database) => Database = database;

    public TestDatabase Database { get; }
    public FakeChannel WeCom { get; } = new(DispatchChannels.WeCom, honoursKeys: false, maxItems: 1);
    public FakeChannel Sms { get; } = new(DispatchChannels.Sms);
    public FakeChannel Voice { get; } = new(DispatchChannels.Voice);

    public static async Task<DispatchStage> CreateAsync(string databaseName, Action<IServiceCollection>? more = null)
    {
        var database = await TestDatabase.CreateAsync(databaseName, more: services =>
        {
            services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build()).AddDispatch();
            more?.Invoke(services);
        });
        var stage = new DispatchStage(database);
        await database.Data.TreeAsync();
        await stage.EndpointsAsync();
        return stage;
    }

    public Task EndpointsAsync(bool isTraining = true) => Database.WriteAsync(db =>
    {
        foreach (var channel in new[] { WeCom, Sms, Voice })
        {
            var id = Guid.CreateVersion7();
            db.Endpoints.Add(new Endpoint
            {
                Id = id, Name = $"{channel.Name}-{isTraining}", Channel = channel.Name, IsTraining = isTraining, BaseAddress = "http://127.0.0.1:1",
                Account = "test", SecretCipher = Database.Crypto.Encrypt("secret", PersonalFields.EndpointSecret(id)),
            });
        }
        return Task.CompletedTask;
    });

    /// <summary>One more training supplier of a channel.</summary>
    public async Task SecondSupplierAsync(FakeChannel channel, string name, Action<Endpoint>? with = null)
    {
        await Database.WriteAsync(db =>
        {
            var id = Guid.CreateVersion7();
            var endpoint = new Endpoint
            {
                Id = id, Name = name, Channel = channel.Name, IsTraining = true, BaseAddress = "http://127.0.0.1:2",
                Account = "test", SecretCipher = Database.Crypto.Encrypt("secret", PersonalFields.EndpointSecret(id)),
            };
            with?.Invoke(endpoint);
            db.Endpoints.Add(endpoint);
            return Task.CompletedTask;
        });
        Database.Get<EndpointPlans>().Forget();
    }

    public async Task<long> StartAsync(Guid matter, Audience mode = Audience.Area, bool isTraining = true, int lane = 0, TimeSpan? lasts = null, Guid[]? tags = null, params string[] areas)
    {
        var paths = new List<DivisionPath>();
        foreach (var area in areas.Length == 0 ? [TestTree.County] : areas) paths.Add(new DivisionPath(await Database.Data.PathAsync(area)));
        var now = Database.Clock.UtcNow();
        var started = await Database.Database.WriteAsync<long>(WritePriority.Console, async db => await Database.Get<DispatchService>().StartAsync(db,
            new StartDispatch("alert", Guid.CreateVersion7(), matter, lane, mode != Audience.Told, isTraining, now, now + (lasts ?? TimeSpan.FromHours(10)),
                new AudienceFilter(paths, tags ?? [], mode),
                [
                    new StartDispatchText("zh-CN", TextAudiences.Resident, "霜冻橙色预警", "今夜零下5度", "【测试】霜冻{link}", "霜冻"),
                    new StartDispatchText("zh-CN", TextAudiences.Officer, "霜冻橙色预警", "请确认", "【测试】请确认{link}", "请确认"),
                    new StartDispatchText("zh-CN", TextAudiences.ResidentLeft, "不再受影响", "本村不再受影响", "【测试】不再受影响", "不再受影响"),
                ]), CancellationToken.None), CancellationToken.None);
        return started.Value;
    }

    public async Task ExpandAsync()
    {
        while (await Database.Get<ExpansionService>().StepAsync(CancellationToken.None)) { }
    }

    public async Task<int> SendAsync()
    {
        var batches = 0;
        foreach (var channel in new[] { WeCom, Sms, Voice })
            while (await Database.Get<DispatchEngine>().RunBatchAsync(channel, CancellationToken.None)) batches++;
        return batches;
    }

    public Task<VillageTally> TallyAsync(long dispatchId, string villageCode) => Database.ReadAsync(async db =>
    {
        var village = await db.Divisions.SingleAsync(row => row.Code == villageCode);
        return await db.VillageTallies.SingleAsync(row => row.DispatchId == dispatchId && row.VillageId == village.Id);
    });

    public Task<Recipient> RecipientAsync(long dispatchId, long residentId) =>
        Database.ReadAsync(db => db.Recipients.SingleAsync(row => row.DispatchId == dispatchId && row.ResidentId == residentId));

    /// <summary>The invariants that hold after anything: tallies equal rows, and nothing waits without a time.</summary>
    public async Task AssertSoundAsync(long dispatchId) => await Database.ReadAsync(async db =>
    {
        foreach (var tally in await db.VillageTallies.Where(row => row.DispatchId == dispatchId).ToListAsync())
        {
            var rows = await db.ListedHouseholds.Where(row => row.DispatchId == dispatchId && row.VillageId == tally.VillageId).ToListAsync();
            Assert.Equal(rows.Count, tally.Households);
            foreach (var evidence in Enum.GetValues<Evidence>())
                Assert.Equal(rows.Count(row => row.Evidence == evidence), (int)typeof(VillageTally).GetProperty(evidence.ToString())!.GetValue(tally)!);
            Assert.Equal(rows.Count(row => row.MustWalk), tally.MustWalk);
        }
        Assert.False(await db.Deliveries.AnyAsync(row => row.State < Delivery.FirstFinal && row.DueAt == null), "a delivery waits for nothing");
        Assert.False(await db.Deliveries.AnyAsync(row => row.State >= Delivery.FirstFinal && row.DueAt != null), "a final delivery waits");
        return 0;
    });

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
