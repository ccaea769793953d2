using System.Globalization;
using System.Security.Cryptography;

namespace GovLiaison.Common;

/// <summary>
/// The secret keys of an installation, a file each in a folder outside the database: <c>data-1.key</c> (names, phones),
/// <c>index.key</c> (blind indexes), <c>link.key</c> (links and signatures). Part of every backup: without them the names are gone.
/// </summary>
public sealed class KeyRing
{
    public const int KeyLength = 32;

    private const UnixFileMode FolderMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private KeyRing(IReadOnlyDictionary<byte, byte[]> dataKeys, byte[] indexKey, byte[] linkKey) =>
        (DataKeys, IndexKey, LinkKey) = (dataKeys, indexKey, linkKey);

    /// <summary>By number; the highest encrypts, all of them decrypt.</summary>
    internal IReadOnlyDictionary<byte, byte[]> DataKeys { get; }

    internal byte[] IndexKey { get; }
    internal byte[] LinkKey { get; }

    /// <summary>
    /// Reads the keys. Makes what is missing only beside a new database: new keys beside an old one would hide that the old
    /// ones are lost, and mix two sets in one table.
    /// </summary>
    /// <exception cref="KeysMissingException">A key is missing or damaged and the database is not new.</exception>
    public static KeyRing Open(string folder, bool databaseIsNew)
    {
        if (databaseIsNew) CreateFolder(folder);
        if (!Directory.Exists(folder)) throw new KeysMissingException(folder);
        if (!OperatingSystem.IsWindows()) Tighten(folder, FolderMode);

        var first = Key(folder, "data-1.key", databaseIsNew);
        var dataKeys = new Dictionary<byte, byte[]> { [1] = first };
        foreach (var file in Directory.EnumerateFiles(folder, "data-*.key"))
            if (byte.TryParse(Path.GetFileName(file)[5..^4], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 1)
                dataKeys[number] = Read(file);
        return new KeyRing(dataKeys, Key(folder, "index.key", databaseIsNew), Key(folder, "link.key", databaseIsNew));
    }

    private static byte[] Key(string folder, string name, bool databaseIsNew)
    {
        var file = Path.Combine(folder, name);
        if (!File.Exists(file) && databaseIsNew) Create(file);
        return Read(file);
    }

    private static byte[] Read(string file)
    {
        if (!File.Exists(file)) throw new KeysMissingException(file);
        if (!OperatingSystem.IsWindows()) Tighten(file, FileMode);
        var key = File.ReadAllBytes(file);
        return key.Length == KeyLength ? key : throw new KeysMissingException(file);
    }

    private static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, FolderMode);
    }

    // Written beside and moved into place: a crash leaves no half a key, and of two first starts one set of keys wins.
    private static void Create(string file)
    {
        var fresh = $"{file}.{Guid.CreateVersion7():N}";
        var options = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = FileMode;
        using (var stream = new FileStream(fresh, options))
        {
            stream.Write(RandomNumberGenerator.GetBytes(KeyLength));
            stream.Flush(flushToDisk: true);
        }
        try
        {
            File.Move(fresh, file, overwrite: false);
        }
        catch (IOException) when (File.Exists(file))
        {
            File.Delete(fresh);
        }
    }

    [System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
    private static void Tighten(string path, UnixFileMode wanted)
    {
        if (File.GetUnixFileMode(path) != wanted) File.SetUnixFileMode(path, wanted);
    }
}

/// <summary>The database holds encrypted rows and the key to them is not there. Programs show the refusal and end with exit code 4.</summary>
public sealed class KeysMissingException(string path) : Exception($"The key {path} is missing or damaged: restore the key folder from the backup.")
{
    public const int ExitCode = 4;

    public Refusal Refusal { get; } = new("KeysMissing", path);
}
