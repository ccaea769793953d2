using GovLiaison.Alerts;
using GovLiaison.Dispatch;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Alerts;

public sealed class AlertFollowUpTests
{
    private static CancellationToken Token => AlertScene.Token;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task DraftUpdate_CopiesTheLastMessageAndSpeaksToThoseWhoLeft(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (first, _) = await scene.SignedAsync(with: save => save with { TagIds = [AlertScene.Tag("apple")] });

        var update = (await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Author, Token)).Value;

        var detail = (await scene.Details.FindAsync(update.MessageId, scene.Author, Token)).Value;
        Assert.Equal((AlertMessageKind.Update, AlertMessageStatus.Draft, (DateTime?)scene.Now.AddHours(12)), (detail.Kind, detail.Status, detail.ExpiresAt));
        Assert.Equal(AlertScene.Frost, detail.Texts[0]);
        Assert.Equal(TextAudiences.ResidentLeft, detail.Texts[1].Audience);
        Assert.Contains("您村不再受影响", detail.Texts[1].Sms, StringComparison.Ordinal);
        Assert.Equal((scene.VillageId, AlertScene.Tag("apple")), (Assert.Single(detail.Areas).DivisionId, Assert.Single(detail.Tags).Id));
        Assert.NotNull(detail.Correction);
        Assert.Equal(first.MessageId, detail.PreviousId);
        Assert.Equal("AlertUpdateDrafted", (await scene.Database.ActsAsync())[^1]);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task DraftUpdate_BesideAnOpenOne_IsRefusedAndNamesItsAuthor(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (first, _) = await scene.SignedAsync();
        var other = await scene.BothAsync(TestTree.County);
        var update = (await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Author, Token)).Value;

        var again = await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Author, Token);
        var besideDraft = await scene.Alerts.DraftUpdateAsync(first.AlertId, other, Token);
        await scene.Alerts.SubmitAsync(update.MessageId, update.Version, scene.Author, Token);
        var besideSubmitted = await scene.Alerts.DraftUpdateAsync(first.AlertId, other, Token);
        var lift = await scene.Alerts.DraftLiftAsync(first.AlertId, scene.Author, Token);
        var secondLift = await scene.Alerts.DraftLiftAsync(first.AlertId, scene.Author, Token);

        Assert.Equal("AlertUpdateOpen", again.Refusal?.Code);
        Assert.NotEmpty(Assert.IsType<string>(Assert.Single(again.Refusal!.Arguments)));
        Assert.False(besideDraft.IsRefused); // somebody else's draft is not seen and binds nobody
        Assert.Equal("AlertUpdateOpen", besideSubmitted.Refusal?.Code);
        Assert.False(lift.IsRefused); // the danger may be over before an update is signed
        Assert.Equal("AlertLiftOpen", secondLift.Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_OfAnUpdate_ReachesItsAreaAndWhoeverWasTold(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (first, sent) = await scene.SignedAsync();
        var update = (await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Author, Token)).Value;

        var updated = await scene.SignAsync(update);

        var run = await scene.RunAsync(updated.DispatchId);
        Assert.Equal((2, Audience.AreaAndTold, true, (long?)sent.DispatchId), (updated.Number, run.Audience, run.AsksForAnswer, run.AfterId));
        Assert.Equal(DispatchState.Stopped, (await scene.RunAsync(sent.DispatchId)).State);
        Assert.Equal([TextAudiences.Resident, TextAudiences.ResidentLeft, TextAudiences.Officer, TextAudiences.Duty],
            (await scene.CarriedAsync(updated.DispatchId)).Select(text => text.Audience));
        Assert.Equal(AlertMessageStatus.Held, (await scene.CorrectionAsync(update.MessageId)).Status);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Submit_OfAnUpdateWithoutWordsForThoseWhoLeft_IsRefused(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (first, _) = await scene.SignedAsync();
        var update = (await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Author, Token)).Value;
        var version = (await scene.Alerts.SaveAsync(scene.Complete(update), scene.Author, Token)).Value;

        var submitted = await scene.Alerts.SubmitAsync(update.MessageId, version, scene.Author, Token);

        Assert.Equal("AlertLeftTextMissing", submitted.Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_OfALift_ReachesWhoeverWasToldAndEndsTheAlert(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (first, _) = await scene.SignedAsync();
        var late = (await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Author, Token)).Value;
        var lift = (await scene.Alerts.DraftLiftAsync(first.AlertId, scene.Author, Token)).Value;

        var lifted = await scene.SignAsync(lift);

        var run = await scene.RunAsync(lifted.DispatchId);
        Assert.Equal((2, Audience.Told, false), (lifted.Number, run.Audience, run.AsksForAnswer));
        Assert.Contains("霜冻橙色预警解除", (await scene.CarriedAsync(lifted.DispatchId))[0].Headline, StringComparison.Ordinal);
        Assert.False(await scene.Database.ReadAsync(db => db.AlertMessages.AnyAsync(row => row.CorrectsId == lift.MessageId, Token)));
        Assert.Equal("AlertEnded", (await scene.Alerts.SubmitAsync(late.MessageId, late.Version, scene.Author, Token)).Refusal?.Code);
        Assert.Equal("AlertEnded", (await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Author, Token)).Refusal?.Code);
        Assert.Equal("AlertEnded", (await scene.Alerts.DraftLiftAsync(first.AlertId, scene.Author, Token)).Refusal?.Code);
        Assert.Equal("AlertEnded", (await scene.Alerts.ReleaseCorrectionAsync(first.AlertId, scene.Signer, Token)).Refusal?.Code);
        Assert.Contains(await scene.Database.ActsAsync(), act => act is "AlertLiftDrafted");
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_OfAnUpdateThatALiftOvertook_IsRefused(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (first, _) = await scene.SignedAsync();
        var update = (await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Author, Token)).Value;
        var version = (await scene.Alerts.SubmitAsync(update.MessageId, update.Version, scene.Author, Token)).Value;
        await scene.SignAsync((await scene.Alerts.DraftLiftAsync(first.AlertId, scene.Author, Token)).Value);

        var signed = await scene.Alerts.SignAsync(update.MessageId, version, false, scene.Signer, Token);

        Assert.Equal("AlertEnded", signed.Refusal?.Code);
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task FollowUp_OfWhatIsNotOutOrOver_IsRefused(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (submitted, _) = await scene.SubmittedAsync();
        var (first, _) = await scene.SignedAsync();

        Assert.Equal("AlertNotSent", (await scene.Alerts.DraftUpdateAsync(submitted.AlertId, scene.Author, Token)).Refusal?.Code);
        Assert.Equal("AlertNotSent", (await scene.Alerts.ReleaseCorrectionAsync(submitted.AlertId, scene.Signer, Token)).Refusal?.Code);
        Assert.Equal("AlertNotSent", (await scene.Alerts.StopAsync(submitted.AlertId, "发错了", scene.Signer, Token)).Refusal?.Code);
        Assert.Equal("NotPermitted", (await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Signer, Token)).Refusal?.Code);
        Assert.Equal("NotFound", (await scene.Alerts.DraftLiftAsync(first.AlertId, scene.ForeignSigner, Token)).Refusal?.Code);
        scene.Database.Clock.Advance(TimeSpan.FromHours(12));
        Assert.Equal("AlertEnded", (await scene.Alerts.DraftLiftAsync(first.AlertId, scene.Author, Token)).Refusal?.Code);
    }
}
