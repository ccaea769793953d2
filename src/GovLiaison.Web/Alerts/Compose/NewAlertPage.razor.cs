using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Divisions;
using GovLiaison.Templates;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Shell;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Alerts.Compose;

/// <summary>Hazard, level and template; offers only levels that the hazard has.</summary>
public sealed partial class NewAlertPage(TemplateQueries templates, DivisionQueries divisions, AlertService alerts, CurrentActor current, ShellState shell, NavigationManager navigation)
{
    private IReadOnlyList<HazardChoice> _hazards = [];
    private IReadOnlyList<TemplateChoice> _templates = [];
    private IReadOnlyList<DivisionNode> _issuers = [];
    private HazardChoice? _hazard;
    private string? _level;
    private Guid? _template;
    private int _issuer;
    private bool _isTraining;
    private bool _isBusy;
    private bool _mayDraft = true;
    private string? _refusal;

    /// <summary>From the drills of a live installation one begins a drill.</summary>
    [SupplyParameterFromQuery] public string? Training { get; set; }

    private IEnumerable<TemplateChoice> Fitting => _templates.Where(row => row.HazardCode == _hazard?.Code && row.LevelCode == _level);

    protected override async Task OnInitializedAsync()
    {
        var actor = await current.GetAsync(CancellationToken.None);
        _issuers = [.. (await divisions.RootsAsync(actor, CancellationToken.None)).Where(node => actor.May(Permissions.DraftAlerts, node.Path))];
        _mayDraft = _issuers.Count > 0;
        _isTraining = shell.IsTraining || Training is "1";
        _issuer = _mayDraft ? _issuers[0].Id : 0;
        _hazards = await templates.HazardsAsync(CancellationToken.None);
        _templates = await templates.TemplatesAsync(CancellationToken.None);
    }

    private void ChooseHazard(HazardChoice hazard) => (_hazard, _level, _template) = (hazard, null, null);

    private void ChooseLevel(string level)
    {
        _level = level;
        _template = Fitting.Select(row => (Guid?)row.Id).FirstOrDefault();
    }

    private async Task DraftAsync()
    {
        if (_isBusy || _hazard is null || _level is null) return;
        _isBusy = true;
        var actor = await current.GetAsync(CancellationToken.None);
        var drafted = await alerts.DraftAsync(new DraftAlert(_hazard.Code, _level, _issuer, _isTraining, _template), actor, CancellationToken.None);
        _refusal = drafted.Refusal is { } refusal ? RefusalSentence.Of(refusal) : null;
        _isBusy = false;
        if (!drafted.IsRefused) navigation.NavigateTo($"/alerts/draft/{drafted.Value.MessageId}");
    }

    private static string Pressed(bool isPressed) => isPressed ? "true" : "false";
}
