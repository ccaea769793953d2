namespace GovLiaison.Web.Tests;

public sealed class TextPairsTests
{
    [Fact]
    public void Texts_InSrc_AreCompleteInBothLanguages()
    {
        var files = TextPairs.Read();

        Assert.Contains(files, file => file.Values.ContainsKey("ProductName"));
        Assert.Empty(TextPairs.Faults(files));
    }

    [Fact]
    public void Texts_ThatDiffer_AreNamed()
    {
        var faults = TextPairs.Faults(
        [
            new("A/ATexts.resx", new Dictionary<string, string>(StringComparer.Ordinal) { ["Same"] = "{1} 于 {0:N0}，{{2}}", ["Few"] = "共 {0} 户", ["Gone"] = "无", ["Blank"] = " " }),
            new("A/ATexts.en-US.resx", new Dictionary<string, string>(StringComparer.Ordinal) { ["Same"] = "{0} by {1}", ["Few"] = "households", ["Blank"] = "-", ["More"] = "more" }),
            new("B/BTexts.resx", new Dictionary<string, string>(StringComparer.Ordinal)),
            new("C/Words.resx", new Dictionary<string, string>(StringComparer.Ordinal)),
            new("C/Words.en-US.resx", new Dictionary<string, string>(StringComparer.Ordinal)),
        ]);

        string[] expected =
        [
            "C/Words.resx is named neither *Texts.resx nor *Texts.en-US.resx",
            "C/Words.en-US.resx is named neither *Texts.resx nor *Texts.en-US.resx",
            "B/BTexts.resx has no B/BTexts.en-US.resx beside it",
            "A/ATexts.resx: Blank is empty",
            "A/ATexts.en-US.resx: Few fills [], the Chinese text [0]",
            "A/ATexts.en-US.resx: Gone is missing",
            "A/ATexts.resx: More is missing",
        ];
        Assert.Equal(expected, faults);
    }
}
