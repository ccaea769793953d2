using GovLiaison.Alerts;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Ladder;
using GovLiaison.Reach;
using GovLiaison.Residents;
using GovLiaison.Web.Bare;
using GovLiaison.Web.Divisions;
using GovLiaison.Web.Resident;
using GovLiaison.Web.Village;
using Microsoft.Extensions.Options;

namespace GovLiaison.Web.Officer;

/// <summary>The four places of an officer: now, households, walk, share.</summary>
public sealed class OfficerPagesEndpoint(OfficerVisits visits, OfficerQueries officers, OfficerNudgeQueries nudges, ResidentQueries residents, PublicAlertQueries alerts,
    OpenedMarks opened, PageRenderer renderer, IOptions<DispatchOptions> options, TimeProvider clock)
{
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet(OfficerPaths.Now, (Delegate)((HttpContext context) => ShowAsync(context, NowAsync)));
        routes.MapGet(OfficerPaths.Households, (Delegate)((HttpContext context) => ShowAsync(context, HouseholdsAsync)));
        routes.MapGet(OfficerPaths.Walk, (Delegate)((HttpContext context) => ShowAsync(context, WalkAsync)));
        routes.MapGet(OfficerPaths.Share, (Delegate)((HttpContext context) => ShowAsync(context, ShareAsync)));
    }

    private async Task<IResult> NowAsync(HttpContext context, OfficerSeat seat)
    {
        var cancellationToken = context.RequestAborted;
        var running = await officers.InForceAsync(seat, cancellationToken);
        var choice = await OfficerChoice.OfAsync(context, running, alerts);
        var shown = new List<OfficerAlert>();
        foreach (var dispatch in running.OrderByDescending(row => row == choice.Dispatch))
        {
            if (await alerts.FindAsync(dispatch.MessageId, cancellationToken) is not { } alert) continue;
            var asks = dispatch is { AsksForAnswer: true, AnsweredAt: null, RecipientIds.Count: > 0 };
            if (asks) dispatch.RecipientIds.ToList().ForEach(id => opened.Mark(dispatch.DispatchId, id));
            shown.Add(OfficerLists.Alert(dispatch, alert, asks ? await nudges.FindAsync(dispatch.DispatchId, seat.PersonId, dispatch.VillageIds, cancellationToken) : null, clock.UtcNow()));
        }
        var left = OfficerLists.Left(await officers.HelpLeftAsync(seat, cancellationToken), choice.Dispatch?.IsTraining);
        var counts = new Dictionary<long, OfficerCounts>();
        foreach (var dispatch in running.Where(row => row.AsksForAnswer)) counts[dispatch.DispatchId] = await officers.CountAsync(seat, dispatch.DispatchId, cancellationToken);
        var here = choice.Dispatch is { } chosen ? counts.GetValueOrDefault(chosen.DispatchId) : null;
        return BareAnswer.Html(await renderer.RenderAsync<OfficerNowPage>(new OfficerNow
        {
            Village = string.Join(' ', seat.Places.Select(place => PlaceName.Spoken(place.Name))),
            OfficerName = seat.Name,
            Choice = choice with { About = null },
            Alert = shown.FirstOrDefault(),
            Others = [.. shown.Skip(1)],
            IsTraining = choice.Dispatch?.IsTraining ?? left.Any(row => row.IsTraining),
            HelpCount = counts.Values.Sum(row => row.Help) + left.Sum(row => row.Count),
            HelpLine = OfficerLists.HelpLine([.. counts.Values], left, clock.UtcNow()),
            UntoldByPhone = here is null ? 0 : here.Untold - here.AtDoor,
            UntoldAtDoor = here?.AtDoor ?? 0,
            HasHouseholds = here is null or { All: > 0 },
            Antiforgery = visits.Token(context),
        }));
    }

    private async Task<IResult> HouseholdsAsync(HttpContext context, OfficerSeat seat)
    {
        var (choice, homes) = await HomesAsync(context, seat);
        var wish = OfficerWish.Of(context.Request.Query) with { Dispatch = choice.Wanted };
        var (left, isTraining) = await LeftAsync(seat, choice, homes, context.RequestAborted);
        var view = OfficerLists.Households([.. left, .. homes], wish) with { Choice = choice, IsTraining = isTraining, Antiforgery = visits.Token(context) };
        return BareAnswer.Html(await renderer.RenderAsync<OfficerHouseholdsPage>(view));
    }

    private async Task<IResult> WalkAsync(HttpContext context, OfficerSeat seat)
    {
        var (choice, homes) = await HomesAsync(context, seat);
        var wish = OfficerWish.Of(context.Request.Query) with { Dispatch = choice.Wanted };
        var view = OfficerLists.Walk(homes, wish) with { Choice = choice, IsTraining = choice.Dispatch?.IsTraining ?? false, Antiforgery = visits.Token(context) };
        return BareAnswer.Html(await renderer.RenderAsync<OfficerWalkPage>(view));
    }

    private async Task<IResult> ShareAsync(HttpContext context, OfficerSeat seat)
    {
        var running = (await officers.InForceAsync(seat, context.RequestAborted)).Where(row => row.VillageIds.Count > 0).ToList();
        var choice = await OfficerChoice.OfAsync(context, running, alerts);
        var shown = new List<OfficerShareAlert>();
        foreach (var dispatch in running.OrderByDescending(row => row == choice.Dispatch))
            if (await ShareAsync(seat, choice, dispatch, context.RequestAborted) is { Villages.Count: > 0 } alert) shown.Add(alert);
        return BareAnswer.Html(shown.Count == 0 ? await renderer.RenderAsync<OfficerSharePage>() : await renderer.RenderAsync<OfficerSharePage>(new OfficerShare
        {
            // each is headed by its own name
            Choice = choice with { About = null },
            Alerts = shown,
            IsTraining = running[0].IsTraining,
            Antiforgery = visits.Token(context),
        }));
    }

    private async Task<OfficerShareAlert?> ShareAsync(OfficerSeat seat, OfficerChoice choice, OfficerDispatch dispatch, CancellationToken cancellationToken)
    {
        if (await alerts.FindAsync(dispatch.MessageId, cancellationToken) is not { } alert) return null;
        var own = seat.Villages.Where(place => dispatch.VillageIds.Contains(place.Id)).ToList();
        var villages = new List<OfficerShareVillage>();
        foreach (var village in own)
        {
            var tally = await officers.FindVillageAsync(seat.Actor, dispatch.DispatchId, village.Id, cancellationToken);
            var link = options.Value.PublicAddress.ToString().TrimEnd('/') + VillageEndpoint.Path + village.Code;
            villages.Add(OfficerLists.ShareVillage(choice, dispatch.DispatchId, alert, village.Id, own.Count > 1 ? PlaceName.Spoken(village.Name) : null, link)
                with
            { ToldInGroupUtc = tally.IsRefused ? null : tally.Value.ToldInGroupAt });
        }
        return OfficerLists.ShareAlert(alert, villages);
    }

    private async Task<(OfficerChoice Choice, IReadOnlyList<OfficerHome> Homes)> HomesAsync(HttpContext context, OfficerSeat seat)
    {
        var running = await officers.InForceAsync(seat, context.RequestAborted);
        var choice = await OfficerChoice.OfAsync(context, running.Where(row => row.AsksForAnswer && row.VillageIds.Count > 0), alerts);
        var homes = new List<OfficerHome>();
        foreach (var villageId in choice.Dispatch?.VillageIds ?? [])
            homes.AddRange(await OfVillageAsync(seat, choice.Dispatch!.DispatchId, villageId, isLeft: false, context.RequestAborted));
        return (choice, homes);
    }

    // who asked for help under another message, running or ended, unless he asks again under this one
    private async Task<(IReadOnlyList<OfficerHome> Homes, bool IsTraining)> LeftAsync(OfficerSeat seat, OfficerChoice choice, IReadOnlyList<OfficerHome> here, CancellationToken cancellationToken)
    {
        var left = OfficerLists.Left(await officers.HelpLeftAsync(seat, cancellationToken), choice.Dispatch?.IsTraining);
        var isTraining = choice.Dispatch?.IsTraining ?? left.Any(row => row.IsTraining);
        var places = choice.Others.SelectMany(other => other.VillageIds, (other, villageId) => (other.DispatchId, VillageId: villageId, other.IsTraining))
            .Concat(left.Select(row => (row.DispatchId, row.VillageId, row.IsTraining)));
        var asking = here.Where(home => OfficerLists.NeedsHelp(home.Listing)).Select(home => home.People.Id).ToHashSet();
        var homes = new List<OfficerHome>();
        foreach (var row in places)
            homes.AddRange((await OfVillageAsync(seat, row.DispatchId, row.VillageId, isLeft: true, cancellationToken))
                .Where(home => asking.Add(home.People.Id))
                .Select(home => isTraining && !row.IsTraining ? home with { Tags = [OfficerTexts.RealHelp, .. home.Tags] } : home));
        return (homes, isTraining);
    }

    private async Task<IEnumerable<OfficerHome>> OfVillageAsync(OfficerSeat seat, long dispatchId, int villageId, bool isLeft, CancellationToken cancellationToken)
    {
        var listed = await officers.ListAsync(seat.Actor, dispatchId, villageId, cancellationToken, isLeft);
        var people = await residents.OfOfficerAsync(seat.Actor, villageId, cancellationToken);
        // out of office between two reads: nothing of that village is shown
        if (listed.Refusal == Refusal.NotFound || people.Refusal == Refusal.NotFound) return [];
        var names = await residents.TagsAsync(cancellationToken);
        var households = BareFilter.Taken(people).Households.ToDictionary(row => row.Id);
        return BareFilter.Taken(listed).Where(row => households.ContainsKey(row.HouseholdId))
            .Select(row => new OfficerHome(row, households[row.HouseholdId], OfficerLists.Tags(households[row.HouseholdId], names)));
    }

    private async Task<IResult> ShowAsync(HttpContext context, Func<HttpContext, OfficerSeat, Task<IResult>> page) =>
        await visits.SeatAsync(context) is { } seat ? await page(context, seat) : await visits.SignedOutAsync();
}
