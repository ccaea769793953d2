using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Alerts;

/// <summary>What a message lacks before it may be submitted. All of it is found, so that a screen can list it at once.</summary>
internal static class AlertChecks
{
    public static async Task<IReadOnlyList<Refusal>> FindAsync(
        LiaisonDbContext db, AlertContent content, AlertContent? correction, Actor actor, DateTime now, CancellationToken cancellationToken)
    {
        var found = new List<Refusal>();
        await CheckAreasAsync(found, db, content, actor, cancellationToken);
        var hazard = content.Alert.HazardCode;
        var level = content.Message.LevelCode;
        if (!await db.HazardLevels.AnyAsync(row => row.HazardCode == hazard && row.LevelCode == level, cancellationToken))
            found.Add(AlertRefusals.LevelUnknown);
        found.AddRange(Texts(content, correction));
        if (Expiry(content.Message.ExpiresAt, now) is { } expiry)
            found.Add(expiry);
        if (await HasEndedAsync(db, content, now, cancellationToken))
            found.Add(AlertRefusals.Ended);
        return found;
    }

    /// <summary>Within its limits, whatever is still missing: what an author may store.</summary>
    public static Refusal? Fits(AlertWording text, bool isTraining)
    {
        var lines = text.Actions.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length;
        return text switch
        {
            _ when text.Headline.Length > AlertLimits.Headline(isTraining) => AlertRefusals.HeadlineTooLong(AlertLimits.Headline(isTraining), text.Headline.Length),
            _ when text.Fact.Length > AlertLimits.Fact => AlertRefusals.FactTooLong(AlertLimits.Fact, text.Fact.Length),
            _ when text.Actions.Length > AlertLimits.Actions => AlertRefusals.ActionsTooLong(AlertLimits.Actions, text.Actions.Length),
            _ when lines > AlertLimits.ActionLines => AlertRefusals.TooManyActions(AlertLimits.ActionLines, lines),
            _ when text.Sms.Length > AlertLimits.Sms(isTraining) => AlertRefusals.SmsTooLong(AlertLimits.Sms(isTraining), text.Sms.Length),
            _ when text.Spoken.Length > AlertLimits.Spoken(isTraining) => AlertRefusals.SpokenTooLong(AlertLimits.Spoken(isTraining), text.Spoken.Length),
            _ => null,
        };
    }

    public static Refusal? Expiry(DateTime? expiresAt, DateTime now) => expiresAt switch
    {
        null => AlertRefusals.ExpiryMissing,
        { } at when at <= now => AlertRefusals.ExpiryPast,
        { } at when at > now + AlertLimits.LongestLife => AlertRefusals.ExpiryTooFar((int)AlertLimits.LongestLife.TotalHours),
        _ => null,
    };

    /// <summary>Lifted, taken back or run out: nothing further may follow an alert that is over.</summary>
    public static async Task<bool> HasEndedAsync(LiaisonDbContext db, AlertContent content, DateTime now, CancellationToken cancellationToken)
    {
        if (content.Message.Kind is AlertMessageKind.Alert) return false;
        var last = await db.AlertMessages.Where(row => row.AlertId == content.Alert.Id && row.Status == AlertMessageStatus.Sent)
            .OrderByDescending(row => row.Number).Select(row => new { row.Kind, row.ExpiresAt }).FirstOrDefaultAsync(cancellationToken);
        return last is null || last.Kind is AlertMessageKind.Lift or AlertMessageKind.Cancel || last.ExpiresAt <= now;
    }

    private static async Task CheckAreasAsync(List<Refusal> found, LiaisonDbContext db, AlertContent content, Actor actor, CancellationToken cancellationToken)
    {
        if (content.Areas.Count == 0)
        {
            found.Add(AlertRefusals.AreaMissing);
            return;
        }
        var outside = content.Areas.Select(area => area.Path).Where(path => !actor.May(Permissions.DraftAlerts, path)).ToList();
        if (outside.Count > 0)
            found.Add(AlertRefusals.AreaOutsideDrafting(await AlertAreaChoice.NamesAsync(db, outside, cancellationToken)));
        else if (content.Message.Kind is not AlertMessageKind.Lift && !await HasHouseholdsAsync(db, content, cancellationToken))
            found.Add(AlertRefusals.AudienceEmpty);
    }

    private static Task<bool> HasHouseholdsAsync(LiaisonDbContext db, AlertContent content, CancellationToken cancellationToken)
    {
        var areas = db.AlertAreas.Where(row => row.MessageId == content.Message.Id);
#pragma warning disable CA1309, CA1310, MA0001 // becomes a comparison in SQL, where the column's binary collation decides
        var villages = db.Divisions.Where(row => row.IsVillage
            && areas.Any(area => string.Compare(row.Path, area.Path) >= 0 && string.Compare(row.Path, area.PathEnd) < 0)).Select(row => row.Id);
#pragma warning restore CA1309, CA1310, MA0001
        var households = db.Households.Where(row => villages.Contains(row.VillageId));
        if (content.Tags.Count == 0) return households.AnyAsync(cancellationToken);
        var tags = db.AlertTags.Where(row => row.MessageId == content.Message.Id).Select(row => row.TagId);
        var tagged = db.ResidentTags.Where(row => tags.Contains(row.TagId)).Select(row => row.ResidentId);
        return db.Residents.AnyAsync(row => tagged.Contains(row.Id) && villages.Contains(row.VillageId), cancellationToken);
    }

    private static IEnumerable<Refusal> Texts(AlertContent content, AlertContent? correction)
    {
        var texts = content.Texts.Select(AlertWording.Of).ToList();
        var isTraining = content.Alert.IsTraining;
        foreach (var text in texts.Where(text => text.Audience is TextAudiences.Resident).DefaultIfEmpty(AlertWording.Empty("")))
            foreach (var fault in Missing(text))
                yield return fault;
        foreach (var text in texts)
            if ((Fits(text, isTraining) ?? Links(text)) is { } fault)
                yield return fault;
        if (content.Message.Kind is AlertMessageKind.Update && !texts.Exists(text => text.Audience is TextAudiences.ResidentLeft && !Missing(text).Any()))
            yield return AlertRefusals.LeftTextMissing;
        if (content.Message.Kind is AlertMessageKind.Lift) yield break;
        var spare = correction?.Texts.Select(AlertWording.Of).ToList() ?? [];
        if (spare.Count == 0 || spare.Exists(text => Missing(text).Any()))
            yield return AlertRefusals.CorrectionMissing;
        foreach (var text in spare)
            if ((Fits(text, isTraining) ?? Links(text)) is { } fault)
                yield return fault;
    }

    private static IEnumerable<Refusal> Missing(AlertWording text)
    {
        if (string.IsNullOrWhiteSpace(text.Headline)) yield return AlertRefusals.HeadlineMissing;
        if (string.IsNullOrWhiteSpace(text.Fact)) yield return AlertRefusals.FactMissing;
        if (string.IsNullOrWhiteSpace(text.Sms)) yield return AlertRefusals.SmsMissing;
        if (string.IsNullOrWhiteSpace(text.Spoken)) yield return AlertRefusals.SpokenMissing;
    }

    private static Refusal? Links(AlertWording text) =>
        text.Sms.Split(SmsParts.Link).Length > 2 ? AlertRefusals.LinkRepeated
        : $"{text.Headline}{text.Fact}{text.Actions}{text.Spoken}".Contains(SmsParts.Link, StringComparison.Ordinal) ? AlertRefusals.LinkSpoken
        : null;
}
