using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Identity;
using GovLiaison.Posts;
using GovLiaison.Web.Divisions;
using GovLiaison.Web.Reach;
using GovLiaison.Web.Shell;
using GovLiaison.Web.Shell.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace GovLiaison.Web.Identity;

/// <summary>The system administrator's: lets people in again, and shuts lost phones out.</summary>
public sealed partial class AccountsPage
{
    private IReadOnlyList<AccountLine> _accounts = [];
    private BoundPhones? _phones;
    private string _code = "";
    private string? _refusal;
    private string? _done;
    private bool _isMissing;

    [Inject] public required AccountQueries Accounts { get; init; }
    [Inject] public required PhoneQueries Phones { get; init; }
    [Inject] public required AccountService AccountChanges { get; init; }
    [Inject] public required DeviceService Devices { get; init; }
    [Inject] public required CurrentActor Current { get; init; }
    [Inject] public required NavigationManager Navigation { get; init; }
    [Inject] public required IDialogService Dialogs { get; init; }
    [Inject] public required TimeProvider Clock { get; init; }

    /// <summary>The division whose phones are listed.</summary>
    [SupplyParameterFromQuery] public string? At { get; set; }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var actor = await Current.GetAsync(CancellationToken.None);
        var listed = await Accounts.ListAsync(actor, CancellationToken.None);
        _isMissing = listed.IsRefused;
        if (_isMissing) return;
        // a person of several posts is one account
        _accounts = [.. listed.Value.DistinctBy(line => line.Login, StringComparer.Ordinal)];
        _code = At ?? "";
        _phones = null;
        if (string.IsNullOrWhiteSpace(At)) return;
        var phones = await Phones.ListAsync(At.Trim(), actor, CancellationToken.None);
        if (phones.Refusal is { } refusal) _refusal = refusal == Refusal.NotFound ? Phrase.Of(IdentityTexts.DivisionUnknown, At) : RefusalSentence.Of(refusal);
        else _phones = phones.Value;
    }

    private void Show()
    {
        (_refusal, _done) = (null, null);
        Navigation.NavigateTo("/accounts?at=" + Uri.EscapeDataString(_code.Trim()));
    }

    private async Task UnlockAsync(AccountLine account)
    {
        if (await ConfirmDialog.AskAsync(Dialogs, Phrase.Of(IdentityTexts.UnlockTitle, account.Login), IdentityTexts.UnlockText, IdentityTexts.Unlock) is null) return;
        if (await Accounts.FindAsync(account.Login, CancellationToken.None) is not { } id) return;
        await DoAsync(actor => AccountChanges.UnlockAsync(actor, id, CancellationToken.None), Phrase.Of(IdentityTexts.Unlocked, account.Login));
    }

    private async Task RevokeAsync(BoundPhone phone)
    {
        var title = Phrase.Of(IdentityTexts.RevokeTitle, PlaceName.Spoken(phone.DivisionName), phone.Name);
        if (await ConfirmDialog.AskAsync(Dialogs, title, IdentityTexts.RevokeText, IdentityTexts.Revoke) is null) return;
        await DoAsync(actor => Devices.RevokeAsync(actor, phone.DeviceId, CancellationToken.None), IdentityTexts.Revoked);
    }

    private async Task DoAsync(Func<Actor, Task<Result<Done>>> act, string done)
    {
        (_refusal, _done) = (null, null);
        var result = await act(await Current.GetAsync(CancellationToken.None));
        await LoadAsync();
        if (result.Refusal is { } refusal) _refusal = RefusalSentence.Of(refusal);
        else _done = done;
    }

    private bool IsLocked(AccountLine account) => account.LockedUntil > Clock.UtcNow();

    private string State(AccountLine account) => account switch
    {
        { IsDisabled: true } => IdentityTexts.StateDisabled,
        { LockedUntil: { } until } when IsLocked(account) => Phrase.Of(IdentityTexts.StateLocked, BeijingTime.Text(until, TimeLook.Minutes)),
        _ => IdentityTexts.StateActive,
    };
}
