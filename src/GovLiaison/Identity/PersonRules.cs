using GovLiaison.Common;

namespace GovLiaison.Identity;

/// <summary>How names and numbers are written; shared by everything that takes them in.</summary>
public static class PersonRules
{
    public const int MostName = 40;

    private const int HeadShown = 3;
    private const int TailShown = 4;

    /// <summary>Enough to know it again, too little to call it: 13812342716 → 138****2716; of a short one the end alone.</summary>
    public static string MaskPhone(string phone) => phone.Length > HeadShown + TailShown
        ? string.Concat(phone.AsSpan(0, HeadShown), "****", phone.AsSpan(phone.Length - TailShown))
        : string.Concat("****", phone.AsSpan(Math.Max(phone.Length - 2, 0)));

    public static Refusal? CheckName(string name) =>
        name.Length is 0 or > MostName || !string.Equals(name, name.Trim(), StringComparison.Ordinal) || name.Any(char.IsControl) ? IdentityRefusals.NameInvalid : null;

    /// <summary>5 to 15 digits, with a plus in front for numbers abroad.</summary>
    public static Refusal? CheckPhone(string? phone) =>
        phone is null || phone.TrimStart('+') is { Length: >= 5 and <= 15 } digits && digits.All(char.IsAsciiDigit) && phone.Length - digits.Length <= 1 ? null : IdentityRefusals.PhoneInvalid;

    /// <summary>First and last character are kept, of two the first: 王秀英 → 王*英, 王英 → 王*.</summary>
    public static string Mask(string name)
    {
        var text = new System.Globalization.StringInfo(name);
        var length = text.LengthInTextElements;
        if (length == 0) return "*";
        return text.SubstringByTextElements(0, 1) + new string('*', Math.Clamp(length - 2, 1, 2)) + (length > 2 ? text.SubstringByTextElements(length - 1) : "");
    }
}
