using GovLiaison.Alerts;
using GovLiaison.Testing;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Tests.Alerts;

public sealed class TrainingMarkTests
{
    private static CancellationToken Token => AlertScene.Token;

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Training_IsMarkedOnEveryTextOfEveryMessage(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var (first, sent) = await scene.SignedAsync(isTraining: true);
        var updated = await scene.SignAsync((await scene.Alerts.DraftUpdateAsync(first.AlertId, scene.Author, Token)).Value);
        var released = (await scene.Alerts.ReleaseCorrectionAsync(first.AlertId, scene.Signer, Token)).Value;
        var (other, _) = await scene.SignedAsync(isTraining: true);
        var lifted = await scene.SignAsync((await scene.Alerts.DraftLiftAsync(other.AlertId, scene.Author, Token)).Value);

        foreach (var message in new[] { sent, updated, released, lifted })
        {
            Assert.True((await scene.RunAsync(message.DispatchId)).IsTraining);
            var read = (await scene.Public.FindAsync(message.MessageId, Token))!;
            var texts = (await scene.CarriedAsync(message.DispatchId)).SelectMany(text => new[] { text.Headline, text.Sms, text.Spoken })
                .Concat(read.Texts.SelectMany(text => new[] { text.Headline, text.Sms, text.Spoken })).ToList();
            Assert.Equal(3 * ((await scene.CarriedAsync(message.DispatchId)).Count + read.Texts.Count), texts.Count);
            Assert.All(texts, text => Assert.StartsWith("【演练】", text, StringComparison.Ordinal));
            Assert.All(texts, text => Assert.Equal(1, text.Split("【演练】").Length - 1));
        }
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Live_IsMarkedNowhere(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);

        var (_, sent) = await scene.SignedAsync();

        var texts = await scene.CarriedAsync(sent.DispatchId);
        Assert.All(texts, text => Assert.DoesNotContain("演练", text.Headline + text.Fact + text.Sms + text.Spoken, StringComparison.Ordinal));
        Assert.Equal(AlertScene.Frost.Sms, texts[0].Sms);
        Assert.Equal(["resident", "officer", "duty"], texts.Select(text => text.Audience));
        Assert.All(texts.Skip(1), text => Assert.Single(text.Sms.Split("{link}").Skip(1)));
        Assert.All(texts.Skip(1), text => Assert.Contains(AlertScene.Frost.Headline, text.Sms, StringComparison.Ordinal));
        Assert.All(texts.Skip(1), text => Assert.Contains("确认", text.Spoken, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Databases.All), MemberType = typeof(Databases))]
    public async Task Training_AtTheLimitOfEveryPart_StillFitsWithItsMark(string database)
    {
        await using var scene = await AlertScene.CreateAsync(database);
        var longest = AlertScene.Frost with
        {
            Headline = new string('霜', AlertLimits.Headline(isTraining: true)),
            Fact = new string('冻', AlertLimits.Fact),
            Sms = new string('信', AlertLimits.Sms(isTraining: true)),
            Spoken = new string('说', AlertLimits.Spoken(isTraining: true)),
        };

        var (_, sent) = await scene.SignedAsync(isTraining: true, with: save => save with { Texts = [longest] });

        var model = await scene.Database.ReadAsync(db => Task.FromResult(db.Model.FindEntityType(typeof(GovLiaison.Dispatch.DispatchText))!));
        int Room(string property) => model.FindProperty(property)!.GetMaxLength()!.Value;
        var texts = await scene.CarriedAsync(sent.DispatchId);
        Assert.All(texts, text => Assert.True(text.Headline.Length <= Room("Headline") && text.Fact.Length <= Room("Fact")
            && text.Sms.Length <= Room("Sms") && text.Spoken.Length <= Room("Spoken"), text.Audience));
        Assert.Equal("AlertHeadlineTooLong", (await scene.Alerts.SaveAsync(
            scene.Complete(await scene.DraftAsync(isTraining: true)) with { Texts = [longest with { Headline = longest.Headline + "霜" }] }, scene.Author, Token)).Refusal?.Code);
    }

    [Fact]
    public void On_WhatIsMarkedAlready_MarksItNotTwice()
    {
        Assert.Equal("【演练】霜冻", TrainingMark.On(isTraining: true, "【演练】霜冻"));
        Assert.Equal("【演练】", TrainingMark.On(isTraining: true, ""));
        Assert.Equal("霜冻", TrainingMark.On(isTraining: false, "霜冻"));
    }
}
