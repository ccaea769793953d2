namespace GovLiaison.Common;

/// <summary>
/// Where each encrypted field lives and what each blind index is made of: one place, so that what one slice writes another
/// can read. A name or a number that is encrypted anywhere stands here.
/// </summary>
public static class PersonalFields
{
    /// <summary>Index purpose of a whole phone number, of residents, staff and officers alike.</summary>
    public const string Phone = "phone";

    /// <summary>Index purpose of a county and the last four digits of a number.</summary>
    public const string Tail = "tail";

    /// <summary>Index purpose of a county and a full name.</summary>
    public const string Name = "name";

    private const int TailLength = 4;

    public static FieldPlace ResidentName(long residentId) => new("Resident", "Name", residentId);

    public static FieldPlace ContactValue(long contactPointId) => new("ContactPoint", "Value", contactPointId);

    public static FieldPlace HouseholdAddress(long householdId) => new("Household", "Address", householdId);

    public static FieldPlace PersonName(Guid personId) => new("Person", "Name", personId);

    public static FieldPlace PersonPhone(Guid personId) => new("Person", "Phone", personId);

    public static FieldPlace EndpointSecret(Guid endpointId) => new("Endpoint", "Secret", endpointId);

    public static FieldPlace ReceiptNote(long receiptId) => new("Receipt", "Note", receiptId);

    public static FieldPlace SpooledNote(long atMilliseconds) => new("Spool", "Note", atMilliseconds);

    public static long PhoneIndex(this ICryptoProvider crypto, string phone) => crypto.BlindIndex(Phone, phone);

    public static long TailIndex(this ICryptoProvider crypto, string countyCode, string phone) =>
        crypto.BlindIndex(Tail, $"{countyCode}:{(phone.Length > TailLength ? phone.AsSpan(phone.Length - TailLength) : phone)}");

    public static long NameIndex(this ICryptoProvider crypto, string countyCode, string name) => crypto.BlindIndex(Name, $"{countyCode}:{name}");
}
