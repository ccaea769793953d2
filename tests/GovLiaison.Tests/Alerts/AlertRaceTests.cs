using GovLiaison.Alerts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Alerts;

public sealed class AlertRaceTests
{
    private const int Rounds = 20;

    private static CancellationToken Token => AlertScene.Token;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_ByTwoAtOnce_HasOneWinnerEveryTime(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var refused = new List<string?>();
        for (var round = 0; round < Rounds; round++)
        {
            var (draft, version) = await scene.SubmittedAsync();

            var results = await Task.WhenAll(new[] { scene.Signer, scene.OtherSigner }
                .Select(signer => Task.Run(() => scene.Alerts.SignAsync(draft.MessageId, version, false, signer, Token), Token)));

            refused.Add(Assert.Single(results, result => result.IsRefused).Refusal!.Code);
            Assert.Equal(["submitted", "signed"], await scene.DecisionsAsync(draft.MessageId));
        }

        Assert.All(refused, code => Assert.True(code is "AlreadySigned" or "Stale", code));
        Assert.Equal(Rounds, await scene.Database.ReadAsync(db => db.DispatchRuns.CountAsync(Token)));
        Assert.Equal(Rounds, (await scene.Database.ActsAsync()).Count(act => act is "AlertSigned"));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Sign_AgainstAReturnAtOnce_HasOneWinner(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        for (var round = 0; round < Rounds; round++)
        {
            var (draft, version) = await scene.SubmittedAsync();

            var signing = Task.Run(() => scene.Alerts.SignAsync(draft.MessageId, version, false, scene.Signer, Token), Token);
            var returning = Task.Run(() => scene.Alerts.ReturnAsync(new GiveBack(draft.MessageId, version, "等等"), scene.OtherSigner, Token), Token);
            var (signed, returned) = (await signing, await returning);

            Assert.NotEqual(signed.IsRefused, returned.IsRefused);
            var runs = await scene.Database.ReadAsync(db => db.DispatchRuns.CountAsync(row => row.SubjectId == draft.MessageId, Token));
            Assert.Equal(signed.IsRefused ? 0 : 1, runs);
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Withdraw_AgainstASignatureAtOnce_HasOneWinner(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        for (var round = 0; round < Rounds; round++)
        {
            var (draft, version) = await scene.SubmittedAsync();

            var signing = Task.Run(() => scene.Alerts.SignAsync(draft.MessageId, version, false, scene.Signer, Token), Token);
            var withdrawing = Task.Run(() => scene.Alerts.WithdrawAsync(draft.MessageId, version, scene.Author, Token), Token);
            var (signed, withdrawn) = (await signing, await withdrawing);

            Assert.NotEqual(signed.IsRefused, withdrawn.IsRefused);
            var runs = await scene.Database.ReadAsync(db => db.DispatchRuns.CountAsync(row => row.SubjectId == draft.MessageId, Token));
            Assert.Equal(signed.IsRefused ? 0 : 1, runs);
        }
    }
}
