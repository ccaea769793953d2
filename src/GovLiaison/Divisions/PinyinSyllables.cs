using System.Collections.Frozen;

namespace GovLiaison.Divisions;

/// <summary>
/// The whole pinyin of a name as people type it, syllables parted by an apostrophe: 洛川县 → luo'chuan'xian. Further readings of
/// the name follow, the usual one first.
/// </summary>
public static class PinyinSyllables
{
    private const int MostReadings = 4;

    private static readonly FrozenDictionary<char, string> Usual = Load();

    // what place names use beside or instead of the usual reading, the likelier first
    private static readonly FrozenDictionary<char, string[]> Others = new Dictionary<char, string[]>
    {
        ['长'] = ["chang", "zhang"], ['重'] = ["chong", "zhong"], ['朝'] = ["chao", "zhao"], ['召'] = ["zhao", "shao"], ['解'] = ["jie", "xie"],
        ['阿'] = ["a", "e"], ['堡'] = ["bao", "bu", "pu"], ['单'] = ["shan", "dan"], ['行'] = ["xing", "hang"], ['莘'] = ["shen", "xin"],
        ['厦'] = ["sha", "xia"], ['巷'] = ["xiang", "hang"], ['乐'] = ["le", "yue"], ['祭'] = ["ji", "zhai"], ['查'] = ["cha", "zha"],
        ['仇'] = ["qiu", "chou"], ['翟'] = ["zhai", "di"], ['藏'] = ["zang", "cang"], ['栎'] = ["li", "yue"], ['屏'] = ["ping", "bing"],
        ['泊'] = ["po", "bo"], ['陂'] = ["bei", "po"], ['圈'] = ["quan", "juan"], ['校'] = ["xiao", "jiao"], ['降'] = ["jiang", "xiang"],
        ['郇'] = ["xun", "huan"], ['尉'] = ["wei", "yu"], ['蔚'] = ["wei", "yu"], ['折'] = ["zhe", "she"], ['峙'] = ["zhi", "shi"],
        ['繁'] = ["fan", "po"], ['盛'] = ["sheng", "cheng"], ['曾'] = ["zeng", "ceng"], ['湫'] = ["qiu", "jiao"], ['乾'] = ["qian", "gan"],
        ['都'] = ["du", "dou"], ['咸'] = ["xian"], ['会'] = ["hui", "kuai"], ['石'] = ["shi"], ['柞'] = ["zha", "zuo"], ['佛'] = ["fo"],
    }.ToFrozenDictionary();

    // where the name as a whole decides
    private static readonly (string Name, char Character, string Reading)[] Places = [("吴堡", '堡', "bu")];

    public static IReadOnlyList<string> Of(string name)
    {
        var readings = new List<string> { "" };
        foreach (var character in name)
        {
            var syllables = SyllablesOf(name, character);
            if (syllables.Length == 0) continue;
            var before = readings.ToList();
            readings.Clear();
            foreach (var syllable in syllables)
                readings.AddRange(before.Take(MostReadings - readings.Count).Select(reading => reading.Length == 0 ? syllable : $"{reading}'{syllable}"));
        }
        return readings[0].Length == 0 ? [] : readings;
    }

    /// <summary>Where in the spelled name the typed letters stand: 0 it begins with them, 1 a later syllable does; null nowhere.</summary>
    public static int? Find(string spelled, string letters)
    {
        for (var start = 0; start >= 0 && start < spelled.Length; start = Next(spelled, start))
            if (Begins(spelled.AsSpan(start), letters)) return start == 0 ? 0 : 1;
        return null;
    }

    private static int Next(string spelled, int start) => spelled.IndexOf('\'', start) is var end and >= 0 ? end + 1 : -1;

    private static bool Begins(ReadOnlySpan<char> spelled, string letters)
    {
        var place = 0;
        foreach (var letter in letters)
        {
            if (place < spelled.Length && spelled[place] == '\'') place++;
            if (place >= spelled.Length || spelled[place] != char.ToLowerInvariant(letter)) return false;
            place++;
        }
        return true;
    }

    private static string[] SyllablesOf(string name, char character)
    {
        if (char.IsAsciiLetterOrDigit(character)) return [char.ToLowerInvariant(character).ToString()];
        foreach (var (place, exception, reading) in Places)
            if (character == exception && name.StartsWith(place, StringComparison.Ordinal)) return [reading];
        if (Others.TryGetValue(character, out var several)) return several;
        if (!Usual.TryGetValue(character, out var usual)) return [];
        // 略阳 is typed lueyang as well as lveyang, 绿 only lv
        return usual.EndsWith("ve", StringComparison.Ordinal) ? [usual.Replace('v', 'u'), usual] : [usual];
    }

    private static FrozenDictionary<char, string> Load()
    {
        using var file = new StreamReader(typeof(PinyinSyllables).Assembly.GetManifestResourceStream("pinyin.txt") ?? throw new InvalidOperationException("pinyin.txt was not built in"));
        var usual = new Dictionary<char, string>();
        while (file.ReadLine() is { } line)
        {
            var end = line.IndexOf(' ', StringComparison.Ordinal);
            foreach (var character in line.AsSpan(end + 1)) usual[character] = line[..end];
        }
        return usual.ToFrozenDictionary();
    }
}
