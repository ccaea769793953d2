using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Divisions;
using GovLiaison.Residents;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>Who would be told by what, and who by nothing, if a message went out now.</summary>
public sealed record AudienceCount(int Villages, int Households, int Residents, int Phones, int HouseholdsReachable, int HouseholdsAtRisk,
    int VillagesWithoutOfficer, int OfficersByCard, int OfficersBySms)
{
    public int HouseholdsWithoutPath => Households - HouseholdsReachable;
}

public sealed class AudienceQueries(LiaisonDatabase database, TimeProvider clock)
{
    private const string VillageOfficer = "village-officer";

    /// <summary>Counts inside the areas; an empty list of tags means everybody. One SMS per phone, however many share it.</summary>
    public Task<AudienceCount> CountAsync(IReadOnlyList<DivisionPath> areas, IReadOnlyList<Guid> tagIds, CancellationToken cancellationToken) =>
        database.ReadAsync(async db =>
        {
            var villages = await VillageIdsAsync(db, areas, cancellationToken);
            var count = new AudienceCount(villages.Count, 0, 0, 0, 0, 0, 0, 0, 0);
            foreach (var part in villages.Chunk(1000))
                count = Add(count, await CountAsync(db, part, tagIds, cancellationToken));
            return count;
        }, cancellationToken);

    private static async Task<List<int>> VillageIdsAsync(LiaisonDbContext db, IReadOnlyList<DivisionPath> areas, CancellationToken cancellationToken)
    {
        var ids = new HashSet<int>();
        foreach (var area in areas.Distinct())
        {
            var (from, end) = (area.Value, area.End);
            ids.UnionWith(await db.Divisions
                .Where(row => row.IsVillage && row.Path.CompareTo(from) >= 0 && row.Path.CompareTo(end) < 0)
                .Select(row => row.Id).ToListAsync(cancellationToken));
        }
        return [.. ids.Order()];
    }

    private async Task<AudienceCount> CountAsync(LiaisonDbContext db, int[] villages, IReadOnlyList<Guid> tagIds, CancellationToken cancellationToken)
    {
        var today = DateOnly.FromDateTime(clock.UtcNow().AddHours(8));
        var (first, last) = (villages[0], villages[^1]);
        // Neighbours in the tree have neighbouring ids: mostly one range does, and it never meets a limit of parameters.
        var inRange = last - first + 1 == villages.Length;
        IQueryable<Division> places = inRange
            ? db.Divisions.Where(row => row.IsVillage && row.Id >= first && row.Id <= last)
            : db.Divisions.Where(row => villages.Contains(row.Id));
        IQueryable<Household> households = db.Households.Where(row => places.Any(place => place.Id == row.VillageId));
        if (tagIds.Count > 0)
            households = households.Where(row => db.Residents.Any(resident => resident.HouseholdId == row.Id
                && db.ResidentTags.Any(tag => tag.ResidentId == resident.Id && tagIds.Contains(tag.TagId))));
        var residents = db.Residents.Where(row => households.Any(household => household.Id == row.HouseholdId));
        var officers = db.Posts.Where(post => post.Role == VillageOfficer && places.Any(place => place.Id == post.DivisionId)
            && post.From <= today && (post.Until == null || post.Until > today));
        var withOfficer = await officers.Select(post => post.DivisionId).Distinct().CountAsync(cancellationToken);
        var mains = await officers.Where(post => post.Rank == 0)
            .Join(db.Persons, post => post.PersonId, person => person.Id, (_, person) => person)
            .GroupBy(person => person.WeComUserId != null).Select(group => new { Card = group.Key, Count = group.Count() }).ToListAsync(cancellationToken);
        return new AudienceCount(
            villages.Length,
            await households.CountAsync(cancellationToken),
            await residents.CountAsync(cancellationToken),
            await db.ContactPoints.Where(contact => residents.Any(resident => resident.Id == contact.ResidentId))
                .Select(contact => contact.ValueIndex).Distinct().CountAsync(cancellationToken),
            await households.CountAsync(row => db.Residents.Any(resident => resident.HouseholdId == row.Id
                && db.ContactPoints.Any(contact => contact.ResidentId == resident.Id)), cancellationToken),
            await households.CountAsync(row => db.Residents.Any(resident => resident.HouseholdId == row.Id
                && db.ResidentTags.Any(mark => mark.ResidentId == resident.Id && db.Tags.Any(tag => tag.Id == mark.TagId && tag.CallWhenSilent))), cancellationToken),
            villages.Length - withOfficer,
            mains.Find(row => row.Card)?.Count ?? 0,
            mains.Find(row => !row.Card)?.Count ?? 0);
    }

    private static AudienceCount Add(AudienceCount one, AudienceCount other) => new(one.Villages, one.Households + other.Households,
        one.Residents + other.Residents, one.Phones + other.Phones, one.HouseholdsReachable + other.HouseholdsReachable,
        one.HouseholdsAtRisk + other.HouseholdsAtRisk, one.VillagesWithoutOfficer + other.VillagesWithoutOfficer,
        one.OfficersByCard + other.OfficersByCard, one.OfficersBySms + other.OfficersBySms);
}
