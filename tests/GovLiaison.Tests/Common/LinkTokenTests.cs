using System.Globalization;
using GovLiaison.Common;

namespace GovLiaison.Tests.Common;

public sealed class LinkTokenTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("govliaison-keys-").FullName;
    private readonly FieldCrypto _crypto;
    private readonly LinkToken _links;

    public LinkTokenTests()
    {
        _crypto = new FieldCrypto(KeyRing.Open(_folder, databaseIsNew: true));
        _links = new LinkToken(_crypto);
    }

    public void Dispose()
    {
        _crypto.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(281474976710657)]
    [InlineData(long.MaxValue)]
    public void Open_WithItsPurpose_GivesTheNumber(long number) => Assert.Equal(number, _links.Open("officer", _links.For("officer", number)));

    [Fact]
    public void For_DoesNotShowTheNumber()
    {
        var tokens = Enumerable.Range(0, 100).Select(number => _links.For("officer", number)).ToList();

        Assert.All(tokens, token => Assert.Equal(32, token.Length));
        Assert.Equal(100, tokens.Select(token => token[..6]).Distinct(StringComparer.Ordinal).Count());
        Assert.DoesNotContain(281474976710657.ToString(CultureInfo.InvariantCulture), _links.For("officer", 281474976710657), StringComparison.Ordinal);
    }

    [Fact]
    public void Open_WithAForeignPurpose_GivesNothing() => Assert.Null(_links.Open("resident", _links.For("officer", 5)));

    [Fact]
    public void Open_WithAnyCharacterChanged_GivesNothing()
    {
        var token = _links.For("officer", 5);

        Assert.All(Enumerable.Range(0, token.Length), i =>
            Assert.Null(_links.Open("officer", string.Concat(token.AsSpan(0, i), token[i] == 'A' ? "B" : "A", token.AsSpan(i + 1)))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!!")]
    [InlineData("一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void Open_WithWhatIsNoToken_GivesNothing(string text) => Assert.Null(_links.Open("officer", text));

    [Fact]
    public void Open_WithATokenOfAnotherInstallation_GivesNothing()
    {
        var other = Directory.CreateTempSubdirectory("govliaison-keys-").FullName;
        using var crypto = new FieldCrypto(KeyRing.Open(other, databaseIsNew: true));

        Assert.Null(_links.Open("officer", new LinkToken(crypto).For("officer", 5)));
        Directory.Delete(other, recursive: true);
    }
}
