using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Posts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

public sealed class ChannelQueriesTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task View_WhileASupplierIsAway_SaysSinceWhenAndWhatWaits(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var started = stage.Database.Clock.UtcNow();
        await HouseholdsAsync(stage);
        stage.Sms.Answers = _ => SendOutcome.Unreachable("connection");
        await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        await stage.SendAsync();
        await stage.Database.Get<EndpointHealthWriter>().FlushAsync(CancellationToken.None);

        var view = await ViewAsync(stage);

        var sms = view.Channels.Single(channel => channel.Channel == DispatchChannels.Sms);
        Assert.Equal((ChannelCondition.Stopped, 2, started), (sms.Condition, sms.Waiting, sms.OldestAt));
        Assert.True(sms.NextTryAt > started);
        var lane = Assert.Single(view.Lanes);
        Assert.Equal(new QueueLane(0, 2, started, sms.NextTryAt, 0, 0), lane);

        stage.Sms.Answers = item => SendOutcome.Sent;
        stage.Database.Clock.Advance(TimeSpan.FromSeconds(5));
        await stage.SendAsync();
        await stage.Database.Get<EndpointHealthWriter>().FlushAsync(CancellationToken.None);
        var after = await ViewAsync(stage);
        Assert.Equal(ChannelCondition.Works, after.Channels.Single(channel => channel.Channel == DispatchChannels.Sms).Condition);
        Assert.Empty(after.Lanes);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task View_WhenNobodySends_SaysSlowAfterAMinute(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        await HouseholdsAsync(stage);
        await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        Assert.Equal(ChannelCondition.Unused, (await ViewAsync(stage)).Channels[1].Condition);

        stage.Database.Clock.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(ChannelCondition.Slow, (await ViewAsync(stage)).Channels[1].Condition);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task View_OfInterruptedBatches_CountsThemAndSaysWhenTheyAreTriedAgain(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        await HouseholdsAsync(stage);
        await stage.StartAsync(Guid.CreateVersion7(), lane: 1);
        await stage.ExpandAsync();

        var started = stage.Database.Clock.UtcNow();
        await stage.Database.WriteAsync(db => db.Batches.ExecuteUpdateAsync(set => set
            .SetProperty(row => row.Crashes, Batch.ManyCrashes).SetProperty(row => row.DueAt, started.AddMinutes(1))));

        Assert.Equal(new QueueLane(1, 2, started, started.AddMinutes(1), 0, 2), Assert.Single((await ViewAsync(stage)).Lanes));
    }

    [Fact]
    public async Task View_IsForThoseWhoWatchAndForTheSystemAdministrator()
    {
        await using var stage = await DispatchStage.CreateAsync(Databases.Sqlite);
        var queries = stage.Database.Get<ChannelQueries>();

        foreach (var (role, sees) in new[] { (Roles.Viewer, true), (Roles.SystemAdministrator, true), (Roles.AuditAdministrator, false), (Roles.SecurityAdministrator, false) })
            Assert.Equal(sees ? null : Refusal.NotPermitted, (await queries.ViewAsync(true, await stage.Database.Data.StaffAsync(role, TestTree.Province), CancellationToken.None)).Refusal);
        Assert.Empty((await queries.ViewAsync(false, Actor.System("test"), CancellationToken.None)).Value.Channels);
    }

    private static async Task HouseholdsAsync(DispatchStage stage)
    {
        for (var i = 0; i < 2; i++) await stage.Database.Data.HouseholdAsync(TestTree.Village, home => home.WithResident(one => one.WithPhone(stage.Database.Data.NextPhone())));
    }

    private static async Task<ChannelsView> ViewAsync(DispatchStage stage) =>
        (await stage.Database.Get<ChannelQueries>().ViewAsync(true, Actor.System("test"), CancellationToken.None)).Value;
}
