using GovLiaison.Posts;

namespace GovLiaison.Cli.Shell;

/// <summary>Roles in the user's words.</summary>
public static class CliRoles
{
    public static string Name(string role) => role switch
    {
        Roles.DutyLeader => CliTexts.RoleDutyLeader,
        Roles.DutyOfficer => CliTexts.RoleDutyOfficer,
        Roles.Viewer => CliTexts.RoleViewer,
        Roles.VillageOfficer => CliTexts.RoleVillageOfficer,
        Roles.SystemAdministrator => CliTexts.RoleSystemAdministrator,
        Roles.SecurityAdministrator => CliTexts.RoleSecurityAdministrator,
        Roles.AuditAdministrator => CliTexts.RoleAuditAdministrator,
        _ => role,
    };
}
