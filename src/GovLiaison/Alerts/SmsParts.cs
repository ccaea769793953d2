namespace GovLiaison.Alerts;

/// <summary>What an SMS costs, and how long a spoken text lasts.</summary>
/// <param name="Characters">What the network counts: a character outside the basic plane is two, and so is a bracket in the GSM alphabet.</param>
/// <param name="Parts">0 for an empty text.</param>
/// <param name="IsUnicode">Chinese costs 70 a part, the GSM alphabet 160.</param>
/// <param name="ToSaveOne">How many characters must go to save one part; 0 where none can be saved.</param>
public sealed record SmsParts(int Characters, int Parts, bool IsUnicode, int ToSaveOne)
{
    public const string Link = "{link}";

    private const double CharactersPerSecond = 4.5;
    private const string Gsm = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private const string GsmExtended = "\f^{}\\[~]|€";

    /// <summary>Counts a text in which the place of the link is taken by a link of this length.</summary>
    public static SmsParts Of(string text, int linkLength)
    {
        var filled = text.Replace(Link, new string('x', linkLength), StringComparison.Ordinal);
        var isUnicode = filled.Any(c => !Gsm.Contains(c, StringComparison.Ordinal) && !GsmExtended.Contains(c, StringComparison.Ordinal));
        var characters = isUnicode ? filled.Length : filled.Length + filled.Count(c => GsmExtended.Contains(c, StringComparison.Ordinal));
        var (one, many) = isUnicode ? (70, 67) : (160, 153);
        var parts = characters == 0 ? 0 : characters <= one ? 1 : (characters + many - 1) / many;
        var roomOfFewer = parts == 2 ? one : (parts - 1) * many;
        return new(characters, parts, isUnicode, parts <= 1 ? 0 : characters - roomOfFewer);
    }

    /// <summary>How many parts fewer the text would take with this many characters cut.</summary>
    public int SavedByCutting(int characters)
    {
        var (one, many) = IsUnicode ? (70, 67) : (160, 153);
        var rest = Math.Max(0, Characters - characters);
        return Parts - (rest == 0 ? 0 : rest <= one ? 1 : (rest + many - 1) / many);
    }

    public static int SpokenSeconds(string text) =>
        (int)Math.Ceiling(text.Count(c => !char.IsWhiteSpace(c)) / CharactersPerSecond);
}
