using GovLiaison.Data;
using Microsoft.EntityFrameworkCore;

namespace GovLiaison.Alerts;

/// <summary>A message with all that belongs to it.</summary>
internal sealed record AlertContent(Alert Alert, AlertMessage Message, List<AlertArea> Areas, List<AlertTag> Tags, List<AlertText> Texts)
{
    public static async Task<AlertContent?> FindAsync(LiaisonDbContext db, Guid messageId, CancellationToken cancellationToken)
    {
        var message = await db.AlertMessages.SingleOrDefaultAsync(row => row.Id == messageId, cancellationToken);
        return message is null ? null : await LoadAsync(db, message, cancellationToken);
    }

    /// <summary>The correction that was written with a message; only alerts and updates have one.</summary>
    public static async Task<AlertContent?> FindCorrectionAsync(LiaisonDbContext db, Guid messageId, CancellationToken cancellationToken)
    {
        var message = await db.AlertMessages.SingleOrDefaultAsync(row => row.CorrectsId == messageId, cancellationToken);
        return message is null ? null : await LoadAsync(db, message, cancellationToken);
    }

    /// <summary>The last message of an alert that went out.</summary>
    public static async Task<AlertContent?> FindLastSentAsync(LiaisonDbContext db, Guid alertId, CancellationToken cancellationToken)
    {
        var message = await db.AlertMessages.Where(row => row.AlertId == alertId && row.Status == AlertMessageStatus.Sent)
            .OrderByDescending(row => row.Number).FirstOrDefaultAsync(cancellationToken);
        return message is null ? null : await LoadAsync(db, message, cancellationToken);
    }

    private static async Task<AlertContent> LoadAsync(LiaisonDbContext db, AlertMessage message, CancellationToken cancellationToken) => new(
        await db.Alerts.SingleAsync(row => row.Id == message.AlertId, cancellationToken),
        message,
        await db.AlertAreas.Where(row => row.MessageId == message.Id).OrderBy(row => row.Path).ToListAsync(cancellationToken),
        await db.AlertTags.Where(row => row.MessageId == message.Id).OrderBy(row => row.TagId).ToListAsync(cancellationToken),
        await db.AlertTexts.Where(row => row.MessageId == message.Id).OrderBy(row => row.Number).ToListAsync(cancellationToken));

    public void ReplaceTexts(LiaisonDbContext db, IReadOnlyList<AlertWording> wordings)
    {
        foreach (var surplus in Texts.Where(text => text.Number > wordings.Count).ToList())
        {
            db.AlertTexts.Remove(surplus);
            Texts.Remove(surplus);
        }
        for (var index = 0; index < wordings.Count; index++)
        {
            var text = Texts.Find(row => row.Number == index + 1);
            if (text is null)
            {
                text = New(Message.Id, index + 1, wordings[index]);
                Texts.Add(text);
                db.AlertTexts.Add(text);
            }
            else
            {
                Write(text, wordings[index]);
            }
        }
    }

    public void ReplaceAreas(LiaisonDbContext db, IReadOnlyList<(int DivisionId, string Path, string PathEnd)> chosen)
    {
        var gone = Areas.Where(area => !chosen.Any(other => other.DivisionId == area.DivisionId && string.Equals(other.Path, area.Path, StringComparison.Ordinal))).ToList();
        db.AlertAreas.RemoveRange(gone);
        Areas.RemoveAll(gone.Contains);
        var added = chosen.Where(other => !Areas.Exists(area => area.DivisionId == other.DivisionId))
            .Select(other => new AlertArea { MessageId = Message.Id, DivisionId = other.DivisionId, Path = other.Path, PathEnd = other.PathEnd }).ToList();
        db.AlertAreas.AddRange(added);
        Areas.AddRange(added);
    }

    public void ReplaceTags(LiaisonDbContext db, IReadOnlyList<Guid> chosen)
    {
        var gone = Tags.Where(tag => !chosen.Contains(tag.TagId)).ToList();
        db.AlertTags.RemoveRange(gone);
        Tags.RemoveAll(gone.Contains);
        var added = chosen.Where(id => !Tags.Exists(tag => tag.TagId == id)).Select(id => new AlertTag { MessageId = Message.Id, TagId = id }).ToList();
        db.AlertTags.AddRange(added);
        Tags.AddRange(added);
    }

    private static AlertText New(Guid messageId, int number, AlertWording wording) => new()
    {
        MessageId = messageId, Number = number, Language = wording.Language, Audience = wording.Audience, Headline = wording.Headline,
        Fact = wording.Fact, Actions = wording.Actions, Sms = wording.Sms, Spoken = wording.Spoken,
    };

    private static void Write(AlertText text, AlertWording wording)
    {
        text.Language = wording.Language;
        text.Audience = wording.Audience;
        text.Headline = wording.Headline;
        text.Fact = wording.Fact;
        text.Actions = wording.Actions;
        text.Sms = wording.Sms;
        text.Spoken = wording.Spoken;
    }
}
