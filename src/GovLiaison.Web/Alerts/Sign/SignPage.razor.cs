using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Templates;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Shell;
using GovLiaison.Web.Shell.Parts;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Alerts.Sign;

public sealed partial class SignPage(AlertDetailQueries details, AlertService alerts, AudienceQueries audience, TemplateQueries templates, CurrentActor current,
    NavigationManager navigation, TimeProvider clock) : IDisposable
{
    private readonly CancellationTokenSource _leaving = new();

    private Actor _actor = Actor.System("console");
    private AlertDetail? _alert;
    private AreaTotals? _totals;
    private AlertDifferences? _differences;
    private IReadOnlyList<Refusal> _missing = [];
    private IReadOnlyList<WordingWarning> _warnings = [];
    private string? _refusal;
    private bool _isBusy;
    private bool _isMissing;

    [Parameter] public Guid MessageId { get; set; }

    private string Band => _alert switch
    {
        { Kind: AlertMessageKind.Lift or AlertMessageKind.Cancel } => SignTexts.BandTold,
        _ => string.Concat(
            Phrase.Of(SignTexts.Band, Numbers.Count(_totals!.Total.HouseholdsReachable), Numbers.Count(_totals.Total.OfficersByCard + _totals.Total.OfficersBySms)),
            _totals.Total.HouseholdsWithoutPath == 0 ? "" : Phrase.Of(SignTexts.BandDoors, Numbers.Count(_totals.Total.HouseholdsWithoutPath)), SignTexts.BandFinal),
    };

    private string Lead
    {
        get
        {
            var (matter, villages, households) = (AlertWords.Matter(_alert!.Label, _alert.Kind), Numbers.Count(_totals!.Total.Villages), Numbers.Count(_totals.Total.Households));
            return _alert.People.AuthorId == _actor.PersonId ? Phrase.Of(SignTexts.LeadOwn, matter, villages, households)
                : Phrase.Of(SignTexts.Lead, _alert.People.AuthorName, matter, villages, households);
        }
    }

    private string Waiting => _alert!.People.SubmittedAt is { } at
        ? Phrase.Of(SignTexts.Waiting, BeijingTime.Text(at, TimeLook.Seconds), Numbers.Duration(clock.GetUtcNow().UtcDateTime - at))
        : SignTexts.NotSubmitted;

    private string StatusSentence => _alert!.Status switch
    {
        AlertMessageStatus.Sent or AlertMessageStatus.Held =>
            Phrase.Of(SignTexts.StatusSent, _alert.People.SignerName ?? "", _alert.People.SignedAt is { } at ? BeijingTime.Text(at, TimeLook.Seconds) : ""),
        AlertMessageStatus.Returned => SignTexts.StatusReturned,
        AlertMessageStatus.Dropped => SignTexts.StatusDropped,
        AlertMessageStatus.Rejected => SignTexts.StatusRejected,
        _ => SignTexts.NotSubmitted,
    };

    public void Dispose()
    {
        _leaving.Cancel();
        _leaving.Dispose();
    }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var stop = _leaving.Token;
        _refusal = null;
        _actor = await current.GetAsync(stop);
        var found = await details.FindAsync(MessageId, _actor, stop);
        _isMissing = found.IsRefused;
        if (found.IsRefused) return;
        var alert = found.Value;
        _totals = await AreaTotals.ReadAsync(audience, alert, stop);
        var checks = await details.ChecksAsync(MessageId, _actor, stop);
        // whether the areas are the signer's to sign is a line of its own; that they are not his to draft is no fault
        _missing = checks.IsRefused ? [] : [.. checks.Value.Missing.Where(refusal => refusal.Code is not "AlertAreaOutsideDrafting")];
        var differences = alert.PreviousId is { } older ? await details.DifferencesAsync(MessageId, older, _actor, stop) : default;
        _differences = alert.PreviousId is null || differences.IsRefused ? null : differences.Value;
        var before = alert.PreviousId is { } previous && await details.FindAsync(previous, _actor, stop) is { IsRefused: false } read ? read.Value.Texts : [];
        _warnings = WordingWarnings.Find(new LevelWords(await templates.LevelsAsync(stop)), alert.Label.LevelCode, alert.Kind, alert.Texts, alert.Correction, before);
        _alert = alert;
    }

    private Task SignAsync(bool isDanger) => DecideAsync((version, actor) => alerts.SignAsync(MessageId, version, isDanger, actor, CancellationToken.None), leavesFor: $"/alerts/{_alert!.AlertId}");

    private Task ReviewAsync() => DecideAsync((version, actor) => alerts.ReviewAsync(MessageId, version, actor, CancellationToken.None));

    private Task WithdrawAsync() => DecideAsync((version, actor) => alerts.WithdrawAsync(MessageId, version, actor, CancellationToken.None), leavesFor: $"/alerts/draft/{MessageId}");

    private Task ReturnAsync(string reason) =>
        DecideAsync((version, actor) => alerts.ReturnAsync(new GiveBack(MessageId, version, reason), actor, CancellationToken.None));

    private Task RejectAsync(string reason) =>
        DecideAsync((version, actor) => alerts.RejectAsync(new GiveBack(MessageId, version, reason), actor, CancellationToken.None));

    // A second click while the first is under way does nothing; after it the service itself would refuse.
    private async Task DecideAsync<T>(Func<long, Actor, Task<Result<T>>> decide, string? leavesFor = null)
    {
        if (_isBusy || _alert is not { } alert) return;
        _isBusy = true;
        try
        {
            var result = await decide(alert.Version, await current.GetAsync(CancellationToken.None));
            if (result.Refusal is { } refusal) _refusal = RefusalSentence.Of(refusal);
            else if (leavesFor is not null) navigation.NavigateTo(leavesFor);
            else await LoadAsync();
        }
        finally
        {
            _isBusy = false;
        }
    }
}
