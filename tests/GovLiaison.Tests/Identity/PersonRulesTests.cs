using GovLiaison.Identity;

namespace GovLiaison.Tests.Identity;

public sealed class PersonRulesTests
{
    [Theory]
    [InlineData("王秀英", "王*英")]
    [InlineData("王芳", "王*")]
    [InlineData("王", "王*")]
    [InlineData("古丽巴哈尔·买买提", "古**提")]
    [InlineData("𠮷田", "𠮷*")]
    public void Mask_KeepsTheEndsAlone(string name, string expected) => Assert.Equal(expected, PersonRules.Mask(name));

    [Theory]
    [InlineData("19900000001", true)]
    [InlineData("+8619900000001", true)]
    [InlineData("02988888888", true)]
    [InlineData(null, true)]
    [InlineData("", false)]
    [InlineData("1234", false)]
    [InlineData("199 0000 0001", false)]
    [InlineData("++8619900000001", false)]
    [InlineData("１９９００００００１", false)]
    [InlineData("1990000000119900", false)]
    public void CheckPhone_TakesDigitsOnly(string? phone, bool fits) => Assert.Equal(fits, PersonRules.CheckPhone(phone) is null);

    [Theory]
    [InlineData("王秀英", true)]
    [InlineData("", false)]
    [InlineData(" 王", false)]
    [InlineData("王\n", false)]
    public void CheckName_TakesOneTrimmedLine(string name, bool fits) => Assert.Equal(fits, PersonRules.CheckName(name) is null);

    [Theory]
    [InlineData("13812342716", "138****2716")]
    [InlineData("+8613812342716", "+86****2716")]
    [InlineData("02988881234", "029****1234")]
    [InlineData("12345", "****45")]
    [InlineData("7", "****7")]
    public void MaskPhone_HidesTheMiddle(string phone, string expected) => Assert.Equal(expected, PersonRules.MaskPhone(phone));
}
