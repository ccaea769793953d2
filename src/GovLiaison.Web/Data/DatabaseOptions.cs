using System.ComponentModel.DataAnnotations;

namespace GovLiaison.Web.Data;

/// <summary>Where the data is kept; section <c>Database</c>. Read by the web and by the command line.</summary>
public sealed class DatabaseOptions
{
    public const string Section = "Database";

    /// <summary><c>sqlite</c> (default, one machine), <c>sqlserver</c> or <c>postgresql</c>; upper or lower case.</summary>
    [Required]
    [RegularExpression("(?i)^(sqlite|sqlserver|postgresql)$", ErrorMessage = "Database:Provider is sqlite, sqlserver or postgresql.")]
    public string Provider { get; set; } = "sqlite";

    /// <summary>The provider's connection string. Default <c>Data Source=data/govliaison.db</c>; a missing folder is made.</summary>
    [Required(ErrorMessage = "Database:ConnectionString is missing.")]
    public string ConnectionString { get; set; } = "Data Source=data/govliaison.db";
}

/// <summary>Where the keys to names and numbers lie; section <c>Keys</c>.</summary>
public sealed class KeyOptions
{
    public const string Section = "Keys";

    /// <summary>Folder of the key files, outside the database, part of every backup. Default <c>data/keys</c>.</summary>
    [Required(ErrorMessage = "Keys:Folder is missing.")]
    public string Folder { get; set; } = "data/keys";
}
