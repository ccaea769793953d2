namespace GovLiaison.Dispatch;

/// <summary>
/// A way out: carries texts to addresses through one supplier's endpoint. It knows neither alerts nor the database.
/// One implementation per folder of GovLiaison.Channels; registered as a singleton, safe for concurrent calls.
/// </summary>
public interface IChannel
{
    /// <summary>The word stored on batches and endpoints: <c>wecom</c>, <c>sms</c>, <c>voice</c>. An open list.</summary>
    string Name { get; }

    /// <summary>How many items one request to the supplier may hold, 1–1,000. The engine never passes more.</summary>
    int MaxItemsPerRequest { get; }

    /// <summary>
    /// Whether the supplier promises to accept a key only once. Where it does not, an item whose earlier outcome was
    /// <see cref="SendOutcomeKind.Unknown"/> is shown as 可能重复 after its retry.
    /// </summary>
    bool HonoursKeys { get; }

    /// <summary>
    /// Sends the items in one request and answers one outcome per item, in the same order. Never throws for what a
    /// supplier or the network does; anything thrown is a defect of ours. Must return within
    /// <see cref="EndpointPlan.Timeout"/>.
    /// </summary>
    Task<IReadOnlyList<SendOutcome>> SendAsync(EndpointPlan endpoint, IReadOnlyList<OutboundItem> items, CancellationToken cancellationToken);
}

/// <summary>One thing to send.</summary>
/// <param name="Key">The idempotency key: the delivery's key as text, ≤ 32 characters, the same at every retry.</param>
/// <param name="Address">Phone number in national form (11 digits) for sms and voice, WeCom userid for wecom.</param>
/// <param name="Text">What to say; shared by many items of a batch.</param>
/// <param name="Link">Absolute address of the recipient's own page, or null when the text carries none.</param>
public sealed record OutboundItem(string Key, string Address, OutboundText Text, string? Link);

/// <summary>One text of a message in the forms that channels need. Channels take the form they carry.</summary>
/// <param name="Headline">At most 26 characters; the card's title.</param>
/// <param name="Fact">One or two lines: what happens, where, until when; the card's description.</param>
/// <param name="Sms">The whole SMS, signature included; <c>{link}</c> stands for the recipient's link.</param>
/// <param name="Spoken">What a voice call or a loudspeaker says; digits as words.</param>
/// <param name="IsTraining">Whether 演练 must stand on it; the forms above carry the mark already.</param>
public sealed record OutboundText(string Headline, string Fact, string Sms, string Spoken, bool IsTraining);

/// <summary>One configured supplier account, compiled for use: immutable while a request runs.</summary>
public sealed record EndpointPlan
{
    public required Guid Id { get; init; }

    /// <summary>The name that operators see.</summary>
    public required string Name { get; init; }

    /// <summary>The channel's word, see <see cref="IChannel.Name"/>.</summary>
    public required string Channel { get; init; }

    /// <summary>Training endpoints carry training alerts and nothing else; fixed when the endpoint is made.</summary>
    public required bool IsTraining { get; init; }

    /// <summary>Root address of the supplier's API, without a trailing slash.</summary>
    public required Uri BaseAddress { get; init; }

    /// <summary>Account name at the supplier (WeCom: corpid).</summary>
    public required string Account { get; init; }

    /// <summary>Secret at the supplier, in clear; never logged.</summary>
    public required string Secret { get; init; }

    /// <summary>Application number inside the account (WeCom: agentid); 0 where the channel has none.</summary>
    public int Application { get; init; }

    /// <summary>Requests in flight at once, 1–256.</summary>
    public int Concurrency { get; init; } = 8;

    /// <summary>Items of one request, 1–1,000; never more than <see cref="IChannel.MaxItemsPerRequest"/>. 1 = a request per message.</summary>
    public int ItemsPerRequest { get; init; } = Batch.MaxSize;

    /// <summary>Items a second that one process may send, by contract with the supplier; 0 = no limit.</summary>
    public int ItemsPerSecond { get; init; }

    /// <summary>Time limit of one request; 1–35 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(15);
}
