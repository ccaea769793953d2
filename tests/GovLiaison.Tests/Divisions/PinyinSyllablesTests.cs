using GovLiaison.Divisions;
using GovLiaison.Testing;

namespace GovLiaison.Tests.Divisions;

public sealed class PinyinSyllablesTests
{
    // read by a person, name by name: 秦都 is no dou, 吴堡 no bao, 略阳 is typed with u
    private const string Places = """
        西安市 xianshi 铜川市 tongchuanshi 宝鸡市 baojishi 咸阳市 xianyangshi 渭南市 weinanshi 延安市 yananshi
        汉中市 hanzhongshi 榆林市 yulinshi 安康市 ankangshi 商洛市 shangluoshi 新城区 xinchengqu 碑林区 beilinqu
        莲湖区 lianhuqu 灞桥区 baqiaoqu 未央区 weiyangqu 雁塔区 yantaqu 阎良区 yanliangqu 临潼区 lintongqu
        长安区 changanqu 高陵区 gaolingqu 鄠邑区 huyiqu 蓝田县 lantianxian 周至县 zhouzhixian 王益区 wangyiqu
        印台区 yintaiqu 耀州区 yaozhouqu 宜君县 yijunxian 渭滨区 weibinqu 金台区 jintaiqu 陈仓区 chencangqu
        凤翔区 fengxiangqu 岐山县 qishanxian 扶风县 fufengxian 眉县 meixian 陇县 longxian 千阳县 qianyangxian
        麟游县 linyouxian 凤县 fengxian 太白县 taibaixian 秦都区 qinduqu 杨陵区 yanglingqu 渭城区 weichengqu
        三原县 sanyuanxian 泾阳县 jingyangxian 乾县 qianxian 礼泉县 liquanxian 永寿县 yongshouxian 长武县 changwuxian
        旬邑县 xunyixian 淳化县 chunhuaxian 武功县 wugongxian 兴平市 xingpingshi 彬州市 binzhoushi 临渭区 linweiqu
        华州区 huazhouqu 潼关县 tongguanxian 大荔县 dalixian 合阳县 heyangxian 澄城县 chengchengxian 蒲城县 puchengxian
        白水县 baishuixian 富平县 fupingxian 韩城市 hanchengshi 华阴市 huayinshi 宝塔区 baotaqu 安塞区 ansaiqu
        延长县 yanchangxian 延川县 yanchuanxian 志丹县 zhidanxian 吴起县 wuqixian 甘泉县 ganquanxian 富县 fuxian
        洛川县 luochuanxian 宜川县 yichuanxian 黄龙县 huanglongxian 黄陵县 huanglingxian 子长市 zichangshi 汉台区 hantaiqu
        南郑区 nanzhengqu 城固县 chengguxian 洋县 yangxian 西乡县 xixiangxian 勉县 mianxian 宁强县 ningqiangxian
        略阳县 lueyangxian 镇巴县 zhenbaxian 留坝县 liubaxian 佛坪县 fopingxian 榆阳区 yuyangqu 横山区 hengshanqu
        府谷县 fuguxian 靖边县 jingbianxian 定边县 dingbianxian 绥德县 suidexian 米脂县 mizhixian 佳县 jiaxian
        吴堡县 wubuxian 清涧县 qingjianxian 子洲县 zizhouxian 神木市 shenmushi 汉滨区 hanbinqu 汉阴县 hanyinxian
        石泉县 shiquanxian 宁陕县 ningshanxian 紫阳县 ziyangxian 岚皋县 langaoxian 平利县 pinglixian 镇坪县 zhenpingxian
        白河县 baihexian 旬阳市 xunyangshi 商州区 shangzhouqu 洛南县 luonanxian 丹凤县 danfengxian 商南县 shangnanxian
        山阳县 shanyangxian 镇安县 zhenanxian 柞水县 zhashuixian
        """;

    [Fact]
    public void Of_EveryCityAndCounty_GivesTheReadingPeopleType()
    {
        var words = Places.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var expected = words.Chunk(2).ToDictionary(pair => pair[0], pair => pair[1], StringComparer.Ordinal);

        var names = Shipped().Where(row => row.Level is 2 or 3).Select(row => row.Name).ToList();

        Assert.Equal(117, names.Count);
        Assert.Equal(expected.OrderBy(pair => pair.Key, StringComparer.Ordinal), names.ToDictionary(name => name, name => PinyinSyllables.Of(name)[0].Replace("'", "", StringComparison.Ordinal), StringComparer.Ordinal).OrderBy(pair => pair.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Of_EveryDivision_HasASyllableForEveryCharacter()
    {
        var missing = Shipped().SelectMany(row => row.Name).Distinct().Where(character => char.IsLetter(character) && PinyinSyllables.Of(character.ToString()).Count == 0);

        Assert.Equal("", string.Concat(missing));
    }

    [Theory]
    [InlineData("长安区", "chang'an'qu zhang'an'qu")]
    [InlineData("略阳县", "lue'yang'xian lve'yang'xian")]
    [InlineData("A区（2）", "a'qu'2")]
    [InlineData("", "")]
    public void Of_GivesFurtherReadingsAfterTheUsualOne(string name, string expected) => Assert.Equal(expected, string.Join(' ', PinyinSyllables.Of(name)));

    [Theory]
    [InlineData("luochuan", 0)]
    [InlineData("LuoC", 0)]
    [InlineData("chuan", 1)]
    [InlineData("an", null)]
    [InlineData("luochuanxians", null)]
    public void Find_BeginsAtASyllable(string letters, int? expected) => Assert.Equal(expected, PinyinSyllables.Find("luo'chuan'xian", letters));

    private static IEnumerable<(string Name, int Level)> Shipped() =>
        File.ReadLines(Path.Combine(Repository.Root, "src/GovLiaison.Cli/Demo/shaanxi-divisions.csv")).Skip(1).Select(line => line.Split(','))
            .Select(fields => (fields[1], int.Parse(fields[2], System.Globalization.CultureInfo.InvariantCulture)));
}
