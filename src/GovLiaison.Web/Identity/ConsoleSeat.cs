using GovLiaison.Common;
using GovLiaison.Posts;
using GovLiaison.Web.Shell;

namespace GovLiaison.Web.Identity;

/// <summary>What the frame shows of a person, and which of the parts that are built his rights open.</summary>
public static class ConsoleSeat
{
    public static ShellPerson Of(StaffSeat seat, Actor actor)
    {
        var areas = new HashSet<ShellArea> { ShellArea.Desk };
        if (actor.May(Permissions.View)) areas.UnionWith([ShellArea.Alerts, ShellArea.Help, ShellArea.Divisions]);
        if (actor.May(Permissions.View) || actor.May(Permissions.ManageSystem)) areas.Add(ShellArea.Channels);
        if (actor.May(Permissions.ManageSystem)) areas.Add(ShellArea.Accounts);
        if (actor.May(Permissions.ReadAudit)) areas.Add(ShellArea.Audit);
        return new ShellPerson(seat.Name, $"{RoleName(seat.Role)} · {seat.Division}", seat.Division, areas);
    }

    public static string RoleName(string role) => role switch
    {
        Roles.DutyLeader => IdentityTexts.RoleDutyLeader,
        Roles.DutyOfficer => IdentityTexts.RoleDutyOfficer,
        Roles.SystemAdministrator => IdentityTexts.RoleSystemAdministrator,
        Roles.SecurityAdministrator => IdentityTexts.RoleSecurityAdministrator,
        Roles.AuditAdministrator => IdentityTexts.RoleAuditAdministrator,
        _ => IdentityTexts.RoleViewer,
    };
}
