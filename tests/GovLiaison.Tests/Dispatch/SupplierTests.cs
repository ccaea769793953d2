using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

/// <summary>Who carries a batch when suppliers fail, rest, return, or are two.</summary>
public sealed class SupplierTests
{
    private const string First = "sms-True";
    private const string Second = "sms-two";

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Unknown_IsAskedAgainAtTheSameSupplierWithTheSameKey(string name)
    {
        await using var stage = await StageAsync(name);
        var dispatch = await StartAsync(stage, homes: 1);
        stage.Sms.Answers = _ => SendOutcome.Unknown("cut");
        await stage.SendAsync();

        stage.Sms.Answers = _ => SendOutcome.Sent;
        for (var i = 0; i < 4; i++)
        {
            stage.Database.Clock.Advance(TimeSpan.FromSeconds(5));
            await stage.SendAsync();
        }

        Assert.Single(stage.Sms.AskedOf.Select(ask => ask.Endpoint).Distinct(StringComparer.Ordinal));
        Assert.Single(stage.Sms.Asked.Select(item => item.Key).Distinct(StringComparer.Ordinal));
        var delivery = await stage.Database.ReadAsync(db => db.Deliveries.SingleAsync(row => row.DispatchId == dispatch));
        Assert.Equal((DeliveryState.Sent, false), (delivery.State, delivery.MayBeRepeated));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Unknown_AtASupplierThatStaysSilent_GoesToAnotherAfterAMinuteAndIsShownAsPerhapsRepeated(string name)
    {
        await using var stage = await StageAsync(name);
        var dispatch = await StartAsync(stage, homes: 1);
        stage.Sms.Answers = _ => SendOutcome.Unknown("cut");
        await stage.SendAsync();
        var silent = stage.Sms.AskedOf[0].Endpoint;
        stage.Sms.Answers = _ => SendOutcome.Sent;
        stage.Sms.AnswersOf = (endpoint, _) => endpoint == silent ? SendOutcome.Unknown("timeout") : null;

        await AdvanceAsync(stage, DispatchEngine.LongestBound - TimeSpan.FromSeconds(5));
        Assert.Single(stage.Sms.AskedOf.Select(ask => ask.Endpoint).Distinct(StringComparer.Ordinal));
        await AdvanceAsync(stage, TimeSpan.FromMinutes(2));

        Assert.Single(stage.Sms.Asked.Select(item => item.Key).Distinct(StringComparer.Ordinal));
        Assert.Single(stage.Sms.AskedOf, ask => ask.Endpoint != silent);
        var delivery = await stage.Database.ReadAsync(db => db.Deliveries.SingleAsync(row => row.DispatchId == dispatch));
        Assert.Equal((DeliveryState.Sent, true), (delivery.State, delivery.MayBeRepeated));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Unreachable_GoesToAnotherAtOnceAndIsNoRepeat(string name)
    {
        await using var stage = await StageAsync(name);
        var dispatch = await StartAsync(stage, homes: 1);
        stage.Sms.AnswersOf = (endpoint, _) => endpoint == First ? SendOutcome.Unreachable("connection") : null;

        await AdvanceAsync(stage, TimeSpan.FromSeconds(15));

        var delivery = await stage.Database.ReadAsync(db => db.Deliveries.SingleAsync(row => row.DispatchId == dispatch));
        Assert.Equal((DeliveryState.Sent, false), (delivery.State, delivery.MayBeRepeated));
        Assert.Equal(Second, stage.Sms.AskedOf[^1].Endpoint);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Throttled_RestsAsLongAsAskedAndNoOtherBatchAsksMeanwhile(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var dispatch = await StartAsync(stage, homes: 3);
        var other = await StartAsync(stage, homes: 0);
        stage.Sms.Answers = _ => SendOutcome.Throttled("429", TimeSpan.FromSeconds(7), isOfAccount: true);
        await stage.SendAsync();

        Assert.Single(stage.Sms.Requests);
        stage.Database.Clock.Advance(TimeSpan.FromSeconds(6));
        await stage.SendAsync();
        Assert.Single(stage.Sms.Requests);
        var waits = await stage.Database.ReadAsync(db => db.Batches.Where(row => row.State == BatchState.Open).Select(row => row.DueAt).ToListAsync());
        Assert.All(waits, dueAt => Assert.True(dueAt > stage.Database.Clock.UtcNow()));
        await stage.AssertSoundAsync(dispatch);

        stage.Sms.Answers = _ => SendOutcome.Sent;
        await AdvanceAsync(stage, TimeSpan.FromSeconds(5));
        Assert.Equal(0, await stage.Database.ReadAsync(db => db.Deliveries.CountAsync(row => row.State < Delivery.FirstFinal)));
        await stage.AssertSoundAsync(other);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Throttled_ForLong_GoesToAnotherThatMayBeAsked(string name)
    {
        await using var stage = await StageAsync(name);
        var dispatch = await StartAsync(stage, homes: 1);
        stage.Sms.AnswersOf = (endpoint, _) => endpoint == First ? SendOutcome.Throttled("429", TimeSpan.FromMinutes(15), isOfAccount: true) : null;

        await AdvanceAsync(stage, TimeSpan.FromSeconds(3));

        var delivery = await stage.Database.ReadAsync(db => db.Deliveries.SingleAsync(row => row.DispatchId == dispatch));
        Assert.Equal((DeliveryState.Sent, false), (delivery.State, delivery.MayBeRepeated));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Unknown_AtASupplierThatThenTurnsAway_GoesToAnotherAfterAMinuteAllTheSame(string name)
    {
        await using var stage = await StageAsync(name);
        var dispatch = await StartAsync(stage, homes: 1);
        stage.Sms.Answers = _ => SendOutcome.Unknown("cut");
        await stage.SendAsync();
        var busy = stage.Sms.AskedOf[0].Endpoint;
        var second = 0;
        stage.Sms.Answers = _ => second++ == 0 ? SendOutcome.Unreachable("connection") : SendOutcome.Sent;
        stage.Sms.AnswersOf = (endpoint, _) => endpoint == busy ? SendOutcome.Throttled("http 503", null, isOfAccount: true) : null;

        await AdvanceAsync(stage, TimeSpan.FromMinutes(6));

        // marked although the first try there did not come through
        var delivery = await stage.Database.ReadAsync(db => db.Deliveries.SingleAsync(row => row.DispatchId == dispatch));
        Assert.Equal((DeliveryState.Sent, true), (delivery.State, delivery.MayBeRepeated));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Crash_ThenATryThatIsTurnedAway_StillMeetsTheSameSupplier(string name)
    {
        await using var stage = await StageAsync(name);
        var dispatch = await StartAsync(stage, homes: 1);
        stage.Sms.BeforeAnswer = () => throw new InvalidOperationException("the process ended");
        await Assert.ThrowsAsync<InvalidOperationException>(stage.SendAsync);
        var taken = stage.Sms.AskedOf[0].Endpoint;
        stage.Sms.BeforeAnswer = () => Task.CompletedTask;
        await stage.Database.WriteAsync(db => db.Batches.ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseUntil, (DateTime?)null)));

        stage.Sms.AnswersOf = (endpoint, _) => endpoint == taken ? SendOutcome.Throttled("429", TimeSpan.FromSeconds(2), isOfAccount: true) : null;
        await stage.SendAsync();
        Assert.Equal(DeliveryState.Unknown, await stage.Database.ReadAsync(db => db.Deliveries.Where(row => row.DispatchId == dispatch).Select(row => row.State).SingleAsync()));
        stage.Sms.AnswersOf = (_, _) => null;
        await AdvanceAsync(stage, TimeSpan.FromSeconds(5));

        Assert.All(stage.Sms.AskedOf, ask => Assert.Equal(taken, ask.Endpoint));
        var delivery = await stage.Database.ReadAsync(db => db.Deliveries.SingleAsync(row => row.DispatchId == dispatch));
        Assert.Equal((DeliveryState.Sent, false), (delivery.State, delivery.MayBeRepeated));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Correction_OfWhatWaitsForARestingSupplier_DoesNotWaitForIt(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var matter = Guid.CreateVersion7();
        var data = stage.Database.Data;
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        await stage.StartAsync(matter);
        await stage.ExpandAsync();
        stage.Sms.Answers = _ => SendOutcome.Unknown("cut");
        await stage.SendAsync();
        stage.Sms.Answers = _ => SendOutcome.Throttled("429", TimeSpan.FromMinutes(10), isOfAccount: true);
        await AdvanceAsync(stage, TimeSpan.FromSeconds(3));

        var correction = await stage.StartAsync(matter, Audience.Told);
        await stage.SendAsync();
        stage.Sms.Answers = _ => SendOutcome.Sent;
        await AdvanceAsync(stage, TimeSpan.FromMinutes(10));
        await stage.ExpandAsync();
        await stage.SendAsync();

        Assert.Equal(1, (await stage.TallyAsync(correction, TestTree.Village)).Sent);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task OneItem_ThatIsRefusedAsOurFault_PausesNobodyElse(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        await stage.Database.WriteAsync(db => db.Endpoints.ExecuteUpdateAsync(set => set.SetProperty(row => row.ItemsPerRequest, 1)));
        await StartAsync(stage, homes: 5);
        var bad = await stage.Database.ReadAsync(db => db.Deliveries.MinAsync(row => row.Id));
        stage.Sms.Answers = item => item.Key == DeliveryKey.Format(bad) ? SendOutcome.Misconfigured("bad-key") : SendOutcome.Sent;

        await stage.SendAsync();

        Assert.Equal(4, await stage.Database.ReadAsync(db => db.Deliveries.CountAsync(row => row.State == DeliveryState.Sent)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task SwitchedOff_WithAnUnknownOutcome_GoesToAnotherAndIsShownAsPerhapsRepeated(string name)
    {
        await using var stage = await StageAsync(name);
        var dispatch = await StartAsync(stage, homes: 1);
        stage.Sms.Answers = _ => SendOutcome.Unknown("cut");
        await stage.SendAsync();
        var off = stage.Sms.AskedOf[0].Endpoint;
        await stage.Database.WriteAsync(db => db.Endpoints.Where(row => row.Name == off).ExecuteUpdateAsync(set => set.SetProperty(row => row.IsEnabled, false)));
        stage.Database.Get<EndpointPlans>().Forget();

        stage.Sms.Answers = _ => SendOutcome.Sent;
        await AdvanceAsync(stage, TimeSpan.FromSeconds(5));

        Assert.NotEqual(off, stage.Sms.AskedOf[^1].Endpoint);
        var delivery = await stage.Database.ReadAsync(db => db.Deliveries.SingleAsync(row => row.DispatchId == dispatch));
        Assert.Equal((DeliveryState.Sent, true), (delivery.State, delivery.MayBeRepeated));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Broken_IsAskedByOneProbeOnlyUntilItAnswers(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        for (var i = 0; i < 6; i++) await StartAsync(stage, homes: 1);
        stage.Sms.Answers = _ => SendOutcome.Unreachable("connection");

        await stage.SendAsync();
        var before = stage.Sms.Requests.Count;
        stage.Database.Clock.Advance(EndpointTraffic.BreakTime + TimeSpan.FromSeconds(1));
        await stage.SendAsync();

        Assert.Equal(4, before);
        Assert.Equal(5, stage.Sms.Requests.Count);
        stage.Sms.Answers = _ => SendOutcome.Sent;
        await AdvanceAsync(stage, TimeSpan.FromMinutes(1));
        Assert.Equal(0, await stage.Database.ReadAsync(db => db.Deliveries.CountAsync(row => row.State < Delivery.FirstFinal)));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task TwoSuppliers_ShareTheBatchesByTheirWeights(string name)
    {
        await using var stage = await StageAsync(name);
        await StartAsync(stage, homes: 1);
        for (var i = 0; i < 9; i++) await StartAsync(stage, homes: 0);

        await stage.SendAsync();

        Assert.Equal([50, 50], (await stage.Database.Get<ChannelQueries>().StatesAsync(isTraining: true, CancellationToken.None)).Where(row => row.Channel == DispatchChannels.Sms).Select(row => row.Share));
        Assert.Equal([5, 5], stage.Sms.AskedOf.GroupBy(ask => ask.Endpoint, StringComparer.Ordinal).Select(part => part.Count()));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ItemsPerRequest_OfOne_MakesARequestPerMessage(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        await stage.Database.WriteAsync(db => db.Endpoints.ExecuteUpdateAsync(set => set.SetProperty(row => row.ItemsPerRequest, 1)));
        await StartAsync(stage, homes: 5);

        await stage.SendAsync();

        Assert.Equal([1, 1, 1, 1, 1], stage.Sms.Requests);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task BadNumbers_OfABatch_FailAlone(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var dispatch = await StartAsync(stage, homes: 100);
        var bad = new[] { 3, 50, 99 };
        var keys = await stage.Database.ReadAsync(db => db.Deliveries.OrderBy(row => row.Id).Select(row => row.Id).ToListAsync());
        stage.Sms.Answers = item => bad.Any(index => DeliveryKey.Format(keys[index]) == item.Key) ? SendOutcome.Rejected("bad-number") : SendOutcome.Sent;

        await stage.SendAsync();

        var failed = await stage.Database.ReadAsync(db => db.Deliveries.Where(row => row.State == DeliveryState.Failed).OrderBy(row => row.Id).Select(row => new { row.Id, row.Code }).ToListAsync());
        Assert.Equal(bad.Select(index => keys[index]), failed.Select(row => row.Id));
        Assert.All(failed, row => Assert.Equal("bad-number", row.Code));
        Assert.Equal(97, await stage.Database.ReadAsync(db => db.Deliveries.CountAsync(row => row.State == DeliveryState.Sent)));
        await stage.AssertSoundAsync(dispatch);
    }

    private static async Task<DispatchStage> StageAsync(string name)
    {
        var stage = await DispatchStage.CreateAsync(name);
        await stage.SecondSupplierAsync(stage.Sms, Second);
        return stage;
    }

    // households of the one village; none means those that are there already
    private static async Task<long> StartAsync(DispatchStage stage, int homes)
    {
        var data = stage.Database.Data;
        for (var i = 0; i < homes; i++) await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(data.NextPhone())));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();
        return dispatch;
    }

    // in steps, as time passes while the engine works
    private static async Task AdvanceAsync(DispatchStage stage, TimeSpan time)
    {
        for (var passed = TimeSpan.Zero; passed < time; passed += TimeSpan.FromSeconds(1))
        {
            await stage.SendAsync();
            stage.Database.Clock.Advance(TimeSpan.FromSeconds(1));
        }
        await stage.SendAsync();
    }
}
