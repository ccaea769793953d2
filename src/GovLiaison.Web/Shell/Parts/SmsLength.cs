namespace GovLiaison.Web.Shell.Parts;

/// <summary>How a text is cut into SMS parts: 70 characters alone, 67 each once it needs more than one.</summary>
public sealed record SmsLength(int Characters, int Parts, int CutForOneLess)
{
    private const int Alone = 70;
    private const int Joined = 67;

    public static SmsLength Of(string text)
    {
        var parts = text.Length <= Alone ? 1 : (text.Length + Joined - 1) / Joined;
        var oneLess = parts == 2 ? Alone : (parts - 1) * Joined;
        return new(text.Length, parts, parts == 1 ? 0 : text.Length - oneLess);
    }
}
