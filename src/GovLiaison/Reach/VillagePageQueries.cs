using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Divisions;
using GovLiaison.Posts;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>A village and whom its people call today; the officer is there to be called, so his name and number are no secret.</summary>
/// <param name="FullName">From the root down.</param>
/// <param name="DutyPhone">Of the township, where the officer cannot be called.</param>
public sealed record VillageContact(int VillageId, string Code, string Path, IReadOnlyList<string> FullName, string? OfficerName, string? OfficerPhone, string? DutyPhone);

public sealed class VillagePageQueries(LiaisonDatabase database, DivisionTreeCache trees, DutyPhoneQueries duties, ICryptoProvider crypto, TimeProvider clock)
{
    /// <summary>Null when no village has this code.</summary>
    public async Task<VillageContact?> FindAsync(string code, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        return tree.ByCode(code) is { IsVillage: true } village ? await ReadAsync(tree, village, cancellationToken) : null;
    }

    public async Task<VillageContact?> FindAsync(int villageId, CancellationToken cancellationToken)
    {
        var tree = await trees.CurrentAsync(cancellationToken);
        return tree.ById(villageId) is { } village ? await ReadAsync(tree, village, cancellationToken) : null;
    }

    private async Task<VillageContact> ReadAsync(DivisionTree tree, DivisionNode village, CancellationToken cancellationToken)
    {
        var today = clock.BeijingToday();
        var main = await database.ReadAsync(db => (
            from post in db.Posts
            where post.DivisionId == village.Id && post.Role == Roles.VillageOfficer && post.From <= today && (post.Until == null || post.Until > today)
            join person in db.Persons on post.PersonId equals person.Id
            where person.IsActive
            orderby post.Rank, post.Id
            select new { person.Id, person.NameCipher, person.PhoneCipher }).FirstOrDefaultAsync(cancellationToken), cancellationToken);
        var phone = main?.PhoneCipher is { } cipher ? crypto.Decrypt(cipher, PersonalFields.PersonPhone(main.Id)) : null;
        return new VillageContact(village.Id, village.Code, village.Path, tree.FullName(village),
            main is null ? null : crypto.Decrypt(main.NameCipher, PersonalFields.PersonName(main.Id)),
            phone, phone is null ? await duties.FindAsync(village.Id, cancellationToken) : null);
    }
}
