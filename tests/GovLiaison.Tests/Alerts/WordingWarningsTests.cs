using GovLiaison.Alerts;
using GovLiaison.Templates;

namespace GovLiaison.Tests.Alerts;

public sealed class WordingWarningsTests
{
    private static readonly LevelWords Words = new(TemplateDefaults.Levels);
    private static readonly AlertWording Frost = AlertWording.Of(Choice(TemplateDefaults.Templates[0]));
    private static readonly AlertLabel Label = new("frost", "霜冻", "Frost", "orange", "橙色", "Orange");

    [Fact]
    public void Find_InTheTemplateOfTheLevel_HasNothingToSay() =>
        Assert.Empty(WordingWarnings.Find(Words, "orange", AlertMessageKind.Alert, [Frost], null, []));

    [Fact]
    public void Find_WithAnotherLevel_NamesEveryPlace()
    {
        var found = WordingWarnings.Find(Words, "blue", AlertMessageKind.Alert, [Frost], Frost with { Fact = "刚才的霜冻橙色预警是误发" }, []);

        Assert.Equal(["headline", "sms", "spoken"], found.Where(row => !row.IsCorrection).Select(row => row.Field), StringComparer.Ordinal);
        Assert.Contains(found, row => row is { IsCorrection: true, Field: "fact", Before: "刚才的霜冻", Word: "橙色", After: "预警是误发" });
    }

    [Theory]
    [InlineData("霜冻橙色预警升级为红色", "orange", "红色")]
    [InlineData("蓝田县、黄河边、红枣园", "orange", "")]
    [InlineData("Orange frost warning for the orangery", "blue", "Orange")]
    [InlineData("Infrared", "blue", "")]
    [InlineData("深橙色预警", "deep", "")]
    [InlineData("深橙色预警", "orange", "深橙色")]
    public void Find_LooksForWholeNamesOfAnOpenList(string headline, string level, string expected)
    {
        var words = new LevelWords([.. TemplateDefaults.Levels, new AlertLevel { Code = "deep", NameZh = "深橙色", NameEn = "Deep orange", Rank = 5 }]);

        var found = WordingWarnings.Find(words, level, AlertMessageKind.Alert, [AlertWording.Empty("zh-CN") with { Headline = headline }], null, []);

        Assert.Equal(expected, string.Join(' ', found.Select(row => row.Word)));
    }

    [Theory]
    [InlineData(AlertMessageKind.Alert, true)]
    [InlineData(AlertMessageKind.Update, true)]
    [InlineData(AlertMessageKind.Lift, false)]
    public void Find_AnSmsWithoutALink_WarnsWhereAnAnswerIsAsked(AlertMessageKind kind, bool warns)
    {
        var found = WordingWarnings.Find(Words, "orange", kind, [Frost with { Sms = "霜冻橙色预警，收到回1" }], null, []);

        Assert.Equal(warns, found.Any(row => row.Fault is WordingFault.NoLink));
    }

    [Theory]
    [InlineData(AlertMessageKind.Update, "霜冻提前到20时", "", "sms spoken")]
    [InlineData(AlertMessageKind.Update, "霜冻提前到20时", "更新：", "spoken")]
    [InlineData(AlertMessageKind.Alert, "霜冻提前到20时", "", "")]
    public void Find_AnUpdateThatSoundsLikeTheMessageBefore_NamesWhatWasNotChanged(AlertMessageKind kind, string headline, string smsBefore, string expected)
    {
        var found = WordingWarnings.Find(Words, "orange", kind, [Frost with { Headline = headline, Sms = smsBefore + Frost.Sms }], null, [Frost]);

        Assert.Equal(expected, string.Join(' ', found.Where(row => row.Fault is WordingFault.SameAsBefore).Select(row => row.Field)));
    }

    [Fact]
    public void Follow_AnUneditedText_IsRenamedAndComesBack()
    {
        var follow = new LevelFollow(Words, [Choice(TemplateDefaults.Templates[0])], Label);

        var blue = follow.Follow(Frost, "orange", "blue")!;
        var yellow = follow.Follow(blue.Text, "blue", "yellow")!;
        var orange = follow.Follow(yellow.Text, "yellow", "orange")!;

        Assert.Equal(("霜冻蓝色预警", false), (blue.Text.Headline, blue.IsTemplate));
        Assert.Contains("霜冻黄色预警", yellow.Text.Spoken, StringComparison.Ordinal);
        Assert.Equal((Frost, true), (orange.Text, orange.IsTemplate));
    }

    [Fact]
    public void Follow_ToALevelWithATemplate_TakesIt()
    {
        var blue = Choice(TemplateDefaults.Templates[0]) with { LevelCode = "blue", Headline = "霜冻蓝色预警", Fact = "今夜有轻霜" };
        var follow = new LevelFollow(Words, [Choice(TemplateDefaults.Templates[0]), blue], Label);

        Assert.Equal("今夜有轻霜", follow.Follow(Frost, "orange", "blue")!.Text.Fact);
    }

    [Fact]
    public void Follow_WhatSomebodyWrote_LeavesItAlone() =>
        Assert.Null(new LevelFollow(Words, [Choice(TemplateDefaults.Templates[0])], Label).Follow(Frost with { Fact = "今夜零下3度" }, "orange", "blue"));

    private static TemplateChoice Choice(AlertTemplate row) =>
        new(row.Id, row.HazardCode, row.LevelCode, row.Language, row.Headline, row.Fact, row.Actions, row.Sms, row.Spoken);
}
