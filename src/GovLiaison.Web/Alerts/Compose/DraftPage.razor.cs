using System.Globalization;
using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Residents;
using GovLiaison.Templates;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Shell.Parts;
using Microsoft.AspNetCore.Components;
using MudBlazor;

namespace GovLiaison.Web.Alerts.Compose;

/// <summary>A draft being written. Saving stands in <c>DraftPage.Saving.cs</c>.</summary>
public sealed partial class DraftPage(AlertDetailQueries details, AlertService alerts, AudienceQueries audience, ResidentQueries residents,
    TemplateQueries templates, DeliveryAddresses addresses, CurrentActor current, NavigationManager navigation, IDialogService dialogs, TimeProvider clock) : IAsyncDisposable
{
    private const int MostChips = 20;
    private const string PickerTime = "yyyy-MM-ddTHH:mm";

    private Actor _actor = Actor.System("console");
    private AlertDetail? _alert;
    private Guid _openId;
    private IReadOnlyList<ChosenArea> _areas = [];
    private IReadOnlyList<Tag> _tags = [];
    private HashSet<Guid> _chosenTags = [];
    private List<AlertWording> _texts = [];
    private AlertWording? _correction;
    private IReadOnlyList<AlertWording> _before = [];
    private AudienceCount _count = new(0, 0, 0, 0, 0, 0, 0, 0, 0);
    private DateTime? _expiresAt;
    private bool _isMissing;
    private bool _mayEdit;

    [Parameter] public Guid MessageId { get; set; }

    private bool IsLift => _alert?.Kind is AlertMessageKind.Lift;

    // others may have read it then: it is given up and kept, never deleted
    private bool WasSubmitted => _alert is { Decisions.Count: > 0 };

    private string ExpiresText => _expiresAt is { } at ? BeijingTime.Of(at).ToString(PickerTime, CultureInfo.InvariantCulture) : "";

    protected override async Task OnParametersSetAsync()
    {
        await LeaveAsync();
        // what could not be saved is never thrown away by drawing the same draft again
        if (_openId == MessageId && _isDirty) return;
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        _actor = await current.GetAsync(CancellationToken.None);
        var found = await details.FindAsync(MessageId, _actor, CancellationToken.None);
        _isMissing = found.IsRefused;
        if (found.IsRefused) return;
        var alert = found.Value;
        _openId = MessageId;
        (_isStale, _isDirty, _correctionChanged, _faults, _notSaved, _leavesFor) = (false, false, false, [], null, null);
        (_expiresAt, _version, _savedAt) = (alert.ExpiresAt, alert.Version, alert.SavedAt);
        _areas = [.. alert.Areas.Select(area => new ChosenArea(area.DivisionId, area.Path, area.FullName))];
        _chosenTags = [.. alert.Tags.Select(tag => tag.Id)];
        _texts = alert.Texts.Count > 0 ? [.. alert.Texts] : [AlertWording.Empty("zh-CN")];
        _correction = alert.Correction;
        _mayEdit = alert.Status is AlertMessageStatus.Draft or AlertMessageStatus.Returned && alert.People.AuthorId == _actor.PersonId;
        _tags = await residents.TagsAsync(CancellationToken.None);
        await LoadLevelsAsync(alert.Label);
        _before = alert.PreviousId is { } previous && await details.FindAsync(previous, _actor, CancellationToken.None) is { IsRefused: false } before ? before.Value.Texts : [];
        await CountAsync();
        _alert = alert;
    }

    private async Task SetAreasAsync(IReadOnlyList<ChosenArea> areas)
    {
        _areas = areas;
        Changed("area");
        await CountAsync();
    }

    private Task RemoveAsync(ChosenArea area) => SetAreasAsync([.. _areas.Where(other => other.Id != area.Id)]);

    private async Task ToggleTagAsync(Guid id)
    {
        if (!_chosenTags.Remove(id)) _chosenTags.Add(id);
        Changed("area");
        await CountAsync();
    }

    private void SetExpires(ChangeEventArgs change)
    {
        _expiresAt = DateTime.TryParseExact(change.Value?.ToString(), [PickerTime, PickerTime + ":ss"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var local)
            ? LikelyEnds.Utc(local) : null;
        Changed("expires");
    }

    private void EndAt(DateTime at)
    {
        _expiresAt = at;
        Changed("expires");
    }

    private void SetText(int place, AlertWording text)
    {
        var old = _texts[place];
        (_texts[place], _followed) = (text, null);
        Changed(FieldOf(old, text));
    }

    private void SetCorrection(AlertWording text)
    {
        (_correction, _correctionChanged) = (text, true);
        Changed("");
    }

    private static string FieldOf(AlertWording old, AlertWording text) =>
        old.Headline != text.Headline ? "headline" : old.Fact != text.Fact ? "fact" : old.Actions != text.Actions ? "actions" : old.Sms != text.Sms ? "sms" : "spoken";

    private async Task CountAsync() =>
        _count = await audience.CountAsync([.. _areas.Select(area => new DivisionPath(area.Path))], [.. _chosenTags], CancellationToken.None);
}
