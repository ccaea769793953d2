using GovLiaison.Common;

namespace GovLiaison.Identity;

public static class IdentityRefusals
{
    /// <summary>The same for an account that does not exist.</summary>
    public static readonly Refusal SignInWrong = new("SignInWrong");

    /// <summary>Too many wrong tries; the same for an account that does not exist.</summary>
    public static Refusal SignInLocked(int minutes) => new("SignInLocked", minutes);

    /// <summary>Told only to those who know the password.</summary>
    public static readonly Refusal AccountDisabled = new("AccountDisabled");

    /// <summary>3 to 64 of a–z, 0–9, point, dash and underline.</summary>
    public static readonly Refusal LoginInvalid = new("LoginInvalid");

    public static readonly Refusal LoginTaken = new("LoginTaken");

    public static readonly Refusal NameInvalid = new("NameInvalid");

    public static readonly Refusal PhoneInvalid = new("PhoneInvalid");

    public static Refusal PasswordTooShort(int least) => new("PasswordTooShort", least);

    public static readonly Refusal PasswordTooWeak = new("PasswordTooWeak");

    public static readonly Refusal LinkSpent = new("LinkSpent");

    /// <summary>Changed on the way, of another installation, or for somebody who is no longer in office.</summary>
    public static readonly Refusal LinkInvalid = new("LinkInvalid");
}
