using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Dispatch;

/// <summary>How a batch that is under way ends when its dispatch does, or when one of its rows cannot be read.</summary>
public sealed class SendingEndsTests
{
    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Correction_WhileASupplierPutsSomeOff_DoesNotWaitForTheirTime(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        var (told, busy) = (data.NextPhone(), data.NextPhone());
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(told)));
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(busy)));
        var matter = Guid.CreateVersion7();
        var first = await stage.StartAsync(matter);
        await stage.ExpandAsync();
        stage.Sms.Answers = item => string.Equals(item.Address, busy, StringComparison.Ordinal) ? SendOutcome.Throttled("busy", TimeSpan.FromMinutes(10)) : SendOutcome.Sent;
        stage.Sms.BeforeAnswer = async () =>
        {
            stage.Sms.BeforeAnswer = () => Task.CompletedTask;
            await stage.StartAsync(matter, Audience.Told);
        };

        await stage.SendAsync();
        await stage.ExpandAsync();
        await stage.SendAsync();

        Assert.Equal([told, told], stage.Sms.Asked.Where(item => !string.Equals(item.Address, busy, StringComparison.Ordinal)).Select(item => item.Address));
        Assert.Single(stage.Sms.Asked, item => string.Equals(item.Address, busy, StringComparison.Ordinal));
        await stage.AssertSoundAsync(first);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_WithOneAddressThatCannotBeRead_TellsAllOthersAndHasThatDoorKnockedOn(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        var (read, unread) = (data.NextPhone(), data.NextPhone());
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(read)));
        await data.HouseholdAsync(TestTree.Village, h => h.WithResident(r => r.WithPhone(unread)));
        await stage.Database.WriteAsync(db => db.ContactPoints.Where(row => row.Id == db.ContactPoints.Max(other => other.Id))
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ValueCipher, [1, 99, 0])));
        var dispatch = await stage.StartAsync(Guid.CreateVersion7());
        await stage.ExpandAsync();

        await stage.SendAsync();

        Assert.Equal(read, Assert.Single(stage.Sms.Asked).Address);
        Assert.Equal([null, "unreadable-address"], await stage.Database.ReadAsync(db => db.Deliveries.OrderBy(row => row.Id).Select(row => row.Code).ToListAsync()));
        var tally = await stage.TallyAsync(dispatch, TestTree.Village);
        Assert.Equal((1, 1, 1), (tally.Sent, tally.Failed, tally.MustWalk));
        await stage.AssertSoundAsync(dispatch);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Send_ThatExpiresInTheMiddleOfABatch_SendsNoFurtherCard(string name)
    {
        await using var stage = await DispatchStage.CreateAsync(name);
        var data = stage.Database.Data;
        foreach (var village in new[] { TestTree.Village, TestTree.OtherVillage }) await data.OfficerAsync(village, weComUserId: $"wx-{village}");
        await stage.Database.WriteAsync(db => db.Endpoints.ExecuteUpdateAsync(set => set.SetProperty(row => row.Concurrency, 1)));
        await stage.StartAsync(Guid.CreateVersion7(), lasts: TimeSpan.FromMinutes(5));
        await stage.ExpandAsync();
        stage.WeCom.BeforeAnswer = () =>
        {
            stage.Database.Clock.Advance(TimeSpan.FromMinutes(5));
            return Task.CompletedTask;
        };

        await stage.SendAsync();

        Assert.Single(stage.WeCom.Asked);
        Assert.Equal([DeliveryState.Sent, DeliveryState.Expired], await stage.Database.ReadAsync(db => db.Deliveries.OrderBy(row => row.Id).Select(row => row.State).ToListAsync()));
    }
}
