using System.Collections.Concurrent;
using GovLiaison.Data;
using GovLiaison.Reach;
using GovLiaison.Web.Divisions;

namespace GovLiaison.Web.Resident;

/// <summary>The block of a page that belongs to the village.</summary>
public sealed record ResidentPlaceContact(string Place, string? OfficerName, string? OfficerPhone);

/// <summary>The village blocks, kept for half a minute: a change of officer shows by then, and a busy village is read once.</summary>
public sealed class ResidentContacts(VillagePageQueries villages, TimeProvider clock)
{
    // more than a province has villages
    private const int Most = 40_000;
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<int, (ResidentPlaceContact Contact, DateTime At)> _known = new();

    public async Task<ResidentPlaceContact> OfAsync(int villageId, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        if (_known.TryGetValue(villageId, out var known) && now - known.At < Kept) return known.Contact;
        var found = await villages.FindAsync(villageId, cancellationToken);
        var contact = found is null ? new ResidentPlaceContact("", null, null)
            : new ResidentPlaceContact(string.Join(' ', found.FullName.TakeLast(2).Select(PlaceName.Spoken)), found.OfficerName, found.OfficerPhone);
        if (_known.Count >= Most) _known.Clear();
        _known[villageId] = (contact, now);
        return contact;
    }
}
