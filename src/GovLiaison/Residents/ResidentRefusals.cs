using GovLiaison.Common;

namespace GovLiaison.Residents;

public static class ResidentRefusals
{
    /// <summary>Households live in villages, the lowest level of the tree.</summary>
    public static readonly Refusal HouseholdOutsideVillage = new("HouseholdOutsideVillage");

    /// <summary>1 to 40 characters.</summary>
    public static readonly Refusal GroupInvalid = new("GroupInvalid");

    public static readonly Refusal AddressTooLong = new("AddressTooLong");

    public static readonly Refusal HouseholdEmpty = new("HouseholdEmpty");

    public static Refusal TagUnknown(string code) => new("TagUnknown", code);
}
