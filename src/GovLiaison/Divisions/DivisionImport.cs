using GovLiaison.Audit;
using GovLiaison.Common;
using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Divisions;

/// <summary>
/// Reads a file of divisions (code,name,level,parent; UTF-8) into an empty tree, all or nothing. Numbers are given in the order
/// of the tree, so that the villages of a subtree lie beside each other in every table that names them.
/// </summary>
public sealed class DivisionImport(LiaisonDatabase database, DivisionTreeCache trees, AuditTrail audit)
{
    public const string Header = "code,name,level,parent";

    private const int RowsPerSave = 2000;

    /// <summary>How many divisions were stored.</summary>
    public async Task<Result<int>> ImportAsync(Actor actor, TextReader file, CancellationToken cancellationToken)
    {
        if (actor.Require(Permissions.ManageSystem, DivisionPath.Everything.Value) is { } refusal) return refusal;
        var parsed = await DivisionFile.ReadAsync(file, cancellationToken);
        if (parsed.IsRefused) return parsed.Refusal!;
        var divisions = InTreeOrder(parsed.Value);

        var result = await database.WriteAsync<int>(WritePriority.Console, async db =>
        {
            if (await db.Divisions.AnyAsync(cancellationToken)) return DivisionRefusals.DivisionsAlreadyThere;
            foreach (var chunk in divisions.Chunk(RowsPerSave))
            {
                db.Divisions.AddRange(chunk);
                await db.SaveChangesAsync(cancellationToken);
                db.ChangeTracker.Clear();
            }
            await DivisionTreeCache.CountChangeAsync(db, cancellationToken);
            await audit.RecordAsync(db, actor, "DivisionsImported", new AuditSubject("Divisions", divisions[0].Code, divisions[0].Path), new { divisions.Count }, cancellationToken);
            return divisions.Count;
        }, cancellationToken);
        trees.Forget();
        return result;
    }

    private static List<Division> InTreeOrder(IReadOnlyList<DivisionRow> rows)
    {
        var below = rows.ToLookup(row => row.Parent, StringComparer.Ordinal);
        var ordered = new List<Division>(rows.Count);
        foreach (var root in below[""].OrderBy(row => row.Code, StringComparer.Ordinal)) Add(root, null);
        return ordered;

        void Add(DivisionRow row, Division? parent)
        {
            var division = new Division
            {
                Id = ordered.Count + 1,
                Code = row.Code,
                Name = row.Name,
                Level = row.Level,
                ParentId = parent?.Id,
                Path = new DivisionPath(parent?.Path ?? "/").Child(row.Code).Value,
                Initials = PinyinInitials.Of(row.Name),
                IsVillage = !below.Contains(row.Code),
            };
            ordered.Add(division);
            foreach (var child in below[row.Code].OrderBy(child => child.Code, StringComparer.Ordinal)) Add(child, division);
        }
    }
}
