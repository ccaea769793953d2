namespace GovLiaison.Web.Tests.Shell;

public sealed class PhraseTests
{
    [Theory]
    [InlineData("{0} household[s] wait[s|]", "1", "1 household waits")]
    [InlineData("{0} household[s] wait[s|]", "12", "12 households wait")]
    [InlineData("{0} other count[y|ies]", 1, "1 other county")]
    [InlineData("{0} other count[y|ies]", 2, "2 other counties")]
    [InlineData("{0} 户", 1, "1 户")]
    public void Of_AFigure_SaysOneAndManyApart(string text, object figure, string said) => Assert.Equal(said, Phrase.Of(text, figure));

    [Fact]
    public void Of_TwoFigures_CountsEachByItself() => Assert.Equal("1 village, 2 households", Phrase.Of("{0} village[s], {1} household[s]", 1, 2));
}
