using System.Globalization;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Alerts;

/// <summary>One message: what it says, where it goes, what was decided on it, and how it differs from another.</summary>
public sealed class AlertDetailQueries(LiaisonDatabase database, ICryptoProvider crypto, TimeProvider clock)
{
    private const int MostDecisions = 200;

    /// <summary>The message that speaks for an alert: the last that went out, else the one on its way.</summary>
    public Task<Result<Guid>> CurrentAsync(Guid alertId, Actor actor, CancellationToken cancellationToken) => database.ReadAsync<Result<Guid>>(async db =>
    {
        var current = await db.VisibleMessages(actor).Where(row => row.AlertId == alertId)
            .OrderByDescending(row => row.Number).ThenByDescending(row => row.SavedAt).Select(row => (Guid?)row.Id).FirstOrDefaultAsync(cancellationToken);
        return current is { } id ? id : Refusal.NotFound;
    }, cancellationToken);

    public Task<Result<AlertDetail>> FindAsync(Guid messageId, Actor actor, CancellationToken cancellationToken) => database.ReadAsync<Result<AlertDetail>>(async db =>
    {
        if (await VisibleAsync(db, messageId, actor, cancellationToken) is not { } content) return Refusal.NotFound;
        var correction = await AlertContent.FindCorrectionAsync(db, messageId, cancellationToken);
        var message = content.Message;
        var row = await db.Rows(db.AlertMessages.Where(other => other.Id == messageId)).SingleAsync(cancellationToken);
        var decisions = await DecisionsAsync(db, messageId, cancellationToken);
        var names = await AlertReading.NamesAsync(db, crypto,
            decisions.Select(decision => decision.ByPersonId).Append(message.AuthorId).Append(message.SignedBy ?? message.AuthorId), cancellationToken);
        var others = await MessagesAsync(db, content.Alert.Id, actor, cancellationToken);
        var version = message.Version;
        return new AlertDetail(row.AlertId, row.MessageId, version, row.Number, row.Kind, row.Status, row.IsTraining, row.Label, content.Alert.IssuerId,
            row.IssuerName, message.ExpiresAt, message.IsDanger,
            new AlertPeople(message.AuthorId, Name(names, message.AuthorId), message.SubmittedAt, message.SignedBy,
                message.SignedBy is { } signer ? Name(names, signer) : null, message.SignedAt),
            message.Identifier, message.Sent, message.Digest is null ? null : Convert.ToHexString(message.Digest), message.DispatchId, message.SavedAt,
            [.. content.Texts.Select(AlertWording.Of)], correction?.Texts.Select(AlertWording.Of).FirstOrDefault(),
            await AreasAsync(db, content.Areas, cancellationToken), await TagsAsync(db, content.Tags, cancellationToken),
            [.. decisions.Select(decision => new AlertDecisionRow(decision.Kind, decision.ByPersonId, Name(names, decision.ByPersonId), decision.At, decision.Reason, decision.MessageVersion))],
            await SigningRules.PersonsAsync(db, message.LevelCode, cancellationToken),
            decisions.Exists(decision => decision.Kind is "reviewed" && decision.MessageVersion == version),
            Previous(others, message), others);
    }, cancellationToken);

    /// <summary>What a draft still lacks before it may be submitted; empty when nothing does.</summary>
    public Task<Result<AlertChecklist>> ChecksAsync(Guid messageId, Actor actor, CancellationToken cancellationToken) => database.ReadAsync<Result<AlertChecklist>>(async db =>
    {
        if (await VisibleAsync(db, messageId, actor, cancellationToken) is not { } content) return Refusal.NotFound;
        var correction = await AlertContent.FindCorrectionAsync(db, messageId, cancellationToken);
        return new AlertChecklist(await AlertChecks.FindAsync(db, content, correction, actor, clock.UtcNow(), cancellationToken));
    }, cancellationToken);

    public Task<Result<AlertDifferences>> DifferencesAsync(Guid messageId, Guid olderId, Actor actor, CancellationToken cancellationToken) => database.ReadAsync<Result<AlertDifferences>>(async db =>
    {
        var newer = await VisibleAsync(db, messageId, actor, cancellationToken);
        var older = await VisibleAsync(db, olderId, actor, cancellationToken);
        if (newer is null || older is null || newer.Alert.Id != older.Alert.Id) return Refusal.NotFound;
        var (addedAreas, removedAreas) = (Without(newer.Areas, older.Areas), Without(older.Areas, newer.Areas));
        var (addedTags, removedTags) = (Without(newer.Tags, older.Tags), Without(older.Tags, newer.Tags));
        var leaves = await SomebodyLeavesAsync(db, newer, cancellationToken);
        return new AlertDifferences(older.Message.Number, leaves, [.. AlertComparison.Fields(older, newer).Where(field => leaves || field.Audience is not TextAudiences.ResidentLeft)],
            await AreasAsync(db, addedAreas, cancellationToken), await AreasAsync(db, removedAreas, cancellationToken),
            await TagsAsync(db, addedTags, cancellationToken), await TagsAsync(db, removedTags, cancellationToken));
    }, cancellationToken);

    // as the dispatch parts them: by place, and of all that went out before, not of the last alone
    private static async Task<bool> SomebodyLeavesAsync(LiaisonDbContext db, AlertContent newer, CancellationToken cancellationToken)
    {
        var (alert, own, number) = (newer.Alert.Id, newer.Message.Id, newer.Message.Number);
        var told = await db.AlertMessages.Where(row => row.AlertId == alert && row.Id != own && row.Status == AlertMessageStatus.Sent && (number == 0 || row.Number < number))
            .Join(db.AlertAreas, row => row.Id, area => area.MessageId, (row, area) => area.Path).Distinct().ToListAsync(cancellationToken);
        return told.Exists(path => !newer.Areas.Exists(area => new DivisionPath(area.Path).Contains(path)));
    }

    // A signer of the areas reads what he is asked to sign, though the issuer stands above him.
    private static async Task<AlertContent?> VisibleAsync(LiaisonDbContext db, Guid messageId, Actor actor, CancellationToken cancellationToken)
    {
        var content = await AlertContent.FindAsync(db, messageId, cancellationToken);
        if (content is null || content.Message.Status is AlertMessageStatus.Held) return null;
        var isAsked = content.Message is { Status: AlertMessageStatus.Submitted, CorrectsId: null }
            && content.Areas.Exists(area => actor.May(Permissions.SignAlerts, area.Path));
        return isAsked || await db.VisibleMessages(actor).AnyAsync(row => row.Id == messageId, cancellationToken) ? content : null;
    }

    private static Task<List<AlertDecision>> DecisionsAsync(LiaisonDbContext db, Guid messageId, CancellationToken cancellationToken)
    {
        // a correction was decided on with the message it corrects
        var messages = db.AlertMessages.Where(row => row.Id == messageId);
        return db.AlertDecisions.Where(row => row.MessageId == messageId || messages.Any(message => message.CorrectsId == row.MessageId))
            .OrderBy(row => row.At).ThenBy(row => row.Id).Take(MostDecisions).ToListAsync(cancellationToken);
    }

    private static Task<List<AlertMessageRow>> MessagesAsync(LiaisonDbContext db, Guid alertId, Actor actor, CancellationToken cancellationToken) =>
        db.VisibleMessages(actor).Where(row => row.AlertId == alertId).OrderBy(row => row.Number == 0).ThenBy(row => row.Number).ThenBy(row => row.CreatedAt)
            .Take(MostDecisions)
            .Select(row => new AlertMessageRow(row.Id, row.Number, row.Kind, row.Status, row.LevelCode, row.ExpiresAt, row.SignedAt, row.DispatchId,
                db.DispatchRuns.Where(run => run.Id == row.DispatchId).Max(run => (DateTime?)run.StartedAt),
                db.AlertDecisions.Where(stop => stop.MessageId == row.Id && stop.Kind == AlertDecision.Stopped).Max(stop => (DateTime?)stop.At),
                db.AlertDecisions.Where(stop => stop.MessageId == row.Id && stop.Kind == AlertDecision.Stopped).Max(stop => stop.Reason)))
            .ToListAsync(cancellationToken);

    private static Guid? Previous(List<AlertMessageRow> messages, AlertMessage message) =>
        messages.Where(row => row.Status is AlertMessageStatus.Sent && row.MessageId != message.Id && (message.Number == 0 || row.Number < message.Number))
            .OrderByDescending(row => row.Number).Select(row => (Guid?)row.MessageId).FirstOrDefault();

    private static async Task<IReadOnlyList<AlertAreaRow>> AreasAsync(LiaisonDbContext db, List<AlertArea> areas, CancellationToken cancellationToken)
    {
        var names = await AlertAreaChoice.FullNamesAsync(db, [.. areas.Select(area => area.Path)], cancellationToken);
        return [.. areas.OrderBy(area => area.Path, StringComparer.Ordinal).Select(area => new AlertAreaRow(area.DivisionId, area.Path, names[area.Path]))];
    }

    private static async Task<IReadOnlyList<AlertTagRow>> TagsAsync(LiaisonDbContext db, List<AlertTag> tags, CancellationToken cancellationToken)
    {
        var ids = tags.Select(tag => tag.TagId).ToList();
        return await db.Tags.Where(row => ids.Contains(row.Id)).OrderBy(row => row.Code)
            .Select(row => new AlertTagRow(row.Id, row.NameZh, row.NameEn)).ToListAsync(cancellationToken);
    }

    private static List<AlertArea> Without(List<AlertArea> areas, List<AlertArea> others) =>
        [.. areas.Where(area => !others.Exists(other => other.DivisionId == area.DivisionId))];

    private static List<AlertTag> Without(List<AlertTag> tags, List<AlertTag> others) =>
        [.. tags.Where(tag => !others.Exists(other => other.TagId == tag.TagId))];

    private static string Name(IReadOnlyDictionary<Guid, string> names, Guid id) => names.GetValueOrDefault(id, id.ToString("N", CultureInfo.InvariantCulture));
}
