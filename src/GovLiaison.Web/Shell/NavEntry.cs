using MudBlazor;

namespace GovLiaison.Web.Shell;

/// <summary>One line of the navigation.</summary>
public sealed record NavEntry(ShellArea Area, string Href, string Icon)
{
    public static IReadOnlyList<NavEntry> All { get; } =
    [
        new(ShellArea.Desk, "/", Icons.Material.Outlined.SpaceDashboard),
        new(ShellArea.Alerts, "/alerts", Icons.Material.Outlined.Campaign),
        new(ShellArea.Help, "/needs", Icons.Material.Outlined.PanTool),
        new(ShellArea.Divisions, "/divisions", Icons.Material.Outlined.AccountTree),
        new(ShellArea.Channels, "/channels", Icons.Material.Outlined.CellTower),
        new(ShellArea.Accounts, "/accounts", Icons.Material.Outlined.ManageAccounts),
        new(ShellArea.Audit, "/audit", Icons.Material.Outlined.FactCheck),
    ];

    /// <summary>What acts on alerts, what is kept, what is watched: a hairline stands before each group but the first.</summary>
    public bool StartsGroup => Area is ShellArea.Divisions or ShellArea.Channels;

    public string Title => Area switch
    {
        ShellArea.Desk => ShellTexts.NavDesk,
        ShellArea.Alerts => ShellTexts.NavAlerts,
        ShellArea.Help => ShellTexts.NavHelp,
        ShellArea.Divisions => ShellTexts.NavDivisions,
        ShellArea.Channels => ShellTexts.NavChannels,
        ShellArea.Accounts => ShellTexts.NavAccounts,
        _ => ShellTexts.NavAudit,
    };
}
