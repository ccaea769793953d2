using GovLiaison.Common;

namespace GovLiaison.Alerts;

/// <summary>The ways in which an alert may be refused on its way.</summary>
public static class AlertRefusals
{
    public static readonly Refusal Stale = new("Stale");
    public static readonly Refusal AlreadySigned = new("AlreadySigned");
    public static readonly Refusal AudienceEmpty = new("AudienceEmpty");

    public static readonly Refusal AreaMissing = new("AlertAreaMissing");
    public static readonly Refusal AreaUnknown = new("AlertAreaUnknown");
    public static readonly Refusal LiftAreasFixed = new("AlertLiftAreasFixed");
    public static readonly Refusal TagUnknown = new("AlertTagUnknown");
    public static readonly Refusal HeadlineMissing = new("AlertHeadlineMissing");
    public static readonly Refusal FactMissing = new("AlertFactMissing");
    public static readonly Refusal SmsMissing = new("AlertSmsMissing");
    public static readonly Refusal SpokenMissing = new("AlertSpokenMissing");
    public static readonly Refusal LinkRepeated = new("AlertLinkRepeated");
    public static readonly Refusal LinkSpoken = new("AlertLinkSpoken");
    public static readonly Refusal ExpiryMissing = new("AlertExpiryMissing");
    public static readonly Refusal ExpiryPast = new("AlertExpiryPast");
    public static readonly Refusal LevelUnknown = new("AlertLevelUnknown");
    public static readonly Refusal CorrectionMissing = new("AlertCorrectionMissing");
    public static readonly Refusal LeftTextMissing = new("AlertLeftTextMissing");
    public static readonly Refusal TextRepeated = new("AlertTextRepeated");

    public static readonly Refusal NotAuthor = new("AlertNotAuthor");
    public static readonly Refusal NotEditable = new("AlertNotEditable");
    public static readonly Refusal AlreadySubmitted = new("AlertAlreadySubmitted");
    public static readonly Refusal SignedMeanwhile = new("AlertSignedMeanwhile");
    public static readonly Refusal ReturnedMeanwhile = new("AlertReturnedMeanwhile");
    public static readonly Refusal RejectedMeanwhile = new("AlertRejectedMeanwhile");
    public static readonly Refusal NotSubmitted = new("AlertNotSubmitted");
    public static readonly Refusal OwnSignature = new("AlertOwnSignature");
    public static readonly Refusal OwnReview = new("AlertOwnReview");
    public static readonly Refusal ReviewerSigns = new("AlertReviewerSigns");
    public static readonly Refusal ReviewMissing = new("AlertReviewMissing");
    public static readonly Refusal ReviewNotNeeded = new("AlertReviewNotNeeded");
    public static readonly Refusal AlreadyReviewed = new("AlertAlreadyReviewed");
    public static readonly Refusal ReasonMissing = new("AlertReasonMissing");
    public static readonly Refusal StopReasonMissing = new("AlertStopReasonMissing");
    public static readonly Refusal NotSent = new("AlertNotSent");
    public static readonly Refusal Ended = new("AlertEnded");
    public static readonly Refusal CorrectionReleased = new("AlertCorrectionReleased");
    public static readonly Refusal NothingToStop = new("AlertNothingToStop");

    public static Refusal AreaOutsideDrafting(string names) => new("AlertAreaOutsideDrafting", names);
    public static Refusal AreaOutsideSigning(string names) => new("AlertAreaOutsideSigning", names);
    public static Refusal UpdateOpen(string author) => new("AlertUpdateOpen", author);
    public static Refusal LiftOpen(string author) => new("AlertLiftOpen", author);
    public static Refusal TooManyAreas(int most) => new("AlertTooManyAreas", most);
    public static Refusal TooManyTexts(int most) => new("AlertTooManyTexts", most);
    public static Refusal HeadlineTooLong(int most, int length) => new("AlertHeadlineTooLong", most, length);
    public static Refusal FactTooLong(int most, int length) => new("AlertFactTooLong", most, length);
    public static Refusal ActionsTooLong(int most, int length) => new("AlertActionsTooLong", most, length);
    public static Refusal TooManyActions(int most, int lines) => new("AlertTooManyActions", most, lines);
    public static Refusal SmsTooLong(int most, int length) => new("AlertSmsTooLong", most, length);
    public static Refusal SpokenTooLong(int most, int length) => new("AlertSpokenTooLong", most, length);
    public static Refusal ReasonTooLong(int most, int length) => new("AlertReasonTooLong", most, length);
    public static Refusal ExpiryTooFar(int hours) => new("AlertExpiryTooFar", hours);
}
