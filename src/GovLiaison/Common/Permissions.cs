namespace GovLiaison.Common;

/// <summary>What a post may let its holder do, inside the post's division. Held by roles, checked by services.</summary>
public static class Permissions
{
    /// <summary>See the tree, the alerts and their progress.</summary>
    public const string View = "view";

    /// <summary>Draft and submit alerts.</summary>
    public const string DraftAlerts = "alerts.draft";

    /// <summary>Review and sign what somebody else submitted; release a signed correction.</summary>
    public const string SignAlerts = "alerts.sign";

    /// <summary>See names in full and phone numbers of residents; every look is audited.</summary>
    public const string SeePeople = "people.see";

    /// <summary>Take and close requests for help.</summary>
    public const string HandleHelp = "help.handle";

    /// <summary>Accounts, endpoints, settings.</summary>
    public const string ManageSystem = "system.manage";

    /// <summary>Posts and rights.</summary>
    public const string ManageRights = "rights.manage";

    /// <summary>Read and verify the audit trail.</summary>
    public const string ReadAudit = "audit.read";

    /// <summary>An officer's own village pages.</summary>
    public const string ServeVillage = "village.serve";
}
