using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Web.Shell;
using GovLiaison.Web.Shell.Parts;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Alerts.Sign;

/// <summary>Checks, ticks and the acts of a signer. What it keeps disabled the service refuses as well.</summary>
public sealed partial class SignDecision(TimeProvider clock)
{
    private bool _areasRead;
    private bool _textRead;
    private bool _isDanger;
    private string _reason = "";
    private Wish _wish;
    private long _version;

    private enum Wish { None, Return, Reject }

    [Parameter, EditorRequired] public required AlertDetail Alert { get; set; }
    [Parameter, EditorRequired] public required Actor Actor { get; set; }

    /// <summary>What the message lacks.</summary>
    [Parameter] public IReadOnlyList<Refusal> Missing { get; set; } = [];

    /// <summary>What hinders nobody and is to be read before the signature.</summary>
    [Parameter] public IReadOnlyList<WordingWarning> Warnings { get; set; } = [];

    [Parameter] public int Households { get; set; }
    [Parameter] public bool IsBusy { get; set; }

    /// <summary>With whether people are in danger tonight.</summary>
    [Parameter] public EventCallback<bool> Sign { get; set; }

    [Parameter] public EventCallback Review { get; set; }

    /// <summary>By the author, who cannot sign.</summary>
    [Parameter] public EventCallback Withdraw { get; set; }

    /// <summary>With the reason.</summary>
    [Parameter] public EventCallback<string> Return { get; set; }

    /// <summary>With the reason.</summary>
    [Parameter] public EventCallback<string> Reject { get; set; }

    private bool IsAuthor => Alert.People.AuthorId == Actor.PersonId;
    private bool InRange => Alert.Areas.All(area => Actor.May(Permissions.SignAlerts, area.Path));
    private bool MayDecide => Actor.May(Permissions.SignAlerts) && InRange;
    private bool NeedsReview => Alert.PersonsNeeded >= 3 && !Alert.IsReviewed;
    private bool MaySign => MayDecide && !IsAuthor && !IsBusy && _areasRead && _textRead && Missing.Count == 0;

    private IEnumerable<(MarkKind Kind, string Text)> Marks => Lines.Select(line => (line.IsGood ? MarkKind.Ok : MarkKind.Stopped, line.Text))
        .Concat(Warnings.Select(row => row.Fault).Distinct().Select(fault => (MarkKind.Slow, fault switch
        {
            WordingFault.NoLink => SignTexts.CheckLink,
            WordingFault.SameAsBefore => SignTexts.CheckSame,
            _ => SignTexts.CheckLevel,
        })));

    private IEnumerable<(bool IsGood, string Text)> Lines
    {
        get
        {
            // whose areas they are says nothing to an author, who cannot sign at all
            if (!IsAuthor) yield return (InRange, InRange ? SignTexts.CheckRange : SignTexts.CheckRangeNot);
            if (Alert.ExpiresAt is { } until && until > clock.GetUtcNow().UtcDateTime)
                yield return (true, Phrase.Of(SignTexts.CheckExpiry, BeijingTime.Text(until, TimeLook.DayTime), Numbers.Duration(until - clock.GetUtcNow().UtcDateTime)));
            if (Alert.Correction is not null)
                yield return (true, SignTexts.CheckCorrection);
            yield return (!IsAuthor, IsAuthor ? SignTexts.CheckAuthor : SignTexts.CheckAuthorNot);
            if (Alert.PersonsNeeded >= 3)
                yield return (Alert.IsReviewed, Alert.IsReviewed ? SignTexts.CheckReviewed : SignTexts.CheckReviewedNot);
            foreach (var refusal in Missing)
                yield return (false, RefusalSentence.Of(refusal));
        }
    }

    // A tick says what was read: another version has not been read yet.
    protected override void OnParametersSet()
    {
        if (_version == Alert.Version) return;
        (_version, _areasRead, _textRead, _isDanger, _wish) = (Alert.Version, false, false, Alert.IsDanger, Wish.None);
    }

    private Task GiveBackAsync() => _wish is Wish.Return ? Return.InvokeAsync(_reason) : Reject.InvokeAsync(_reason);
}
