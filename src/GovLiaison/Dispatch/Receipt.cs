namespace GovLiaison.Dispatch;

/// <summary>What came back. One row per dispatch, place, recipient, household and kind: a repeat adds none.</summary>
public sealed class Receipt
{
    public required long Id { get; init; }
    public required long DispatchId { get; init; }
    public required int DivisionId { get; init; }

    /// <summary>0 where a household or a whole village is meant.</summary>
    public required long RecipientId { get; init; }

    /// <summary>0 where a person or a whole village is meant.</summary>
    public required long ListedHouseholdId { get; init; }

    /// <summary>A code of <see cref="ReceiptKinds"/>; an open list.</summary>
    public required string Kind { get; init; }

    /// <summary><c>page</c>, <c>sms</c>, <c>voice</c>, <c>officer</c>, <c>village-page</c>, <c>console</c>.</summary>
    public required string Through { get; init; }

    public Guid? ByPersonId { get; init; }
    public required DateTime At { get; init; }

    /// <summary>What the person wrote, encrypted.</summary>
    public byte[]? NoteCipher { get; init; }
}

/// <summary>The kinds of receipt and the evidence each gives.</summary>
public static class ReceiptKinds
{
    public const string Opened = "opened";
    public const string Confirmed = "confirmed";
    public const string Help = "help";
    public const string Listened = "listened";
    public const string ToldInPerson = "told-in-person";
    public const string ToldInGroup = "told-in-group";
    public const string ToldByOfficer = "told-by-officer";
    public const string SelfDeclared = "self-declared";
    public const string NotFound = "not-found";
    public const string Relayed = "relayed";

    /// <summary>Words that answer nothing asked; kept for a person to read.</summary>
    public const string Said = "said";

    private static readonly Dictionary<string, Evidence> Gives = new(StringComparer.Ordinal)
    {
        [Opened] = Evidence.Opened,
        [Confirmed] = Evidence.Confirmed,
        [Help] = Evidence.Help,
        [Listened] = Evidence.Listened,
        [ToldInPerson] = Evidence.Visited,
        [ToldByOfficer] = Evidence.Told,
        [SelfDeclared] = Evidence.SelfDeclared,
        [Relayed] = Evidence.Relayed,
    };

    /// <summary>Null where the receipt is a try or speaks of an area, never of a household.</summary>
    public static Evidence? EvidenceOf(string kind) => Gives.TryGetValue(kind, out var evidence) ? evidence : null;
}
