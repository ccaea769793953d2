using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Templates;

/// <summary>A hazard with the levels it has, the lowest first.</summary>
public sealed record HazardChoice(string Code, string NameZh, string NameEn, IReadOnlyList<LevelChoice> Levels);

/// <param name="IsHighest">The highest its hazard has: goes by lane 0.</param>
public sealed record LevelChoice(string Code, string NameZh, string NameEn, int Rank, bool IsHighest);

public sealed record TemplateChoice(Guid Id, string HazardCode, string LevelCode, string Language,
    string Headline, string Fact, string Actions, string Sms, string Spoken);

/// <summary>What an author may begin with.</summary>
public sealed class TemplateQueries(LiaisonDatabase database)
{
    private const int Most = 500;

    public Task<IReadOnlyList<HazardChoice>> HazardsAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<HazardChoice>>(async db =>
    {
        var hazards = await db.Hazards.OrderBy(row => row.Code).Take(Most).ToListAsync(cancellationToken);
        var levels = await (from own in db.HazardLevels
                            join level in db.AlertLevels on own.LevelCode equals level.Code
                            select new { own.HazardCode, level.Code, level.NameZh, level.NameEn, own.Rank }).ToListAsync(cancellationToken);
        return
        [
            .. hazards.Select(hazard =>
            {
                var own = levels.Where(level => string.Equals(level.HazardCode, hazard.Code, StringComparison.Ordinal)).OrderBy(level => level.Rank).ToList();
                return new HazardChoice(hazard.Code, hazard.NameZh, hazard.NameEn,
                    [.. own.Select(level => new LevelChoice(level.Code, level.NameZh, level.NameEn, level.Rank, level == own[^1]))]);
            }),
        ];
    }, cancellationToken);

    /// <summary>Every level there is, whichever hazards have it.</summary>
    public Task<IReadOnlyList<AlertLevel>> LevelsAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<AlertLevel>>(async db =>
        await db.AlertLevels.OrderBy(row => row.Rank).ThenBy(row => row.Code).Take(Most).ToListAsync(cancellationToken), cancellationToken);

    public Task<IReadOnlyList<TemplateChoice>> TemplatesAsync(CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<TemplateChoice>>(async db =>
        await db.AlertTemplates.OrderBy(row => row.HazardCode).ThenBy(row => row.LevelCode).ThenBy(row => row.Language).Take(Most)
            .Select(row => new TemplateChoice(row.Id, row.HazardCode, row.LevelCode, row.Language, row.Headline, row.Fact, row.Actions, row.Sms, row.Spoken))
            .ToListAsync(cancellationToken), cancellationToken);
}
