namespace GovLiaison.Web.Data;

/// <summary>What the exit code of the server and of the command says; listed by <c>govliaison --help</c> and relied on by scripts.</summary>
public static class ExitCode
{
    public const int Done = 0;

    /// <summary>Refused; the sentence says why and what to do.</summary>
    public const int Refused = 1;

    /// <summary>The command line or a setting cannot be understood.</summary>
    public const int Usage = 2;

    /// <summary>Somebody else holds the port or the database.</summary>
    public const int InUse = 3;

    /// <summary>The key folder of this database is not there.</summary>
    public const int KeysMissing = 4;

    /// <summary>The database cannot be reached or opened.</summary>
    public const int Unreachable = 5;

    /// <summary>The file that keeps answers while the database cannot take them cannot be written.</summary>
    public const int SpoolUnwritable = 6;

    public static int Of(string refusalCode) => refusalCode switch
    {
        "SettingInvalid" => Usage,
        "StoreInUse" or "MigrationRunning" or "PortInUse" => InUse,
        "KeysMissing" => KeysMissing,
        "StoreUnreachable" => Unreachable,
        "SpoolUnwritable" => SpoolUnwritable,
        _ => Refused,
    };
}
