using GovLiaison.Web.Shell.Parts;

namespace GovLiaison.Web.Officer;

public static class OfficerMarks
{
    public static string Word(OfficerMark mark) => mark switch
    {
        OfficerMark.Visited => OfficerTexts.MarkVisited,
        OfficerMark.Told => OfficerTexts.MarkTold,
        _ => OfficerTexts.MarkNotFound,
    };

    /// <summary>18:36 已入户.</summary>
    public static string? Done(OfficerHousehold household) => household.Mark is not { } mark ? null
        : household.MarkedUtc is { } at ? $"{BeijingTime.Text(at, TimeLook.Minutes)} {Word(mark)}"
        : Word(mark);
}
