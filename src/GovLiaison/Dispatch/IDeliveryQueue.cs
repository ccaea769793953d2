using GovLiaison.Data;

namespace GovLiaison.Dispatch;

/// <summary>
/// The table is the queue. The claim alone is written by hand for each database: it must be right without lock hints (a
/// conditional update whose row count is checked) and may use them for speed. One implementation per provider project.
/// </summary>
public interface IDeliveryQueue
{
    /// <summary>
    /// Takes the most urgent open batch, and within a lane the one with the lowest turn, that is due at <paramref name="now"/>, whose lease is free by the database's clock and
    /// whose dispatch waits for no earlier one. Null when there is none.
    /// </summary>
    /// <param name="channel">Each channel has its own workers: a slow one holds up no other.</param>
    /// <param name="offer">Who is to carry it, unless it is bound to somebody already.</param>
    /// <param name="owner">The claiming process, ≤ 64 characters.</param>
    /// <param name="lease">How long the claim holds without a record; 5 s–5 min.</param>
    Task<ClaimedBatch?> ClaimAsync(LiaisonDbContext db, string channel, EndpointOffer offer, string owner, TimeSpan lease, DateTime now, CancellationToken cancellationToken);
}

/// <summary>The endpoints that a new batch would go to, one of each kind; empty ids where there is none.</summary>
public sealed record EndpointOffer(Guid Live, Guid Training);

/// <summary>A batch in hand. The token is shown at every record: with an older one nothing is recorded.</summary>
public sealed record ClaimedBatch(long Id, long DispatchId, int Lane, string Channel, RecipientKind Recipients, bool IsTraining, long Token, int Crashes,
    long FirstDeliveryId, long LastDeliveryId, Guid EndpointId)
{
    /// <summary>When its deliveries were read: those due later were not, and are no business of this claim.</summary>
    public DateTime ReadAt { get; init; }
}
