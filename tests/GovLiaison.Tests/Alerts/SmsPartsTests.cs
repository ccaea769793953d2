using GovLiaison.Alerts;

namespace GovLiaison.Tests.Alerts;

public sealed class SmsPartsTests
{
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(1, 1, 0)]
    [InlineData(70, 1, 0)]
    [InlineData(71, 2, 1)]
    [InlineData(134, 2, 64)]
    [InlineData(135, 3, 1)]
    [InlineData(201, 3, 67)]
    [InlineData(202, 4, 1)]
    public void Of_ChineseText_CountsPartsOf70And67(int characters, int parts, int toSaveOne)
    {
        var counted = SmsParts.Of(new string('霜', characters), linkLength: 0);

        Assert.Equal((characters, parts, toSaveOne), (counted.Characters, counted.Parts, counted.ToSaveOne));
        Assert.Equal(parts < 2 ? 0 : 1, parts < 2 ? 0 : counted.SavedByCutting(toSaveOne));
        Assert.Equal(0, parts < 2 ? 0 : counted.SavedByCutting(toSaveOne - 1));
    }

    [Theory]
    [InlineData(160, 1)]
    [InlineData(161, 2)]
    [InlineData(306, 2)]
    [InlineData(307, 3)]
    public void Of_LatinText_CountsPartsOf160And153(int characters, int parts)
    {
        var counted = SmsParts.Of(new string('a', characters), linkLength: 0);

        Assert.Equal((parts, false), (counted.Parts, counted.IsUnicode));
    }

    [Fact]
    public void Of_LetterOfTheExtendedAlphabet_CountsTwice() => Assert.Equal(2, SmsParts.Of("€", 0).Characters);

    [Fact]
    public void Of_TextWithALink_CountsTheLinkInItsPlace()
    {
        var counted = SmsParts.Of("收到请点{link}", linkLength: 45);

        Assert.Equal((49, 1, true), (counted.Characters, counted.Parts, counted.IsUnicode));
    }

    [Fact]
    public void Of_CharacterOutsideTheBasicPlane_CountsTwo() => Assert.Equal(2, SmsParts.Of("𠮷", 0).Characters);

    [Fact]
    public void SpokenSeconds_AreFourAndAHalfCharactersASecond()
    {
        Assert.Equal(0, SmsParts.SpokenSeconds(""));
        Assert.Equal(1, SmsParts.SpokenSeconds("霜"));
        Assert.Equal(2, SmsParts.SpokenSeconds(new string('霜', 9)));
        Assert.Equal(3, SmsParts.SpokenSeconds(new string('霜', 10)));
    }
}
