using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace GovLiaison.Identity;

/// <summary>PBKDF2 with SHA-512, about 40 ms: <c>pbkdf2-sha512$iterations$salt$hash</c>, so that a later version may ask for more.</summary>
public static class PasswordHash
{
    private const string Scheme = "pbkdf2-sha512";
    private const int Iterations = 100_000, SaltLength = 16, HashLength = 32;

    /// <summary>A hash of nobody's password: unknown accounts cost the same time.</summary>
    public static readonly string OfNobody = Make(Convert.ToHexString(RandomNumberGenerator.GetBytes(16)));

    public static string Make(string password)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var hash = Derive(password, salt, Iterations, HashLength);
        return string.Create(CultureInfo.InvariantCulture, $"{Scheme}${Iterations}${Convert.ToBase64String(salt)}${Convert.ToBase64String(hash)}");
    }

    public static bool Fits(string password, string stored)
    {
        var parts = stored.Split('$');
        if (parts.Length != 4 || !string.Equals(parts[0], Scheme, StringComparison.Ordinal))
            throw new InvalidOperationException("This password hash is of a scheme that is not known here");
        var expected = Convert.FromBase64String(parts[3]);
        var actual = Derive(password, Convert.FromBase64String(parts[2]), int.Parse(parts[1], CultureInfo.InvariantCulture), expected.Length);
        return CryptographicOperations.FixedTimeEquals(expected, actual);
    }

    // one form for the same characters, whatever keyboard composed them
    private static byte[] Derive(string password, byte[] salt, int iterations, int length) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password.Normalize(NormalizationForm.FormC)), salt, iterations, HashAlgorithmName.SHA512, length);
}
