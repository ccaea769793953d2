using System.Globalization;
using GovLiaison.Common;
using GovLiaison.Divisions;

namespace GovLiaison.Testing;

/// <summary>A small real piece of Shaanxi: one province, one city, two counties, two townships each, four villages each.</summary>
public static class TestTree
{
    public const string Province = "61";
    public const string City = "6106";

    /// <summary>洛川县</summary>
    public const string County = "610629";

    /// <summary>宜川县</summary>
    public const string OtherCounty = "610630";

    /// <summary>旧县镇 in <see cref="County"/></summary>
    public const string Township = "610629101";

    /// <summary>交口河镇 in <see cref="County"/></summary>
    public const string OtherTownship = "610629102";

    /// <summary>姚苌村委会 in <see cref="Township"/></summary>
    public const string Village = "610629101200";

    /// <summary>桐堤村委会 in <see cref="Township"/></summary>
    public const string OtherVillage = "610629101204";

    /// <summary>秋林村委会 in <see cref="OtherCounty"/></summary>
    public const string ForeignVillage = "610630101200";

    private static readonly int[] CodeLengths = [2, 4, 6, 9, 12];

    private static readonly (string Code, string Name, string Initials)[] Rows =
    [
        ("61", "陕西省", "sxs"), ("6106", "延安市", "yas"),
        ("610629", "洛川县", "lcx"),
        ("610629101", "旧县镇", "jxz"), ("610629101200", "姚苌村委会", "yccwh"), ("610629101204", "桐堤村委会", "tdcwh"), ("610629101206", "安东村委会", "adcwh"), ("610629101210", "西武村委会", "xwcwh"),
        ("610629102", "交口河镇", "jkhz"), ("610629102001", "桐树底居委会", "tsdjwh"), ("610629102200", "交口河村委会", "jkhcwh"), ("610629102201", "水渭村委会", "swcwh"), ("610629102204", "甘罗村委会", "glcwh"),
        ("610630", "宜川县", "ycx"),
        ("610630101", "秋林镇", "qlz"), ("610630101200", "秋林村委会", "qlcwh"), ("610630101202", "显头村委会", "xtcwh"), ("610630101203", "甘草村委会", "gccwh"), ("610630101204", "左家村委会", "zjcwh"),
        ("610630102", "云岩镇", "yyz"), ("610630102200", "云岩村委会", "yycwh"), ("610630102202", "洛东村委会", "ldcwh"), ("610630102206", "刘家桌村委会", "ljzcwh"), ("610630102207", "辛户村委会", "xhcwh"),
    ];

    /// <summary>The rows in the order of the tree, numbered from 1.</summary>
    public static IReadOnlyList<Division> Divisions()
    {
        var made = new Dictionary<string, Division>(StringComparer.Ordinal);
        foreach (var (code, name, initials) in Rows)
        {
            var level = Array.IndexOf(CodeLengths, code.Length) + 1;
            var parent = level == 1 ? null : made[code[..CodeLengths[level - 2]]];
            made[code] = new Division
            {
                Id = made.Count + 1,
                Code = code,
                Name = name,
                Level = level,
                ParentId = parent?.Id,
                Path = new DivisionPath(parent?.Path ?? "/").Child(code).Value,
                Initials = initials,
                IsVillage = level == 5,
            };
        }
        return [.. made.Values];
    }

    /// <summary>The same rows as the import reads them.</summary>
    public static string Csv() => string.Join('\n', Divisions().Select(row => string.Create(
        CultureInfo.InvariantCulture, $"{row.Code},{row.Name},{row.Level},{row.Path.Split('/')[^3]}")).Prepend("code,name,level,parent"));
}
