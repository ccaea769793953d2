using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Reach;
using GovLiaison.Web.Alerts;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Shell;
using GovLiaison.Web.Shell.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace GovLiaison.Web.Reach;

public sealed partial class TrackingHead
{
    private const int MostAreas = 3;

    private string? _refusal;
    private AlertMessageKind? _openKind;
    private string? _done;
    private bool _isBusy;

    [Inject] public required AlertService Service { get; init; }
    [Inject] public required CurrentActor Current { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }
    [Inject] public required DeliveryAddresses Addresses { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }

    [Parameter, EditorRequired] public required AlertDetail Alert { get; set; }
    /// <summary>For what is shown only: what is done asks again who does it.</summary>
    [Parameter, EditorRequired] public required Actor Actor { get; set; }
    [Parameter] public ReachPicture? Picture { get; set; }

    /// <summary>Something was done: what the page shows is old.</summary>
    [Parameter] public EventCallback Changed { get; set; }

    private DateTime? ReleasedAt => Alert.Messages.FirstOrDefault(message => message.MessageId == Alert.MessageId)?.StartedAt;

    private bool IsLast => Alert.Number > 0 && Alert.Messages.Max(message => message.Number) == Alert.Number;

    private bool IsOut => Alert.Status is AlertMessageStatus.Sent && IsLast && Alert.Kind is AlertMessageKind.Alert or AlertMessageKind.Update
        && Alert.ExpiresAt > Clock.UtcNow();

    private bool IsOver => Alert.Status is AlertMessageStatus.Sent && !IsOut;
    private bool MayFollow => IsOut && Actor.May(Permissions.DraftAlerts);
    private bool MayCorrect => IsOut && Alert.Correction is not null && Actor.May(Permissions.SignAlerts);
    private bool MayStop => IsLast && Picture is { Run.IsRunning: true } && Actor.May(Permissions.SignAlerts);

    private string Areas => Alert.Areas.Count <= MostAreas
        ? string.Join(ReachTexts.ListSeparator, Alert.Areas.Select(area => area.FullName))
        : Phrase.Of(ReachTexts.AreasAndMore, string.Join(ReachTexts.ListSeparator, Alert.Areas.Take(MostAreas).Select(area => area.FullName)), Alert.Areas.Count);

    private string Tags => string.Join(ReachTexts.ListSeparator, Alert.Tags.Select(tag => ReachWords.Tag(new TagName(tag.NameZh, tag.NameEn))));

    private IEnumerable<(string Text, string Href)> Waiting => Alert.Messages
        .Where(message => message.MessageId != Alert.MessageId || Alert.Status is not AlertMessageStatus.Sent)
        .Where(message => message.Status is AlertMessageStatus.Submitted or AlertMessageStatus.Draft or AlertMessageStatus.Returned)
        .Select(message => (Phrase.Of(ReachTexts.KindAndStatus, AlertWords.Kind(message.Kind), AlertWords.Status(message.Status)),
            message.Status is AlertMessageStatus.Submitted ? $"/alerts/sign/{message.MessageId}" : $"/alerts/draft/{message.MessageId}"));

    // the one that stands in the way of a second
    private string? OpenDraft => Alert.Messages.Where(message => message.Kind == _openKind && message.Status is AlertMessageStatus.Submitted or AlertMessageStatus.Draft or AlertMessageStatus.Returned)
        .Select(message => message.Status is AlertMessageStatus.Submitted ? $"/alerts/sign/{message.MessageId}" : $"/alerts/draft/{message.MessageId}").FirstOrDefault();

    private Task UpdateAsync() => DraftAsync(Service.DraftUpdateAsync);

    private Task LiftAsync() => DraftAsync(Service.DraftLiftAsync);

    private Task DraftAsync(Func<Guid, Actor, CancellationToken, Task<Result<DraftedAlert>>> draft) => DoAsync(async () =>
    {
        var drafted = await draft(Alert.AlertId, await Current.GetAsync(CancellationToken.None), CancellationToken.None);
        if (!drafted.IsRefused) Navigation.NavigateTo($"/alerts/draft/{drafted.Value.MessageId}");
        return drafted.Refusal;
    });

    private async Task CorrectAsync()
    {
        var told = Picture?.Whole is { } whole ? whole.Households - whole.NoPath - whole.Pending - whole.Failed : 0;
        var asked = await ConfirmDialog.AskAsync(Dialogs, Phrase.Of(ReachTexts.CorrectTitle, AlertWords.Title(Alert.Label)),
            Phrase.Of(ReachTexts.CorrectText, Numbers.Count(told)), ReachTexts.CorrectButton, quote: Alert.Correction is { } correction ? AlertWords.Sms(correction.Sms, Alert.IsTraining, Addresses.SampleLink) : null);
        if (asked is null) return;
        await DoAsync(async () =>
        {
            var sent = await Service.ReleaseCorrectionAsync(Alert.AlertId, await Current.GetAsync(CancellationToken.None), CancellationToken.None);
            if (!sent.IsRefused) _done = ReachTexts.CorrectDone;
            return sent.Refusal;
        });
    }

    private async Task StopAsync()
    {
        var gone = Picture?.Channels?.Gone;
        var asked = await ConfirmDialog.AskAsync(Dialogs, Phrase.Of(ReachTexts.StopTitle, AlertWords.Title(Alert.Label)),
            gone is { } known ? Phrase.Of(ReachTexts.StopText, Numbers.Count(known)) : ReachTexts.StopTextUnknown, ReachTexts.StopButton, reasonLabel: ReachTexts.StopReason);
        if (asked is null) return;
        await DoAsync(async () =>
        {
            var stopped = await Service.StopAsync(Alert.AlertId, asked, await Current.GetAsync(CancellationToken.None), CancellationToken.None);
            if (!stopped.IsRefused) _done = Phrase.Of(ReachTexts.StopDone, Numbers.Count(stopped.Value));
            return stopped.Refusal;
        });
    }

    private async Task DoAsync(Func<Task<Refusal?>> act)
    {
        (_isBusy, _refusal, _done) = (true, null, null);
        var refusal = await act();
        _isBusy = false;
        _openKind = refusal?.Code switch { "AlertUpdateOpen" => AlertMessageKind.Update, "AlertLiftOpen" => AlertMessageKind.Lift, _ => null };
        if (refusal is not null) _refusal = RefusalSentence.Of(refusal);
        // the open one may have come after the page was read
        if (refusal is null || _openKind is not null) await Changed.InvokeAsync();
    }
}
