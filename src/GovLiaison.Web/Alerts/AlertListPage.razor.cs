using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Posts;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Shell.Parts;
using Microsoft.AspNetCore.Components;

namespace GovLiaison.Web.Alerts;

public sealed partial class AlertListPage
{
    private AlertPage? _page;
    private bool _mayDraft;
    private IReadOnlyList<TabLink> _tabs = [];
    private (string Title, string Text) _empty;

    [Inject] public required CurrentActor Current { get; init; }
    [Inject] public required StaffSeatQueries Seats { get; init; }
    [Inject] public required AlertQueries Alerts { get; init; }

    [SupplyParameterFromQuery(Name = "tab")] public string? Tab { get; set; }

    protected override async Task OnParametersSetAsync()
    {
        var stage = Tab switch { "pending" => AlertStage.Pending, "ended" => AlertStage.Ended, _ => AlertStage.Running };
        _tabs =
        [
            new TabLink(AlertsTexts.TabRunning, "/alerts", IsCurrent: stage == AlertStage.Running),
            new TabLink(AlertsTexts.TabPending, "/alerts?tab=pending", IsCurrent: stage == AlertStage.Pending),
            new TabLink(AlertsTexts.TabEnded, "/alerts?tab=ended", IsCurrent: stage == AlertStage.Ended),
        ];
        _empty = stage switch
        {
            AlertStage.Pending => (AlertsTexts.EmptyPendingTitle, AlertsTexts.EmptyPending),
            AlertStage.Ended => (AlertsTexts.EmptyEndedTitle, AlertsTexts.EmptyEnded),
            _ => (AlertsTexts.EmptyRunningTitle, AlertsTexts.EmptyRunning),
        };
        var actor = await Current.GetAsync(CancellationToken.None);
        _mayDraft = actor.May(Permissions.DraftAlerts);
        _page = await Alerts.ListAsync(new ListAlerts(await Seats.IsDemoAsync(CancellationToken.None), stage), actor, CancellationToken.None);
    }
}
