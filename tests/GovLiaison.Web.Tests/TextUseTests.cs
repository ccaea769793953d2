namespace GovLiaison.Web.Tests;

public sealed class TextUseTests
{
    [Fact]
    public void Texts_InSrc_AreAllShownSomewhere() => Assert.Empty(TextUse.Faults(TextPairs.Read(), TextUse.Sources(), TextUse.Composed));

    [Fact]
    public void Texts_ThatAreUsedNowhere_AreNamed()
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal) { ["Title"] = "预警", ["TitleLong"] = "预警", ["Say_Sent"] = "发了" };

        var faults = TextUse.Faults([new("A/ATexts.resx", texts), new("B/BTexts.en-US.resx", texts)], "ATexts.Title + BTexts.TitleLong",
            new Dictionary<string, string[]>(StringComparer.Ordinal) { ["ATexts"] = ["Say_"] });

        string[] expected = ["A/ATexts.resx: TitleLong is used nowhere", "B/BTexts.en-US.resx: Title is used nowhere", "B/BTexts.en-US.resx: Say_Sent is used nowhere"];
        Assert.Equal(expected, faults);
    }
}
