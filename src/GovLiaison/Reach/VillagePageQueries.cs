using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Divisions;
using GovLiaison.Posts;

namespace GovLiaison.Reach;

/// <summary>A village and whom its people call today; the officer is there to be called, so his name and number are no secret.</summary>
/// <param name="FullName">From the root down.</param>
/// <param name="DutyPhone">Of the township, where the officer cannot be called.</param>
public sealed record VillageContact(int VillageId, string Code, string Path, IReadOnlyList<string> FullName, string? OfficerName, string? OfficerPhone, string? DutyPhone);

public sealed class VillagePageQueries(PreparedReads reads, DivisionTreeCache trees, DutyPhoneQueries duties, ICryptoProvider crypto, TimeProvider clock)
{
    // in a storm every village's block is asked for twice a minute
    private const string Sql = """
        SELECT p."Id", p."NameCipher", p."PhoneCipher" FROM "Posts" o JOIN "Persons" p ON p."Id" = o."PersonId"
        WHERE o."DivisionId" = @p0 AND o."Role" = @p1 AND o."From" <= @p2 AND (o."Until" IS NULL OR o."Until" > @p2) AND p."IsActive" = @p3
        ORDER BY o."Rank", o."Id"
        """;

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
        var main = await reads.FirstAsync(Sql, row => new Main(row.GetGuid(0), row.GetFieldValue<byte[]>(1), row.IsDBNull(2) ? null : row.GetFieldValue<byte[]>(2)),
            cancellationToken, village.Id, Roles.VillageOfficer, today, true);
        var phone = main?.PhoneCipher is { } cipher ? crypto.Decrypt(cipher, PersonalFields.PersonPhone(main.Id)) : null;
        return new VillageContact(village.Id, village.Code, village.Path, tree.FullName(village),
            main is null ? null : crypto.Decrypt(main.NameCipher, PersonalFields.PersonName(main.Id)),
            phone, phone is null ? await duties.FindAsync(village.Id, cancellationToken) : null);
    }

    private sealed record Main(Guid Id, byte[] NameCipher, byte[]? PhoneCipher);
}
