using GovLiaison.Common;

namespace GovLiaison.Posts;

/// <summary>The roles a post can carry and what each may do inside its division.</summary>
public static class Roles
{
    /// <summary>带班领导: reviews and signs.</summary>
    public const string DutyLeader = "duty-leader";

    /// <summary>值班员: drafts, follows, handles help.</summary>
    public const string DutyOfficer = "duty-officer";

    /// <summary>查看: sees progress.</summary>
    public const string Viewer = "viewer";

    /// <summary>信息员: main (rank 0) and deputies of a village.</summary>
    public const string VillageOfficer = "village-officer";

    /// <summary>系统管理员.</summary>
    public const string SystemAdministrator = "system-administrator";

    /// <summary>安全管理员.</summary>
    public const string SecurityAdministrator = "security-administrator";

    /// <summary>审计管理员.</summary>
    public const string AuditAdministrator = "audit-administrator";

    /// <summary>No person may hold two of these (三员分立).</summary>
    public static readonly IReadOnlySet<string> Administrators = new HashSet<string>(StringComparer.Ordinal)
        { SystemAdministrator, SecurityAdministrator, AuditAdministrator };

    private static readonly Dictionary<string, string[]> Rights = new(StringComparer.Ordinal)
    {
        [DutyLeader] = [Permissions.View, Permissions.SignAlerts, Permissions.HandleHelp, Permissions.SeePeople],
        [DutyOfficer] = [Permissions.View, Permissions.DraftAlerts, Permissions.HandleHelp, Permissions.SeePeople],
        [Viewer] = [Permissions.View],
        [VillageOfficer] = [Permissions.ServeVillage],
        [SystemAdministrator] = [Permissions.ManageSystem],
        [SecurityAdministrator] = [Permissions.ManageRights],
        [AuditAdministrator] = [Permissions.ReadAudit],
    };

    public static IReadOnlyCollection<string> All => Rights.Keys;

    public static IReadOnlyList<string> PermissionsOf(string role) => Rights.GetValueOrDefault(role, []);
}
