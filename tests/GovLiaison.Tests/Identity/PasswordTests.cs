using GovLiaison.Identity;

namespace GovLiaison.Tests.Identity;

public sealed class PasswordTests
{
    [Fact]
    public void Fits_OnlyThePasswordItWasMadeOf()
    {
        var stored = PasswordHash.Make("洛川苹果园 2026");

        Assert.True(PasswordHash.Fits("洛川苹果园 2026", stored));
        Assert.False(PasswordHash.Fits("洛川苹果园 2027", stored));
        Assert.False(PasswordHash.Fits("", stored));
        Assert.InRange(stored.Length, 40, 200);
    }

    [Fact]
    public void Make_OfTheSamePasswordTwice_DiffersBySalt() => Assert.NotEqual(PasswordHash.Make("a long sentence"), PasswordHash.Make("a long sentence"), StringComparer.Ordinal);

    [Fact]
    public void Fits_WhateverKeyboardComposedIt() => Assert.True(PasswordHash.Fits("cafe\u0301 by night", PasswordHash.Make("caf\u00e9 by night")));

    [Theory]
    [InlineData("short", "PasswordTooShort")]
    [InlineData("ninechars", "PasswordTooShort")]
    [InlineData("aaaaaaaaaaaa", "PasswordTooWeak")]
    [InlineData("abababababab", "PasswordTooWeak")]
    [InlineData("1234567890", "PasswordTooWeak")]
    [InlineData("Password123", "PasswordTooWeak")]
    [InlineData("admin12345", "PasswordTooWeak")]
    [InlineData("qwertyuiop", "PasswordTooWeak")]
    [InlineData("woaini5201314", "PasswordTooWeak")]
    [InlineData("wang.fang1", "PasswordTooWeak")]
    [InlineData("wang.fang19880101", "PasswordTooWeak")]
    [InlineData("果园里有八棵老苹果树", null)]
    [InlineData("kV7-moss-lamp", null)]
    public void Check_OfAPassword_RefusesWhatIsTriedFirst(string password, string? code) => Assert.Equal(code, PasswordPolicy.Check(password, "wang.fang")?.Code);
}
