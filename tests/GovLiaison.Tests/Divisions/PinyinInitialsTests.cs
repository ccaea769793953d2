using GovLiaison.Divisions;

namespace GovLiaison.Tests.Divisions;

public sealed class PinyinInitialsTests
{
    [Theory]
    [InlineData("陕西省", "sxs")]
    [InlineData("洛川县", "lcx")]
    [InlineData("旬邑县", "xyx")]
    [InlineData("鄠邑区", "hyq")]
    [InlineData("柞水县", "zsx")]
    [InlineData("潼关县", "tgx")]
    [InlineData("岐山县", "qsx")]
    [InlineData("镇巴县", "zbx")]
    [InlineData("澄城县", "ccx")]
    [InlineData("漫川关镇", "mcgz")]
    [InlineData("华州区", "hzq")]
    [InlineData("灞桥区", "bqq")]
    [InlineData("沣东新城", "fdxc")]
    [InlineData("鄜城街道", "fcjd")]
    [InlineData("圪堵村委会", "gdcwh")]
    [InlineData("咸阳市", "xys")]
    public void Of_NamesOfShaanxi_GivesTheirInitials(string name, string expected) => Assert.Equal(expected, PinyinInitials.Of(name));

    [Theory]
    [InlineData("长安区", "caq zaq")]
    [InlineData("子长市", "zcs zzs")]
    [InlineData("延长县", "ycx yzx")]
    [InlineData("乾县", "qx gx")]
    [InlineData("吴堡县", "wbx wpx")]
    [InlineData("召公镇", "zgz sgz")]
    [InlineData("重阳村", "cyc zyc")]
    public void Of_CharactersOfSeveralReadings_GivesTheUsualOneFirst(string name, string expected) => Assert.Equal(expected, PinyinInitials.Of(name));

    [Theory]
    [InlineData("三〇二（2）社区A", "sle2sqa")]
    [InlineData("", "")]
    [InlineData("（）", "")]
    public void Of_DigitsLettersAndSigns_KeepsWhatCanBeTyped(string name, string expected) => Assert.Equal(expected, PinyinInitials.Of(name));

    [Fact]
    public void Of_ANameOfManyReadings_StaysInItsColumn()
    {
        var initials = PinyinInitials.Of(string.Concat(Enumerable.Repeat("长", 60)));

        Assert.InRange(initials.Length, 60, 80);
    }
}
