using GovLiaison.Common;

namespace GovLiaison.Identity;

/// <summary>What a password must be: long before anything else; not one of those that are tried first.</summary>
public static class PasswordPolicy
{
    public const int LeastLength = 10;
    public const int MostLength = 128;

    private const int LeastDistinct = 5;

    private static readonly string[] TriedFirst =
    [
        "password", "passw0rd", "p@ssw0rd", "qwerty", "1q2w3e4r", "qazwsx", "asdfgh", "zxcvbn", "admin", "administrator", "root", "test",
        "welcome", "letmein", "iloveyou", "woaini", "5201314", "abc123", "abcd1234", "changeme", "govliaison", "xinxiyuan", "shaanxi", "shanxi", "mima",
    ];

    private static readonly string[] Runs = ["01234567890123456789", "98765432109876543210", "abcdefghijklmnopqrstuvwxyz", "qwertyuiopasdfghjklzxcvbnm"];

    public static Refusal? Check(string password, string login)
    {
        if (password.Length < LeastLength) return IdentityRefusals.PasswordTooShort(LeastLength);
        var rest = password.ToLowerInvariant();
        if (password.Length > MostLength || rest.Distinct().Count() < LeastDistinct) return IdentityRefusals.PasswordTooWeak;
        foreach (var word in TriedFirst.Append(login).OrderByDescending(word => word.Length)) rest = rest.Replace(word, "", StringComparison.Ordinal);
        return rest.Length < LeastLength / 2 || Array.Exists(Runs, run => run.Contains(rest, StringComparison.Ordinal)) || IsDate(rest) && rest.Length == password.Length - login.Length
            ? IdentityRefusals.PasswordTooWeak
            : null;
    }

    private static bool IsDate(string rest) => rest.Length is 6 or 8 && rest.All(char.IsAsciiDigit);
}
