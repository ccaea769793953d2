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
    private AccountPage _page = new([], 0, 0, 0);
    private IReadOnlyList<AccountLine> _accounts = [];
    private BoundPhones? _phones;
    private string _code = "";
    private string _find = "";
    private bool _onlyShut;
    private int _skip;
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

    /// <summary>A part of the logins that are listed.</summary>
    [SupplyParameterFromQuery(Name = "find")] public string? Asked { get; set; }

    /// <summary>"1": locked and disabled ones only.</summary>
    [SupplyParameterFromQuery] public string? Shut { get; set; }

    [SupplyParameterFromQuery] public int? Skip { get; set; }

    protected override Task OnParametersSetAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        var actor = await Current.GetAsync(CancellationToken.None);
        (_skip, _find, _onlyShut, _code) = (Math.Max(0, Skip ?? 0), Asked ?? "", Shut is "1", At ?? "");
        var listed = await ReadAsync(actor);
        // the list has become shorter than where somebody stood
        if (listed is { IsRefused: false, Value: { Lines.Count: 0, Total: > 0 } })
        {
            _skip = (listed.Value.Total - 1) / AccountQueries.PageSize * AccountQueries.PageSize;
            listed = await ReadAsync(actor);
        }
        _isMissing = listed.IsRefused;
        if (_isMissing) return;
        _page = listed.Value;
        // a person of several posts is one account
        _accounts = [.. _page.Lines.DistinctBy(line => line.Login, StringComparer.Ordinal)];
        _phones = null;
        if (string.IsNullOrWhiteSpace(At)) return;
        var phones = await Phones.ListAsync(At.Trim(), actor, CancellationToken.None);
        if (phones.Refusal is { } refusal) _refusal = refusal == Refusal.NotFound ? Phrase.Of(IdentityTexts.DivisionUnknown, At) : RefusalSentence.Of(refusal);
        else _phones = phones.Value;
    }

    private void Show()
    {
        (_refusal, _done) = (null, null);
        Navigation.NavigateTo(Address(_code.Trim(), _skip));
    }

    private void Find()
    {
        (_refusal, _done) = (null, null);
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters("/accounts", new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["find"] = string.IsNullOrWhiteSpace(_find) ? null : _find.Trim(), ["shut"] = _onlyShut ? "1" : null, ["at"] = At,
        }));
    }

    private string Address(string? at, int skip) => Navigation.GetUriWithQueryParameters("/accounts", new Dictionary<string, object?>(StringComparer.Ordinal)
    {
        ["find"] = Asked, ["shut"] = Shut, ["at"] = string.IsNullOrEmpty(at) ? null : at, ["skip"] = skip > 0 ? skip : null,
    });

    private Task<Result<AccountPage>> ReadAsync(Actor actor) =>
        Accounts.ListAsync(new ListAccounts(_find, _onlyShut, _skip), actor, CancellationToken.None);

    private async Task EnableAsync(AccountLine account)
    {
        if (await ConfirmDialog.AskAsync(Dialogs, Phrase.Of(IdentityTexts.EnableTitle, account.Login), IdentityTexts.EnableText, IdentityTexts.Enable) is null) return;
        if (await Accounts.FindAsync(account.Login, CancellationToken.None) is not { } id) return;
        await DoAsync(actor => AccountChanges.EnableAsync(actor, id, CancellationToken.None), Phrase.Of(IdentityTexts.Enabled, account.Login));
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
