using GovLiaison.Common;

namespace GovLiaison.Tests.Common;

public sealed class KeyRingTests : IDisposable
{
    private readonly string _parent = Directory.CreateTempSubdirectory("govliaison-keys-").FullName;

    private string Folder => Path.Combine(_parent, "keys");

    public void Dispose() => Directory.Delete(_parent, recursive: true);

    [Fact]
    public void Open_BesideANewDatabase_MakesKeysThatOnlyTheOwnerReads()
    {
        KeyRing.Open(Folder, databaseIsNew: true);

        Assert.Equal("data-1.key index.key link.key", string.Join(' ', Directory.GetFiles(Folder).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)));
        Assert.All(Directory.GetFiles(Folder), file => Assert.Equal(KeyRing.KeyLength, new FileInfo(file).Length));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "modes are Unix's");
        Assert.All(Directory.GetFiles(Folder), file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(file)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Mode(Folder));
    }

    [Fact]
    public void Open_Again_ReadsTheSameKeys()
    {
        var place = PersonalFields.ResidentName(1);
        using var first = new FieldCrypto(KeyRing.Open(Folder, databaseIsNew: true));
        var stored = first.Encrypt("王", place);

        using var second = new FieldCrypto(KeyRing.Open(Folder, databaseIsNew: false));

        Assert.Equal("王", second.Decrypt(stored, place));
        Assert.Equal(first.BlindIndex("phone", "1"), second.BlindIndex("phone", "1"));
    }

    [Fact]
    public void Open_WithoutAFolderBesideAnOldDatabase_IsRefusedAndMakesNone()
    {
        var exception = Record.Exception(() => KeyRing.Open(Folder, databaseIsNew: false));

        var missing = Assert.IsType<KeysMissingException>(exception);
        Assert.Equal("KeysMissing", missing.Refusal.Code);
        Assert.Equal([Folder], missing.Refusal.Arguments);
        Assert.False(Directory.Exists(Folder));
    }

    [Theory]
    [InlineData("data-1.key")]
    [InlineData("index.key")]
    [InlineData("link.key")]
    public void Open_WithoutOneKeyBesideAnOldDatabase_NamesIt(string name)
    {
        KeyRing.Open(Folder, databaseIsNew: true);
        File.Delete(Path.Combine(Folder, name));

        var missing = Assert.IsType<KeysMissingException>(Record.Exception(() => KeyRing.Open(Folder, databaseIsNew: false)));

        Assert.Equal([Path.Combine(Folder, name)], missing.Refusal.Arguments);
    }

    [Fact]
    public void Open_WithAKeyCutShort_IsRefused()
    {
        KeyRing.Open(Folder, databaseIsNew: true);
        File.WriteAllBytes(Path.Combine(Folder, "index.key"), new byte[31]);

        Assert.IsType<KeysMissingException>(Record.Exception(() => KeyRing.Open(Folder, databaseIsNew: true)));
    }

    [Fact]
    public void Open_WithKeysThatOthersMayRead_ShutsThemOut()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("modes are Unix's");
            return;
        }
        KeyRing.Open(Folder, databaseIsNew: true);
        var file = Path.Combine(Folder, "link.key");
        File.SetUnixFileMode(file, Mode(file) | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        KeyRing.Open(Folder, databaseIsNew: false);

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(file));
    }

    [Fact]
    public void Open_WithASecondDataKey_EncryptsWithItAndStillReadsTheFirst()
    {
        var place = PersonalFields.ResidentName(1);
        using var before = new FieldCrypto(KeyRing.Open(Folder, databaseIsNew: true));
        var old = before.Encrypt("王", place);
        File.WriteAllBytes(Path.Combine(Folder, "data-2.key"), System.Security.Cryptography.RandomNumberGenerator.GetBytes(KeyRing.KeyLength));

        using var after = new FieldCrypto(KeyRing.Open(Folder, databaseIsNew: false));

        Assert.Equal(2, after.Encrypt("李", place)[1]);
        Assert.Equal("王", after.Decrypt(old, place));
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(path);
}
