namespace GovLiaison.Residents;

/// <summary>Names under which <see cref="Data.KeyAllotter"/> numbers the tables of this slice.</summary>
public static class ResidentKeys
{
    public const string Households = "households";
    public const string Residents = "residents";
    public const string ContactPoints = "contact-points";
    public const string Links = "links";
}
