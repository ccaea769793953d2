using System.Data.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Reach;

/// <summary>How far a request for help has come.</summary>
public sealed record HelpProgress(DateTime AskedAt, DateTime? TakenAt, DateTime? ClosedAt);

/// <summary>The message that took the place of an earlier one, and the same resident's place in it.</summary>
public sealed record LaterMessage(Guid MessageId, long? RecipientId);

/// <summary>What a personal link stands for: one message, one resident, and what he has answered.</summary>
public sealed record ResidentPlace
{
    public required long RecipientId { get; init; }
    public required long DispatchId { get; init; }
    public required Guid MessageId { get; init; }
    public required int VillageId { get; init; }
    public required int TextNumber { get; init; }
    public required string TextAudience { get; init; }
    public required bool AsksForAnswer { get; init; }
    public required DateTime ExpiresAt { get; init; }
    public required bool IsOpened { get; init; }
    public DateTime? ConfirmedAt { get; init; }
    public HelpProgress? Help { get; init; }
    public LaterMessage? Later { get; init; }
}

/// <summary>Reads behind a resident's link. No actor: the link itself is the right, and nothing here names a person.</summary>
public sealed class ResidentPageQueries(LiaisonDatabase database, PreparedReads reads)
{
    // all that most pages need, by keys alone: in a storm this is asked some ten thousand times a second
    private static readonly string Sql = $"""
        SELECT r."DispatchId", r."DivisionId", r."TextNumber", r."OpenedAt", r."ResidentId", d."SubjectId", d."MatterId", d."AsksForAnswer", d."ExpiresAt", d."State", t."Audience",
            c."At", h."At", l."HelpTakenAt", l."HelpClosedAt"
        FROM "Recipients" r
        JOIN "DispatchRuns" d ON d."Id" = r."DispatchId"
        JOIN "DispatchTexts" t ON t."DispatchId" = r."DispatchId" AND t."Number" = r."TextNumber"
        LEFT JOIN "Receipts" c ON c."DispatchId" = r."DispatchId" AND c."DivisionId" = r."DivisionId" AND c."ListedHouseholdId" = 0 AND c."RecipientId" = r."Id" AND c."Kind" = '{ReceiptKinds.Confirmed}'
        LEFT JOIN "Receipts" h ON h."DispatchId" = r."DispatchId" AND h."DivisionId" = r."DivisionId" AND h."ListedHouseholdId" = 0 AND h."RecipientId" = r."Id" AND h."Kind" = '{ReceiptKinds.Help}'
        LEFT JOIN "ListedHouseholds" l ON l."Id" = r."ListedHouseholdId"
        WHERE r."Id" = @p0 AND r."Kind" = {(int)RecipientKind.Resident}
        """;

    /// <summary>Null when the number is not that of a resident.</summary>
    public async Task<ResidentPlace?> FindAsync(long recipientId, CancellationToken cancellationToken)
    {
        var found = await reads.FirstAsync(Sql, reader => Read(reader, recipientId), cancellationToken, recipientId);
        return found is { HasEnded: true } ? found.Place with { Later = await LaterAsync(found, cancellationToken) } : found?.Place;
    }

    private Found Read(DbDataReader row, long recipientId)
    {
        var asked = Time(row, 12);
        return new Found(new ResidentPlace
        {
            RecipientId = recipientId,
            DispatchId = row.GetInt64(0),
            VillageId = row.GetInt32(1),
            TextNumber = row.GetInt32(2),
            IsOpened = !row.IsDBNull(3),
            MessageId = row.GetGuid(5),
            AsksForAnswer = row.GetBoolean(7),
            ExpiresAt = database.Dialect.ReadTime(row, 8),
            TextAudience = row.GetString(10),
            ConfirmedAt = Time(row, 11),
            Help = asked is { } at ? new HelpProgress(at, Time(row, 13), Time(row, 14)) : null,
        }, row.IsDBNull(4) ? null : row.GetInt64(4), row.GetGuid(6), row.GetString(9) is nameof(DispatchState.Stopped) or nameof(DispatchState.Expired));
    }

    private DateTime? Time(DbDataReader row, int column) => row.IsDBNull(column) ? null : database.Dialect.ReadTime(row, column);

    private Task<LaterMessage?> LaterAsync(Found found, CancellationToken cancellationToken) => database.ReadAsync(async db =>
    {
        var later = await db.DispatchRuns.Where(row => row.MatterId == found.MatterId && row.Id > found.Place.DispatchId).OrderByDescending(row => row.Id)
            .Select(row => new { row.Id, row.SubjectId }).FirstOrDefaultAsync(cancellationToken);
        if (later is null) return null;
        var recipientId = await db.Recipients
            .Where(row => row.DispatchId == later.Id && row.DivisionId == found.Place.VillageId && row.ResidentId == found.ResidentId)
            .Select(row => (long?)row.Id).FirstOrDefaultAsync(cancellationToken);
        return new LaterMessage(later.SubjectId, recipientId);
    }, cancellationToken);

    private sealed record Found(ResidentPlace Place, long? ResidentId, Guid MatterId, bool HasEnded);
}
