namespace GovLiaison.Testing.Checks;

/// <summary>What became of one dispatch, by its rows and by the gateway's ledger.</summary>
public sealed record DispatchAccount
{
    public required long DispatchId { get; init; }
    public required DateTime StartedAt { get; init; }

    /// <summary>When the list was frozen.</summary>
    public required DateTime ExpandedAt { get; init; }

    public required int Households { get; init; }
    public required IReadOnlyDictionary<string, int> DeliveriesByChannel { get; init; }
    public required IReadOnlyDictionary<string, int> DeliveriesByState { get; init; }
    public required IReadOnlyDictionary<string, int> LinesByChannel { get; init; }

    /// <summary>Deliveries that no ledger line and no later try accounts for.</summary>
    public required int Lost { get; init; }

    /// <summary>Keys of SMS and voice that stand in the ledger more than once.</summary>
    public required int KeysAcceptedTwice { get; init; }

    /// <summary>Cards beyond the first of their delivery.</summary>
    public required int CardsRepeated { get; init; }

    /// <summary>Of those, cards whose delivery is not shown as 可能重复.</summary>
    public required int CardsRepeatedUnseen { get; init; }

    /// <summary>Deliveries that are shown as 可能重复.</summary>
    public required int ShownAsRepeated { get; init; }

    /// <summary>Every rule that is broken, with how often; empty when all is well.</summary>
    public required IReadOnlyList<string> Broken { get; init; }

    public int Deliveries => DeliveriesByChannel.Values.Sum();

    public override string ToString() => $"""
        dispatch {DispatchId}: {Households} households, {Deliveries} deliveries ({Join(DeliveriesByChannel)}), now {Join(DeliveriesByState)}
        ledger: {Join(LinesByChannel)}; lost {Lost}; SMS and voice keys accepted twice {KeysAcceptedTwice}; cards repeated {CardsRepeated}, not shown {CardsRepeatedUnseen}; shown as possibly repeated {ShownAsRepeated}
        broken rules: {(Broken.Count == 0 ? "none" : string.Join("; ", Broken))}
        """;

    private static string Join(IReadOnlyDictionary<string, int> counts) => string.Join(", ", counts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Value} {pair.Key}"));
}
