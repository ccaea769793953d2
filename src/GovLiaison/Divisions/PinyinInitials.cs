using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace GovLiaison.Divisions;

/// <summary>
/// First letters of the pinyin of a name, as people type them: 洛川县 → lcx. The order of ICU's Chinese collation is the order
/// of pinyin, so that the letter follows from where a character stands among the first characters of each letter; it knows one
/// reading per character, the others that place names use stand in the table.
/// </summary>
public static class PinyinInitials
{
    private const string First = "阿八嚓哒妸发旮哈讥咔垃妈拿噢妑七呥扨它穵夕丫帀";
    private const string Letters = "abcdefghjklmnopqrstwxyz";
    private const int MostReadings = 4;
    private const int MaxLength = 80;

    private static readonly CompareInfo Order = ChineseOrder();

    // a province writes its 21,809 names with 1,952 characters, and a comparison by ICU is dear
    private static readonly ConcurrentDictionary<Rune, string> Known = new();

    // the usual reading first: 长安 but 长老, 召公 but 召开, 曾家, 翟家, 栎阳
    private static readonly Dictionary<char, string> Readings = new()
    {
        ['长'] = "cz", ['重'] = "cz", ['朝'] = "cz", ['召'] = "zs", ['解'] = "jx", ['阿'] = "ae", ['堡'] = "bp", ['单'] = "sd", ['行'] = "xh",
        ['莘'] = "sx", ['厦'] = "sx", ['巷'] = "xh", ['乐'] = "ly", ['祭'] = "zj", ['查'] = "zc", ['仇'] = "qc", ['翟'] = "zd", ['藏'] = "zc",
        ['栎'] = "yl", ['屏'] = "pb", ['泊'] = "pb", ['陂'] = "bp", ['圈'] = "qj", ['校'] = "xj", ['降'] = "jx", ['郇'] = "xh", ['尉'] = "wy",
        ['蔚'] = "yw", ['折'] = "zs", ['峙'] = "zs", ['繁'] = "fp", ['盛'] = "sc", ['曾'] = "zc", ['湫'] = "jq", ['乾'] = "qg", ['咸'] = "x",
    };

    /// <summary>Lower-case letters and digits; further readings of the whole name follow after a space.</summary>
    public static string Of(string name)
    {
        var readings = new List<StringBuilder> { new() };
        foreach (var rune in name.EnumerateRunes())
        {
            var letters = Known.GetOrAdd(rune, LettersOf);
            if (letters.Length == 0) continue;
            var before = readings.Count;
            foreach (var other in letters.Skip(1))
                for (var i = 0; i < before && readings.Count < MostReadings; i++)
                    readings.Add(new StringBuilder(readings[i].ToString()).Append(other));
            for (var i = 0; i < before; i++) readings[i].Append(letters[0]);
        }
        return Fitting(readings.Select(reading => reading.ToString()));
    }

    private static string LettersOf(Rune rune)
    {
        if (rune.IsAscii)
            return char.IsAsciiLetterOrDigit((char)rune.Value) ? char.ToLowerInvariant((char)rune.Value).ToString() : "";
        if (!Rune.IsLetter(rune) && rune.Value != '〇') return "";
        if (rune.IsBmp && Readings.TryGetValue((char)rune.Value, out var known)) return known;
        var text = rune.ToString();
        var place = -1;
        while (place + 1 < First.Length && Order.Compare(text, First[place + 1].ToString()) >= 0) place++;
        return place < 0 ? "" : Letters[place].ToString();
    }

    private static string Fitting(IEnumerable<string> readings)
    {
        var joined = new StringBuilder();
        foreach (var reading in readings)
        {
            if (joined.Length > 0 && joined.Length + 1 + reading.Length > MaxLength) break;
            if (joined.Length > 0) joined.Append(' ');
            joined.Append(reading);
        }
        return joined.Length > MaxLength ? joined.ToString(0, MaxLength) : joined.ToString();
    }

    // Without ICU the comparison is by code point and every letter would be wrong in silence.
    private static CompareInfo ChineseOrder()
    {
        var order = CultureInfo.GetCultureInfo("zh-CN").CompareInfo;
        return order.Compare("洛", "川") > 0 && order.Compare("镇", "安") > 0 && order.Compare("安", "一") < 0
            ? order
            : throw new PlatformNotSupportedException("Pinyin needs ICU: install libicu and do not set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT");
    }
}
