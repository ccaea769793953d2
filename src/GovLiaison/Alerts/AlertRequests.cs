using GovLiaison.Dispatch;
using GovLiaison.Templates;

namespace GovLiaison.Alerts;

/// <summary>One wording as a person writes it.</summary>
/// <param name="Audience">A code of <see cref="TextAudiences"/>.</param>
/// <param name="Actions">What to do, one act a line, at most three.</param>
public sealed record AlertWording(string Language, string Audience, string Headline, string Fact, string Actions, string Sms, string Spoken)
{
    public static AlertWording Empty(string language) => new(language, TextAudiences.Resident, "", "", "", "", "");

    public static AlertWording Of(TemplateChoice template) =>
        new(template.Language, TextAudiences.Resident, template.Headline, template.Fact, template.Actions, template.Sms, template.Spoken);

    internal static AlertWording Of(AlertText text) =>
        new(text.Language, text.Audience, text.Headline, text.Fact, text.Actions, text.Sms, text.Spoken);
}

/// <summary>A new alert. With a template, hazard and level are the template's.</summary>
/// <param name="IssuerId">The division that speaks; the author must hold the right to draft there.</param>
public sealed record DraftAlert(string HazardCode, string LevelCode, int IssuerId, bool IsTraining, Guid? TemplateId = null);

/// <summary>Everything an author may change in a draft. Parts may still be empty.</summary>
/// <param name="Version">The version the author saw.</param>
/// <param name="Correction">Null leaves the correction as it stands: generated, and following the level, until somebody writes another.</param>
public sealed record SaveAlert(Guid MessageId, long Version, string LevelCode, DateTime? ExpiresAt,
    IReadOnlyList<int> AreaIds, IReadOnlyList<Guid> TagIds, IReadOnlyList<AlertWording> Texts, AlertWording? Correction = null);

/// <summary>An alert that is drafted and submitted in one act.</summary>
public sealed record SubmitAlert(DraftAlert Draft, DateTime? ExpiresAt, IReadOnlyList<int> AreaIds, IReadOnlyList<Guid> TagIds, IReadOnlyList<AlertWording> Texts);

/// <summary>A draft that was made.</summary>
public sealed record DraftedAlert(Guid AlertId, Guid MessageId, long Version);

/// <summary>A message that was signed, or a correction that was released, and is on its way.</summary>
public sealed record SentAlert(Guid MessageId, int Number, string Identifier, string Sent, int Lane, long DispatchId);

/// <summary>A submitted message goes back to its author (return) or ends (reject); both want a reason.</summary>
public sealed record GiveBack(Guid MessageId, long Version, string Reason);
