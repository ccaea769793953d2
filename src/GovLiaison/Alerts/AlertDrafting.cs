using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Templates;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Alerts;

/// <summary>Makes drafts and stores what their author writes.</summary>
internal sealed class AlertDrafting(AlertTrail trail, TimeProvider clock)
{
    private const string DefaultLanguage = "zh-CN";

    public async Task<Result<DraftedAlert>> DraftAsync(LiaisonDbContext db, DraftAlert draft, Actor actor, CancellationToken cancellationToken)
    {
        if (actor.PersonId is not { } author) return Refusal.NotPermitted;
        var issuer = await db.Divisions.SingleOrDefaultAsync(row => row.Id == draft.IssuerId, cancellationToken);
        if (issuer is null) return Refusal.NotFound;
        if (actor.Require(Permissions.DraftAlerts, issuer.Path) is { } refusal) return refusal;
        if (!draft.IsTraining && await db.Installations.AnyAsync(row => row.IsDemo, cancellationToken)) return DispatchRefusals.DemoNeverLive;
        var template = draft.TemplateId is { } id ? await db.AlertTemplates.SingleOrDefaultAsync(row => row.Id == id, cancellationToken) : null;
        if (draft.TemplateId is not null && template is null) return Refusal.NotFound;
        var (hazard, level) = (template?.HazardCode ?? draft.HazardCode, template?.LevelCode ?? draft.LevelCode);
        if (await PhrasesAsync(db, hazard, level, template?.Language ?? DefaultLanguage, cancellationToken) is not { } phrases) return AlertRefusals.LevelUnknown;

        var alert = new Alert
        {
            Id = Guid.CreateVersion7(), HazardCode = hazard, IsTraining = draft.IsTraining, IssuerId = issuer.Id, Path = issuer.Path, CreatedAt = clock.UtcNow(),
        };
        db.Alerts.Add(alert);
        var content = AddMessage(db, alert, AlertMessageKind.Alert, level, author);
        content.ReplaceTexts(db, [template is null ? AlertWording.Empty(DefaultLanguage) : Of(template)]);
        AddMessage(db, alert, AlertMessageKind.Cancel, level, author, content.Message.Id).ReplaceTexts(db, [phrases.Correction()]);
        return await SavedAsync(db, content, actor, "AlertDrafted", cancellationToken);
    }

    public async Task<Result<long>> SaveAsync(LiaisonDbContext db, SaveAlert save, Actor actor, CancellationToken cancellationToken)
    {
        var content = await AlertContent.FindAsync(db, save.MessageId, cancellationToken);
        if (Editable(content, save.Version, actor) is { } refusal) return refusal;
        var correction = await AlertContent.FindCorrectionAsync(db, save.MessageId, cancellationToken);
        if (await WriteAsync(db, content!, correction, save, actor, cancellationToken) is { } fault) return fault;
        if (!db.ChangeTracker.HasChanges()) return content!.Message.Version;

        content!.Message.SavedAt = clock.UtcNow();
        db.Entry(content.Message).Property(row => row.SavedAt).IsModified = true;
        var saved = await SavedAsync(db, content, actor, "AlertSaved", cancellationToken);
        return saved.Value.Version;
    }

    /// <summary>A message of an alert that is already there, with the same author for the correction beside it.</summary>
    public AlertContent AddMessage(LiaisonDbContext db, Alert alert, AlertMessageKind kind, string level, Guid author, Guid? corrects = null)
    {
        var now = clock.UtcNow();
        var message = new AlertMessage
        {
            Id = Guid.CreateVersion7(), AlertId = alert.Id, Number = 0, Kind = kind, Status = AlertMessageStatus.Draft, LevelCode = level,
            ExpiresAt = null, AuthorId = author, CorrectsId = corrects, CreatedAt = now, SavedAt = now,
        };
        db.AlertMessages.Add(message);
        return new AlertContent(alert, message, [], [], []);
    }

    public async Task<DraftedAlert> FinishAsync(LiaisonDbContext db, AlertContent content, Actor actor, string act, CancellationToken cancellationToken) =>
        (await SavedAsync(db, content, actor, act, cancellationToken)).Value;

    /// <summary>The words for a hazard and level; null when the hazard has no such level.</summary>
    public static async Task<AlertPhrases?> PhrasesAsync(LiaisonDbContext db, string hazardCode, string levelCode, string language, CancellationToken cancellationToken)
    {
        if (!await db.HazardLevels.AnyAsync(row => row.HazardCode == hazardCode && row.LevelCode == levelCode, cancellationToken)) return null;
        var hazard = await db.Hazards.SingleAsync(row => row.Code == hazardCode, cancellationToken);
        var level = await db.AlertLevels.SingleAsync(row => row.Code == levelCode, cancellationToken);
        return AlertPhrases.For(language, hazard.NameZh, hazard.NameEn, level);
    }

    public static Refusal? Editable(AlertContent? content, long version, Actor actor) => content?.Message switch
    {
        null => Refusal.NotFound,
        { CorrectsId: not null } => Refusal.NotFound,
        _ when !actor.May(Permissions.DraftAlerts, content.Alert.Path) => actor.Require(Permissions.DraftAlerts, content.Alert.Path),
        { } message when message.AuthorId != actor.PersonId => AlertRefusals.NotAuthor,
        { Status: not (AlertMessageStatus.Draft or AlertMessageStatus.Returned) } => AlertRefusals.NotEditable,
        { } message when message.Version != version => AlertRefusals.Stale,
        _ => null,
    };

    private static async Task<Refusal?> WriteAsync(
        LiaisonDbContext db, AlertContent content, AlertContent? correction, SaveAlert save, Actor actor, CancellationToken cancellationToken)
    {
        if (save.AreaIds.Count > AlertLimits.Areas) return AlertRefusals.TooManyAreas(AlertLimits.Areas);
        if (save.Texts.Count > AlertLimits.Texts) return AlertRefusals.TooManyTexts(AlertLimits.Texts);
        if (save.Texts.Any(text => text.Audience is not (TextAudiences.Resident or TextAudiences.ResidentLeft)))
            throw new ArgumentException("An author writes to residents; officers and duty rooms get theirs made", nameof(save));
        if (save.Texts.DistinctBy(text => (text.Language, text.Audience)).Count() != save.Texts.Count) return AlertRefusals.TextRepeated;
        var wordings = save.Correction is null ? save.Texts : save.Texts.Append(save.Correction);
        if (wordings.Select(text => AlertChecks.Fits(text, content.Alert.IsTraining)).FirstOrDefault(fault => fault is not null) is { } tooLong) return tooLong;
        if (await AlertAreaChoice.ReadAsync(db, save.AreaIds, cancellationToken) is not { } areas) return AlertRefusals.AreaUnknown;
        var outside = areas.Select(area => area.Path).Where(path => !actor.May(Permissions.DraftAlerts, path)).ToList();
        if (outside.Count > 0) return AlertRefusals.AreaOutsideDrafting(await AlertAreaChoice.NamesAsync(db, outside, cancellationToken));
        var tags = save.TagIds.Distinct().ToList();
        if (await db.Tags.CountAsync(row => tags.Contains(row.Id), cancellationToken) != tags.Count) return AlertRefusals.TagUnknown;
        if (content.Message.Kind is AlertMessageKind.Lift && !IsAsItWas(content, save.AreaIds, tags)) return AlertRefusals.LiftAreasFixed;
        if (await PhrasesAsync(db, content.Alert.HazardCode, save.LevelCode, LanguageOf(correction), cancellationToken) is not { } phrases) return AlertRefusals.LevelUnknown;

        await WriteCorrectionAsync(db, content, correction, save, phrases, cancellationToken);
        content.Message.LevelCode = save.LevelCode;
        content.Message.ExpiresAt = save.ExpiresAt is { } expiry ? UtcTime.ToMilliseconds(expiry) : null;
        content.ReplaceAreas(db, areas);
        content.ReplaceTags(db, tags);
        content.ReplaceTexts(db, save.Texts);
        return null;
    }

    // A lift ends the alert for everyone who was told; for some of them only, it is an update.
    private static bool IsAsItWas(AlertContent content, IReadOnlyList<int> areas, IReadOnlyList<Guid> tags) =>
        content.Areas.Select(area => area.DivisionId).ToHashSet().SetEquals(areas) && content.Tags.Select(tag => tag.TagId).ToHashSet().SetEquals(tags);

    // Generated wording names the level and follows it; what somebody wrote is never overwritten.
    private static async Task WriteCorrectionAsync(
        LiaisonDbContext db, AlertContent content, AlertContent? correction, SaveAlert save, AlertPhrases phrases, CancellationToken cancellationToken)
    {
        if (correction is null) return;
        correction.Message.LevelCode = save.LevelCode;
        if (save.Correction is { } written)
        {
            correction.ReplaceTexts(db, [written]);
            return;
        }
        var old = await PhrasesAsync(db, content.Alert.HazardCode, content.Message.LevelCode, phrases.Language, cancellationToken);
        if (correction.Texts.Count == 0 || AlertWording.Of(correction.Texts[0]) == old?.Correction())
            correction.ReplaceTexts(db, [phrases.Correction()]);
    }

    private static string LanguageOf(AlertContent? content) => content?.Texts.FirstOrDefault()?.Language ?? DefaultLanguage;

    private async Task<Result<DraftedAlert>> SavedAsync(LiaisonDbContext db, AlertContent content, Actor actor, string act, CancellationToken cancellationToken)
    {
        await trail.RecordAsync(db, actor, act, content.Alert, new { message = content.Message.Id, kind = content.Message.Kind.ToString() }, cancellationToken);
        await db.SaveChangesAsync(cancellationToken); // here, for the answer names the version that the save gives
        return new DraftedAlert(content.Alert.Id, content.Message.Id, content.Message.Version);
    }

    private static AlertWording Of(AlertTemplate template) =>
        AlertWording.Empty(template.Language) with
        {
            Headline = template.Headline,
            Fact = template.Fact,
            Actions = template.Actions,
            Sms = template.Sms,
            Spoken = template.Spoken,
        };
}
