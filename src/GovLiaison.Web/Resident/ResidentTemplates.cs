using System.Collections.Concurrent;
using GovLiaison.Alerts;
using GovLiaison.Dispatch;
using GovLiaison.Web.Bare;
using GovLiaison.Web.Shell.Parts;

namespace GovLiaison.Web.Resident;

/// <summary>Renders each face of each message once; what was signed never changes, so nothing here grows old.</summary>
public sealed class ResidentTemplates(PublicAlertQueries alerts, PageRenderer renderer)
{
    // about 15 KB each; when more faces are alive than this, the next ones are rendered again
    private const int Most = 1024;

    private readonly ConcurrentDictionary<ResidentFace, ResidentTemplate> _rendered = new();

    /// <summary>Null when the message is not one that may be shown.</summary>
    public async Task<ResidentTemplate?> OfAsync(ResidentFace face, CancellationToken cancellationToken)
    {
        if (_rendered.TryGetValue(face, out var known)) return known;
        if (await alerts.FindAsync(face.MessageId, cancellationToken) is not { } alert) return null;
        var later = face.LaterId is { } id ? await alerts.FindAsync(id, cancellationToken) : null;
        var template = ResidentTemplate.Cut(await renderer.RenderAsync<ResidentPage>(View(face, alert, later)));
        if (_rendered.Count >= Most) _rendered.Clear();
        return _rendered.GetOrAdd(face, template);
    }

    private static ResidentView View(ResidentFace face, PublicAlert alert, PublicAlert? later)
    {
        var text = BareAlerts.Text(alert, face.TextAudience) ?? BareAlerts.Text(alert);
        var heading = AlertHeading.Of(alert, text);
        var view = new ResidentView
        {
            State = face.State,
            Level = alert.Label.LevelCode,
            Title = heading.Headline,
            Label = heading.Label,
            Place = ResidentTemplate.Mark(ResidentSlot.Place),
            Facts = BareAlerts.Lines(text?.Fact),
            Until = BareAlerts.Until(alert),
            Acts = BareAlerts.Lines(text?.Actions),
            IssuedBy = alert.IssuerName,
            OfficerName = face.HasOfficer ? ResidentTemplate.Mark(ResidentSlot.OfficerName) : null,
            OfficerPhone = face.HasOfficerPhone ? ResidentTemplate.Mark(ResidentSlot.OfficerPhone) : null,
            IsTraining = alert.IsTraining,
            Action = Href(ResidentSlot.Token, face.Language, face.IsLarge),
            At = ResidentTemplate.Mark(ResidentSlot.At),
            IsLarge = face.IsLarge,
            SizeHref = Href(ResidentSlot.Token, face.Language, !face.IsLarge),
            LanguageHref = Href(ResidentSlot.Token, face.Language is PageLanguage.English ? PageLanguage.Chinese : PageLanguage.English, face.IsLarge),
        };
        return face.State switch
        {
            ResidentState.HelpAsked => view with { Steps = Steps(face), HelpNote = HelpNote(face, alert, later), AlertHref = Href(ResidentSlot.Token, face.Language, face.IsLarge) + "&show=alert" },
            ResidentState.Ended => Ended(view, face, alert, later),
            _ => view,
        };
    }

    private static string? HelpNote(ResidentFace face, PublicAlert alert, PublicAlert? later) => face.Over switch
    {
        ResidentOver.No => null,
        ResidentOver.OnlyInforms => Phrase.Of(ResidentTexts.HelpStands, ResidentEnded.Word(Word(alert.Kind))),
        _ => Phrase.Of(ResidentTexts.HelpStands, ResidentEnded.Word(later is null ? ResidentEnd.Expired : Word(later.Kind))),
    };

    private static IReadOnlyList<ResidentStep> Steps(ResidentFace face) =>
    [
        new(ResidentTexts.StepAsked, ResidentTemplate.Mark(ResidentSlot.At), IsDone: true),
        face.IsHelpTaken
            ? new(ResidentTexts.StepTaken, ResidentTemplate.Mark(ResidentSlot.HelpTaken), IsDone: true)
            : new(ResidentTexts.StepTaken, ResidentTexts.StepTakenWait),
        face.IsHelpClosed ? new(ResidentTexts.StepClosed, ResidentTemplate.Mark(ResidentSlot.HelpClosed), IsDone: true) : new(ResidentTexts.StepClosed),
    ];

    private static ResidentView Ended(ResidentView view, ResidentFace face, PublicAlert alert, PublicAlert? later)
    {
        // a lift's own page and the page of what it lifted say the same
        var ending = face.Over == ResidentOver.OnlyInforms ? alert : later;
        var left = face.TextAudience == TextAudiences.ResidentLeft;
        var words = ending is null ? null : BareAlerts.Text(ending, left ? TextAudiences.ResidentLeft : TextAudiences.Resident);
        var endedAt = ending?.SentAt ?? alert.ExpiresAt;
        return view with
        {
            End = ending is null ? ResidentEnd.Expired : Word(ending.Kind),
            At = BeijingTime.Text(endedAt, TimeLook.DayTime),
            // a lift is not what has ended: its own headline stands above, the name of the alert is struck through
            Title = ReferenceEquals(ending, alert) ? BareAlerts.Title(alert.Label) : view.Title,
            EndTitle = words is null || (!left && ending!.Kind is AlertMessageKind.Update) ? left ? ResidentTexts.EndLeftTitle : null : AlertHeading.Of(ending!, words).Headline,
            EndFacts = words is null || ending!.Kind is AlertMessageKind.Update ? [] : BareAlerts.Lines(words.Fact),
            Acts = ending is null or { Kind: AlertMessageKind.Update } ? [] : BareAlerts.Lines(words?.Actions),
            EndPeriod = ReferenceEquals(ending, alert) ? null : Phrase.Of(BareTexts.Between,
                BeijingTime.Text(alert.SignedAt, TimeLook.DayTime), BeijingTime.Text(endedAt, TimeLook.DayTime)),
            AlertHref = face.HasLaterLink ? Href(ResidentSlot.LaterToken, face.Language, face.IsLarge) : null,
        };
    }

    private static ResidentEnd Word(AlertMessageKind kind) => kind switch
    {
        AlertMessageKind.Lift => ResidentEnd.Lifted,
        AlertMessageKind.Cancel => ResidentEnd.Cancelled,
        _ => ResidentEnd.Updated,
    };

    private static string Href(ResidentSlot token, string language, bool isLarge) =>
        $"/r/{ResidentTemplate.Mark(token)}?lang={language}{(isLarge ? "&size=large" : "")}";
}
