using System.Text.Json;
using GovLiaison.Alerts;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Alerts;

public sealed class AlertReleaseTests
{
    private const int Rounds = 20;

    private static CancellationToken Token => AlertScene.Token;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ReleaseCorrection_ByOneSigner_GivesItIdentifierAndTimeAndReachesTheTold(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (first, sent) = await scene.SignedAsync();
        var held = await scene.CorrectionAsync(first.MessageId);
        scene.Database.Clock.Advance(TimeSpan.FromMinutes(3));

        var released = (await scene.Alerts.ReleaseCorrectionAsync(first.AlertId, scene.OtherSigner, Token)).Value;

        var correction = await scene.MessageAsync(held.Id);
        var run = await scene.RunAsync(released.DispatchId);
        Assert.Equal((AlertMessageStatus.Sent, 2, "2026-04-09T22:03:00+08:00"), (correction.Status, correction.Number, correction.Sent));
        Assert.NotEqual(sent.Identifier, correction.Identifier);
        Assert.Equal(held.Digest, correction.Digest);
        Assert.Equal((scene.Signer.PersonId, held.SignedAt), (correction.SignedBy, correction.SignedAt));
        Assert.Equal((Audience.Told, false, 0, scene.Now), (run.Audience, run.AsksForAnswer, run.Lane, run.StartedAt));
        Assert.Equal(["released"], await scene.DecisionsAsync(held.Id));
        Assert.Equal("CorrectionReleased", (await scene.Database.ActsAsync())[^1]);
        Assert.Equal("AlertCorrectionReleased", (await scene.Alerts.ReleaseCorrectionAsync(first.AlertId, scene.Signer, Token)).Refusal?.Code);
        Assert.Equal("AlertEnded", (await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Author, Token)).Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ReleaseCorrection_AfterAnUpdate_ReleasesTheUpdatesOwn(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (first, _) = await scene.SignedAsync();
        var update = (await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Author, Token)).Value;
        await scene.SignAsync(update);

        var released = (await scene.Alerts.ReleaseCorrectionAsync(first.AlertId, scene.Signer, Token)).Value;

        Assert.Equal(((await scene.CorrectionAsync(update.MessageId)).Id, 3), (released.MessageId, released.Number));
        Assert.Equal(AlertMessageStatus.Held, (await scene.CorrectionAsync(first.MessageId)).Status);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ReleaseCorrection_AfterTheExpiry_IsPossibleForADay(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (late, _) = await scene.SignedAsync();
        var (tooLate, _) = await scene.SignedAsync();

        scene.Database.Clock.Advance(TimeSpan.FromHours(35));
        var released = await scene.Alerts.ReleaseCorrectionAsync(late.AlertId, scene.Signer, Token);
        scene.Database.Clock.Advance(TimeSpan.FromHours(1));
        var refused = await scene.Alerts.ReleaseCorrectionAsync(tooLate.AlertId, scene.Signer, Token);

        Assert.False(released.IsRefused);
        Assert.Equal("AlertEnded", refused.Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ReleaseCorrection_WithoutTheRight_IsRefused(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (first, _) = await scene.SignedAsync(with: save => save with { AreaIds = [scene.CountyId] });
        var township = await scene.BothAsync(TestTree.Township);

        Assert.Equal("NotPermitted", (await scene.Alerts.ReleaseCorrectionAsync(first.AlertId, scene.Author, Token)).Refusal?.Code);
        Assert.Equal("NotFound", (await scene.Alerts.ReleaseCorrectionAsync(first.AlertId, scene.ForeignSigner, Token)).Refusal?.Code);
        Assert.Equal("AlertAreaOutsideSigning", (await scene.Alerts.ReleaseCorrectionAsync(first.AlertId, township, Token)).Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ReleaseCorrection_ByTwoAtOnce_HasOneWinner(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        for (var round = 0; round < Rounds; round++)
        {
            var (first, _) = await scene.SignedAsync();

            var results = await Task.WhenAll(new[] { scene.Signer, scene.OtherSigner }
                .Select(signer => Task.Run(() => scene.Alerts.ReleaseCorrectionAsync(first.AlertId, signer, Token), Token)));

            var refusal = Assert.Single(results, result => result.IsRefused).Refusal!.Code;
            Assert.True(refusal is "AlertCorrectionReleased" or "Stale", refusal);
            Assert.Equal(2, await scene.Database.ReadAsync(db => db.DispatchRuns.CountAsync(row => row.MatterId == first.AlertId, Token)));
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task ReleaseCorrection_AgainstALiftAtOnce_HasOneWinner(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        for (var round = 0; round < Rounds; round++)
        {
            var (first, _) = await scene.SignedAsync();
            var lift = (await scene.Alerts.DraftLiftAsync(first.AlertId, scene.Author, Token)).Value;
            var version = (await scene.Alerts.SubmitAsync(lift.MessageId, lift.Version, scene.Author, Token)).Value;

            var results = await Task.WhenAll(
                Task.Run(() => scene.Alerts.SignAsync(lift.MessageId, version, false, scene.Signer, Token), Token),
                Task.Run(() => scene.Alerts.ReleaseCorrectionAsync(first.AlertId, scene.OtherSigner, Token), Token));

            var refusal = Assert.Single(results, result => result.IsRefused).Refusal!.Code;
            Assert.True(refusal is "AlertEnded" or "Stale", refusal);
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Stop_EndsTheDispatchAndSaysHowManyHadGone(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (first, sent) = await scene.SignedAsync();

        Assert.Equal("NotPermitted", (await scene.Alerts.StopAsync(first.AlertId, "发错了", scene.Author, Token)).Refusal?.Code);
        Assert.Equal("NotFound", (await scene.Alerts.StopAsync(first.AlertId, "发错了", scene.ForeignSigner, Token)).Refusal?.Code);
        Assert.Equal("AlertReasonTooLong", (await scene.Alerts.StopAsync(first.AlertId, new string('长', 501), scene.Signer, Token)).Refusal?.Code);
        Assert.Equal("AlertStopReasonMissing", (await scene.Alerts.StopAsync(first.AlertId, " ", scene.Signer, Token)).Refusal?.Code);
        var stopped = await scene.Alerts.StopAsync(first.AlertId, "范围选大了", scene.Signer, Token);

        Assert.Equal(0, stopped.Value);
        Assert.Equal(DispatchState.Stopped, (await scene.RunAsync(sent.DispatchId)).State);
        Assert.Equal("AlertNothingToStop", (await scene.Alerts.StopAsync(first.AlertId, "再停一次", scene.Signer, Token)).Refusal?.Code);
        Assert.Equal(["submitted", "signed", "stopped"], await scene.DecisionsAsync(first.MessageId));
        var record = await scene.Database.ReadAsync(db => db.AuditEntries.OrderBy(row => row.Id).LastAsync());
        Assert.Equal("AlertStopped", record.Act);
        Assert.Equal("范围选大了", JsonDocument.Parse(record.Detail).RootElement.GetProperty("reason").GetString());
        // it is sent no further and stays in force
        Assert.NotNull(Assert.Single((await scene.Lists.ListAsync(new ListAlerts(false, AlertStage.Running), scene.Signer, Token)).Rows).StoppedAt);
        Assert.False((await scene.Alerts.ReleaseCorrectionAsync(first.AlertId, scene.Signer, Token)).IsRefused);
    }
}
