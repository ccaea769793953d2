using GovLiaison.Reach;

namespace GovLiaison.Web.Resident;

/// <summary>Why an alert's page is no longer live.</summary>
public enum ResidentOver { No, Expired, Replaced, OnlyInforms }

/// <summary>Everything that decides the words and buttons of a page; two requests alike in it get the same rendering.</summary>
public sealed record ResidentFace
{
    public required Guid MessageId { get; init; }
    public required string TextAudience { get; init; }
    public required ResidentState State { get; init; }
    public required string Language { get; init; }
    public ResidentOver Over { get; init; }
    public Guid? LaterId { get; init; }
    public bool HasLaterLink { get; init; }
    public bool IsLarge { get; init; }
    public bool IsHelpTaken { get; init; }
    public bool IsHelpClosed { get; init; }
    public bool HasOfficer { get; init; }
    public bool HasOfficerPhone { get; init; }

    public static ResidentFace Of(ResidentPlace place, ResidentPlaceContact contact, DateTime now, string language, bool isLarge, bool showsAlert)
    {
        var over = !place.AsksForAnswer ? ResidentOver.OnlyInforms
            : place.Later is not null ? ResidentOver.Replaced
            : place.ExpiresAt <= now ? ResidentOver.Expired
            : ResidentOver.No;
        // who still waits for somebody is told how far it is, whatever became of the message
        var state = place.Help is not null && !showsAlert && (over == ResidentOver.No || place.Help.ClosedAt is null) ? ResidentState.HelpAsked
            : over != ResidentOver.No ? ResidentState.Ended
            : place.ConfirmedAt is not null ? ResidentState.Received
            : ResidentState.Open;
        return new ResidentFace
        {
            MessageId = place.MessageId,
            TextAudience = place.TextAudience,
            State = state,
            Language = language,
            Over = over,
            LaterId = place.Later?.MessageId,
            HasLaterLink = place.Later?.RecipientId is not null,
            IsLarge = isLarge,
            IsHelpTaken = state == ResidentState.HelpAsked && place.Help!.TakenAt is not null,
            IsHelpClosed = state == ResidentState.HelpAsked && place.Help!.ClosedAt is not null,
            HasOfficer = contact.OfficerName is not null,
            HasOfficerPhone = contact.OfficerPhone is not null,
        };
    }
}
