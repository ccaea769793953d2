using System.Security.Cryptography;
using System.Text.Json;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Dispatch;

/// <summary>What is to be carried, to whom.</summary>
/// <param name="MatterId">What the message belongs to: later dispatches of the same matter end the earlier ones.</param>
/// <param name="Lane">0, 1 or 2; see the glossary.</param>
/// <param name="AsksForAnswer">Whether the ladder runs.</param>
/// <param name="StartedAt">T0, the last signature.</param>
/// <param name="Texts">At least one for residents; numbers are given in order from 1.</param>
public sealed record StartDispatch(string SubjectKind, Guid SubjectId, Guid MatterId, int Lane, bool AsksForAnswer, bool IsTraining,
    DateTime StartedAt, DateTime ExpiresAt, AudienceFilter Audience, IReadOnlyList<StartDispatchText> Texts);

/// <param name="Audience">A code of <see cref="TextAudiences"/>.</param>
public sealed record StartDispatchText(string Language, string Audience, string Headline, string Fact, string Sms, string Spoken);

/// <summary>Starts and stops dispatches, inside the transaction of the act that wants it.</summary>
public sealed class DispatchService(IStoreDialect dialect, DispatchSignal signal, TimeProvider clock)
{
    private const int MostVillages = 200_000;

    /// <summary>
    /// Puts a message on its way and answers its dispatch. What earlier dispatches of the matter still have waiting is
    /// withdrawn first. The list itself is frozen by the engine, the most threatened villages first.
    /// </summary>
    public async Task<long> StartAsync(LiaisonDbContext db, StartDispatch start, CancellationToken cancellationToken)
    {
        var earlier = await db.DispatchRuns.Where(run => run.MatterId == start.MatterId).OrderByDescending(run => run.Id)
            .Select(run => run.Id).ToListAsync(cancellationToken);
        foreach (var id in earlier)
            await StopAsync(db, id, cancellationToken);

        var run = new DispatchRun
        {
            Id = await db.AllotAsync("dispatch", 1, cancellationToken),
            SubjectKind = start.SubjectKind,
            SubjectId = start.SubjectId,
            MatterId = start.MatterId,
            AfterId = earlier.Count > 0 ? earlier[0] : null,
            Lane = start.Lane,
            AsksForAnswer = start.AsksForAnswer,
            IsTraining = start.IsTraining,
            StartedAt = start.StartedAt,
            ExpiresAt = start.ExpiresAt,
            State = DispatchState.Expanding,
            Digest = SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(start.Texts)),
            Audience = start.Audience.Mode,
        };
        db.DispatchRuns.Add(run);
        db.DispatchTexts.AddRange(start.Texts.Select((text, index) => new DispatchText
        {
            DispatchId = run.Id, Number = index + 1, Language = text.Language, Audience = text.Audience,
            Headline = text.Headline, Fact = text.Fact, Sms = text.Sms, Spoken = text.Spoken,
        }));
        db.DispatchAreas.AddRange(start.Audience.Areas.Distinct()
            .Select(area => new DispatchArea { DispatchId = run.Id, Path = area.Value, PathEnd = area.End }));
        db.DispatchTags.AddRange(start.Audience.TagIds.Distinct().Select(tag => new DispatchTag { DispatchId = run.Id, TagId = tag }));
        await db.SaveChangesAsync(cancellationToken);

        await ListVillagesAsync(db, run, cancellationToken);
        signal.Raise();
        return run.Id;
    }

    /// <summary>
    /// Stops a dispatch: what waits is withdrawn; a batch that a worker has in hand is closed by the worker after the requests
    /// already being written. Answers how many deliveries had gone out.
    /// </summary>
    public async Task<int> StopAsync(LiaisonDbContext db, long dispatchId, CancellationToken cancellationToken)
    {
        var now = clock.UtcNow();
        await db.DispatchRuns.Where(run => run.Id == dispatchId && (run.State == DispatchState.Expanding || run.State == DispatchState.Running))
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.State, DispatchState.Stopped).SetProperty(run => run.StoppedAt, now), cancellationToken);
        await Withdrawal.RunAsync(db, dialect, dispatchId, now, cancellationToken);
        return await db.Batches.Where(batch => batch.DispatchId == dispatchId).SumAsync(batch => batch.SentCount, cancellationToken);
    }

    // One tally row per village on the list, ordered by threat; everything after this is computed from these rows.
    private static async Task ListVillagesAsync(LiaisonDbContext db, DispatchRun run, CancellationToken cancellationToken)
    {
        const string InArea = """EXISTS (SELECT 1 FROM "DispatchAreas" a WHERE a."DispatchId" = {0} AND d."Path" >= a."Path" AND d."Path" < a."PathEnd")""";
        const string ToldBefore = """
            EXISTS (SELECT 1 FROM "VillageTallies" e JOIN "DispatchRuns" p ON p."Id" = e."DispatchId"
                    WHERE p."MatterId" = {1} AND p."Id" <> {0} AND e."VillageId" = d."Id")
            """;
        var condition = run.Audience switch
        {
            Audience.Area => InArea,
            Audience.Told => ToldBefore,
            _ => $"({InArea} OR {ToldBefore})",
        };
        var zeros = string.Join(", ", Enumerable.Repeat("0", TallyColumns.Names.Count));
        var listed = await db.RunAsync($$"""
            INSERT INTO "VillageTallies" ("DispatchId", "VillageId", "Path", "Order", "Size", "Stage", {{TallyColumns.Quoted}})
            SELECT {0}, d."Id", d."Path", ROW_NUMBER() OVER (ORDER BY COALESCE(k."AtRisk", 0) DESC, d."Path"), COALESCE(s."Size", 0), 0, {{zeros}}
            FROM "Divisions" d
            LEFT JOIN (SELECT r."VillageId", COUNT(*) AS "Size" FROM "Residents" r GROUP BY r."VillageId") s ON s."VillageId" = d."Id"
            LEFT JOIN (SELECT x."VillageId", COUNT(*) AS "AtRisk" FROM "ResidentTags" x JOIN "Tags" t ON t."Id" = x."TagId"
                       WHERE t."CallWhenSilent" = {2} GROUP BY x."VillageId") k ON k."VillageId" = d."Id"
            WHERE d."IsVillage" = {2} AND {{condition}}
            """, [run.Id, run.MatterId, true], cancellationToken);
        if (listed > MostVillages) throw new InvalidOperationException($"Dispatch {run.Id} covers {listed} villages; at most {MostVillages} are foreseen");
    }
}
