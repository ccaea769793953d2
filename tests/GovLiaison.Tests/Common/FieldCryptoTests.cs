using System.Security.Cryptography;
using GovLiaison.Common;

namespace GovLiaison.Tests.Common;

public sealed class FieldCryptoTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("govliaison-keys-").FullName;
    private readonly FieldCrypto _crypto;

    public FieldCryptoTests() => _crypto = new FieldCrypto(KeyRing.Open(_folder, databaseIsNew: true));

    public void Dispose()
    {
        _crypto.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData("")]
    [InlineData("19900000001")]
    [InlineData("古丽巴哈尔·买买提")]
    public void Decrypt_AtItsPlace_GivesTheText(string text)
    {
        var place = PersonalFields.ResidentName(7);

        Assert.Equal(text, _crypto.Decrypt(_crypto.Encrypt(text, place), place));
    }

    [Fact]
    public void Decrypt_OfATextLongerThanTheStack_GivesTheText()
    {
        var text = new string('川', 2000);
        var place = new FieldPlace("Receipt", "Note", new string('k', 600));

        Assert.Equal(text, _crypto.Decrypt(_crypto.Encrypt(text, place), place));
    }

    [Fact]
    public void Encrypt_SameTextTwice_GivesDifferentBytes() =>
        Assert.NotEqual(_crypto.Encrypt("王", PersonalFields.ResidentName(7)), _crypto.Encrypt("王", PersonalFields.ResidentName(7)));

    [Fact]
    public void Encrypt_OnManyThreads_NeverRepeatsANonce()
    {
        var nonces = new System.Collections.Concurrent.ConcurrentDictionary<string, bool>(StringComparer.Ordinal);

        Parallel.For(0, 4000, i => Assert.True(nonces.TryAdd(Convert.ToHexString(_crypto.Encrypt("王", PersonalFields.ResidentName(7)).AsSpan(2, 12)), value: true)));

        Assert.Equal(4000, nonces.Count);
    }

    [Fact]
    public void Encrypt_WritesVersionKeyNonceCipherTag()
    {
        var stored = _crypto.Encrypt("19900000001", PersonalFields.ContactValue(1));

        Assert.Equal(1 + 1 + 12 + 11 + 16, stored.Length);
        Assert.Equal([1, 1], stored[..2]);
    }

    [Fact]
    public void Decrypt_OfACipherMovedToAnotherOwnerColumnOrTable_IsRefused()
    {
        var stored = _crypto.Encrypt("19900000001", new FieldPlace("Resident", "Name", 7));

        Assert.All(
            [new FieldPlace("Resident", "Name", 8), new FieldPlace("Resident", "Value", 7), new FieldPlace("Person", "Name", 7)],
            place => Assert.IsAssignableFrom<CryptographicException>(Record.Exception(() => _crypto.Decrypt(stored, place))));
    }

    [Fact]
    public void Decrypt_OfAlteredBytes_IsRefused()
    {
        var place = PersonalFields.ResidentName(7);
        var stored = _crypto.Encrypt("王", place);

        Assert.All(Enumerable.Range(0, stored.Length), i =>
        {
            var altered = stored.ToArray();
            altered[i] ^= 1;
            Assert.IsAssignableFrom<CryptographicException>(Record.Exception(() => _crypto.Decrypt(altered, place)));
        });
    }

    [Fact]
    public void Decrypt_FromManyThreads_GivesEveryText() => Parallel.For(0, 4000, i =>
    {
        var place = PersonalFields.ResidentName(i);
        Assert.Equal($"村民{i}", _crypto.Decrypt(_crypto.Encrypt($"村民{i}", place), place));
    });

    [Fact]
    public void BlindIndex_IsTheSameForTheSameValueAndParted_ByPurpose()
    {
        Assert.Equal(_crypto.BlindIndex("phone", "19900000001"), _crypto.BlindIndex("phone", "19900000001"));
        Assert.NotEqual(_crypto.BlindIndex("phone", "19900000001"), _crypto.BlindIndex("phone", "19900000002"));
        Assert.NotEqual(_crypto.BlindIndex("phone", "19900000001"), _crypto.BlindIndex("tail", "19900000001"));
    }

    [Fact]
    public void Authenticate_NeverEqualsTheIndexOfTheSameWords()
    {
        var digest = new byte[32];

        _crypto.Authenticate("phone", "1"u8, digest);

        Assert.NotEqual(_crypto.BlindIndex("phone", "1"), System.Buffers.Binary.BinaryPrimitives.ReadInt64BigEndian(digest));
    }
}
