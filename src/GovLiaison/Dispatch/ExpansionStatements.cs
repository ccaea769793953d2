using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>
/// The set-based statements of one chunk, run inside its transaction. The same SQL for the three databases: rows are numbered
/// with ROW_NUMBER from a block of keys, in village order. Here what they share.
/// </summary>
internal sealed partial class ExpansionStatements(LiaisonDbContext db, IStoreDialect dialect, DispatchRun run, DateTime now)
{
    private readonly object _now = dialect.TimeValue(now);

    private async Task AddBatchesAsync(long batch, long firstDelivery, int count, string channel, RecipientKind kind, CancellationToken cancellationToken)
    {
        var turn = await db.Batches.CountAsync(row => row.DispatchId == run.Id, cancellationToken);
        for (var from = 0; from < count; from += Batch.MaxSize)
            db.Batches.Add(new Batch
            {
                Id = batch + from / Batch.MaxSize,
                DispatchId = run.Id,
                Lane = run.Lane,
                Channel = channel,
                Recipients = kind,
                IsTraining = run.IsTraining,
                FirstDeliveryId = firstDelivery + from,
                LastDeliveryId = firstDelivery + Math.Min(from + Batch.MaxSize, count) - 1,
                Count = Math.Min(Batch.MaxSize, count - from),
                Turn = turn++,
                State = BatchState.Open,
                DueAt = now,
            });
        await db.SaveChangesAsync(cancellationToken);
    }

    private async Task<int> TextNumberAsync(string audience, CancellationToken cancellationToken)
    {
        var numbers = await db.DispatchTexts.Where(row => row.DispatchId == run.Id).OrderBy(row => row.Number)
            .Select(row => new { row.Number, row.Audience }).ToListAsync(cancellationToken);
        return numbers.Find(row => string.Equals(row.Audience, audience, StringComparison.Ordinal))?.Number ?? numbers[0].Number;
    }

    // A lift, a cancel or a correction goes to whoever was told by an earlier dispatch of the matter, and to nobody else.
    private string OnlyTold(string matter, string same, string or = "1 = 0") => run.Audience != Audience.Told ? "" : $"""
         AND (EXISTS (SELECT 1 FROM "Recipients" r JOIN "DispatchRuns" p ON p."Id" = r."DispatchId"
                      WHERE p."MatterId" = {matter} AND p."Id" <> {run.Id} AND {same} AND {Told})
              OR {or.Replace("{matter}", matter, StringComparison.Ordinal)})
        """;

    private string PathEnd(string path) => string.Equals(dialect.Name, "sqlserver", StringComparison.Ordinal)
        ? $"LEFT({path}, LEN({path}) - 1) + '0'"
        : $"SUBSTR({path}, 1, LENGTH({path}) - 1) || '0'";

    // Told in person, by the officer, by the buddy or self-declared: evidence that no delivery of ours explains.
    private static readonly string MarkedByPeople =
        string.Join(", ", new[] { Evidence.Told, Evidence.SelfDeclared, Evidence.Relayed, Evidence.Visited }.Select(evidence => (int)evidence));

    private static readonly string ToldStates =
        string.Join(", ", new[] { DeliveryState.Unknown, DeliveryState.Sent, DeliveryState.Arrived, DeliveryState.Unresolved }.Select(state => (int)state));

    // Told = accepted, outcome unknown, page opened or answered; by the delivery of whoever carries a shared phone.
    private static readonly string Told = $"""
        (r."OpenedAt" IS NOT NULL OR r."AnsweredAt" IS NOT NULL
         OR EXISTS (SELECT 1 FROM "Deliveries" y WHERE y."RecipientId" = COALESCE(r."CarrierId", r."Id") AND y."State" IN ({ToldStates})))
        """;
}
