using GovLiaison.Alerts;
using GovLiaison.Reach;
using GovLiaison.Web.Divisions;
using GovLiaison.Web.Bare;
using GovLiaison.Web.Resident;
using GovLiaison.Web.Shell.Parts;

namespace GovLiaison.Web.Village;

/// <summary>The village's permanent page, printed on the officer's card: whom to call today and what is in force here.</summary>
public sealed class VillageEndpoint(VillagePageQueries villages, PublicAlertQueries alerts, PageRenderer renderer)
{
    public const string Path = "/v/";

    public void Map(IEndpointRouteBuilder routes) => routes.MapGet(Path + "{code}", ShowAsync);

    private async Task<IResult> ShowAsync(string code, HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        if (await villages.FindAsync(code, cancellationToken) is not { } village)
            return BareAnswer.Html(await renderer.RenderAsync<ResidentGonePage>(), StatusCodes.Status404NotFound);
        var live = await alerts.LastToldAsync(village.Path, isTraining: false, cancellationToken);
        // a drill is shown where nothing real is in force: the frame above the page speaks for everything on it
        var drills = live.Any(alert => BareAlerts.Ended(alert) is null) ? [] : await alerts.LastToldAsync(village.Path, isTraining: true, cancellationToken);
        var shown = live.Count == 0 || drills.Any(alert => BareAlerts.Ended(alert) is null) ? drills : live;
        var view = new VillageView
        {
            Village = PlaceName.Spoken(village.FullName[^1]),
            Path = string.Join(' ', village.FullName.Skip(1).SkipLast(1)),
            OfficerName = village.OfficerName,
            OfficerPhone = village.OfficerPhone,
            DutyPhone = village.DutyPhone,
            Alerts = [.. shown.MostThreateningFirst().Select(Alert)],
        };
        return BareAnswer.Html(await renderer.RenderAsync<VillagePage>(view));
    }

    private static VillageAlert Alert(PublicAlert alert)
    {
        var text = BareAlerts.Text(alert);
        var heading = AlertHeading.Of(alert, text);
        var ended = BareAlerts.Ended(alert);
        return new VillageAlert
        {
            Level = alert.Label.LevelCode,
            Title = ended is null ? heading.Headline : BareAlerts.Title(alert.Label),
            Label = ended is null ? heading.Label : null,
            Ended = ended,
            Until = ended is null ? BareAlerts.Until(alert) : BeijingTime.Text(alert.SentAt, TimeLook.DayTime),
            Facts = ended is null ? BareAlerts.Lines(text?.Fact) : [heading.Headline, .. BareAlerts.Lines(text?.Fact)],
            Acts = BareAlerts.Lines(text?.Actions),
            IssuedBy = alert.IssuerName,
            IsTraining = alert.IsTraining,
        };
    }
}
