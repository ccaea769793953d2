namespace GovLiaison.Web.Shell.Parts;

public enum LevelShape { Circle, Triangle, Diamond, Octagon, Square }

/// <summary>How one warning colour is drawn. Plate and text on it are the same in light and dark; the key ends its CSS classes: lv-orange.</summary>
public sealed record LevelLook(string Key, string Plate, string On, LevelShape Shape, string Character, string Word);

/// <summary>Colours are an open list: what is not known here still gets a plate, a neutral one.</summary>
public static class Levels
{
    public static LevelLook Look(string? level) => level?.Trim().ToUpperInvariant() switch
    {
        "BLUE" or "蓝" or "蓝色" => new("blue", "#1A63D6", "#FFFFFF", LevelShape.Circle, PartsTexts.LevelBlueShort, PartsTexts.LevelBlue),
        "YELLOW" or "黄" or "黄色" => new("yellow", "#FFD326", "#241B00", LevelShape.Triangle, PartsTexts.LevelYellowShort, PartsTexts.LevelYellow),
        "ORANGE" or "橙" or "橙色" => new("orange", "#F57C0A", "#241000", LevelShape.Diamond, PartsTexts.LevelOrangeShort, PartsTexts.LevelOrange),
        "RED" or "红" or "红色" => new("red", "#C4122B", "#FFFFFF", LevelShape.Octagon, PartsTexts.LevelRedShort, PartsTexts.LevelRed),
        _ => new("other", "#46546A", "#FFFFFF", LevelShape.Square, First(level), level?.Trim() ?? string.Empty),
    };

    private static string First(string? level)
    {
        var text = level?.Trim() ?? string.Empty;
        return text.Length == 0 ? "!" : System.Globalization.StringInfo.GetNextTextElement(text).ToUpperInvariant();
    }
}
