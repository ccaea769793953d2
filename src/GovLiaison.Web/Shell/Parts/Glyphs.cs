using MudBlazor;

namespace GovLiaison.Web.Shell.Parts;

/// <summary>Outlines for pages that carry nothing of MudBlazor; constants, so nothing of it is loaded either.</summary>
public static class Glyphs
{
    public const string Home = Icons.Material.Outlined.Home;
    public const string Homes = Icons.Material.Outlined.HolidayVillage;
    public const string Walk = Icons.Material.Outlined.DirectionsWalk;
    public const string Share = Icons.Material.Outlined.Share;
    public const string Hand = Icons.Material.Outlined.PanTool;
    public const string Call = Icons.Material.Outlined.Call;
    public const string Check = Icons.Material.Outlined.Check;
    public const string CheckCircle = Icons.Material.Outlined.CheckCircleOutline;
    public const string Forward = Icons.Material.Outlined.ChevronRight;
    public const string Speak = Icons.Material.Outlined.RecordVoiceOver;
}
