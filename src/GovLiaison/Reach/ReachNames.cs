using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Identity;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>The households of one page by name: at most a page is ever decrypted.</summary>
internal sealed class ReachNames(LiaisonDbContext db, ICryptoProvider crypto, Actor actor)
{
    public sealed record Home(string Group, string Name, IReadOnlyList<TagName> Tags);

    /// <param name="households">With the village and its path: whether names stand in full is decided place by place.</param>
    public async Task<IReadOnlyDictionary<long, Home>> HomesAsync(IReadOnlyCollection<(long HouseholdId, int VillageId, string Path)> households, CancellationToken cancellationToken)
    {
        var ids = households.Select(row => row.HouseholdId).Distinct().ToList();
        var villages = households.Select(row => row.VillageId).Distinct().ToList();
        var groups = await db.Households.AsNoTracking().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.Group }).ToDictionaryAsync(row => row.Id, row => row.Group, cancellationToken);
        var residents = await db.Residents.AsNoTracking().Where(row => villages.Contains(row.VillageId) && ids.Contains(row.HouseholdId))
            .Select(row => new { row.Id, row.HouseholdId, row.Rank, row.NameCipher }).ToListAsync(cancellationToken);
        var people = residents.ConvertAll(row => row.Id);
        var tags = await db.ResidentTags.Where(row => villages.Contains(row.VillageId) && people.Contains(row.ResidentId))
            .Join(db.Tags, row => row.TagId, tag => tag.Id, (row, tag) => new { row.ResidentId, tag.NameZh, tag.NameEn, tag.IsSensitive, tag.CallWhenSilent })
            .ToListAsync(cancellationToken);
        var heads = residents.GroupBy(row => row.HouseholdId).ToDictionary(group => group.Key, group => group.OrderBy(row => row.Rank).ThenBy(row => row.Id).ToList());

        var homes = new Dictionary<long, Home>();
        foreach (var (household, _, path) in households)
        {
            var inFull = MaySee(path);
            var members = heads.GetValueOrDefault(household, []);
            var name = members.Count == 0 ? "" : crypto.Decrypt(members[0].NameCipher, PersonalFields.ResidentName(members[0].Id));
            var theirs = tags.Where(tag => tag.CallWhenSilent && (inFull || !tag.IsSensitive) && members.Exists(member => member.Id == tag.ResidentId));
            homes[household] = new Home(groups.GetValueOrDefault(household, ""), inFull || name.Length == 0 ? name : PersonRules.Mask(name),
                [.. theirs.Select(tag => new TagName(tag.NameZh, tag.NameEn)).Distinct()]);
        }
        return homes;
    }

    public bool MaySee(string path) => actor.May(Permissions.SeePeople, path);

    public async Task<IReadOnlyDictionary<Guid, string>> PersonsAsync(IEnumerable<Guid> personIds, CancellationToken cancellationToken)
    {
        var ids = personIds.Distinct().ToList();
        var rows = await db.Persons.AsNoTracking().Where(row => ids.Contains(row.Id)).Select(row => new { row.Id, row.NameCipher }).ToListAsync(cancellationToken);
        return rows.ToDictionary(row => row.Id, row => crypto.Decrypt(row.NameCipher, PersonalFields.PersonName(row.Id)));
    }
}
