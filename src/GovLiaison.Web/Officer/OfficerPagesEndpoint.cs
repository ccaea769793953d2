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
        var shown = new List<OfficerAlert>();
        OfficerDispatch? first = null;
        foreach (var dispatch in await officers.InForceAsync(seat, cancellationToken))
        {
            if (await alerts.FindAsync(dispatch.MessageId, cancellationToken) is not { } alert) continue;
            first ??= dispatch;
            var asks = dispatch is { AsksForAnswer: true, AnsweredAt: null, RecipientIds.Count: > 0 };
            if (asks) dispatch.RecipientIds.ToList().ForEach(id => opened.Mark(dispatch.DispatchId, id));
            shown.Add(OfficerLists.Alert(dispatch, alert, asks ? await nudges.NextAsync(dispatch.DispatchId, dispatch.VillageIds, cancellationToken) : null, clock.UtcNow()));
        }
        var left = OfficerLists.Left(await officers.HelpLeftAsync(seat, cancellationToken), first?.IsTraining);
        var counts = first is { AsksForAnswer: true } ? await officers.CountAsync(seat, first.DispatchId, cancellationToken) : new OfficerCounts(0, 0, 0, null, null);
        return BareAnswer.Html(await renderer.RenderAsync<OfficerNowPage>(new OfficerNow
        {
            Village = string.Join(' ', seat.Places.Select(place => PlaceName.Spoken(place.Name))),
            OfficerName = seat.Name,
            Alert = shown.FirstOrDefault(),
            Others = [.. shown.Skip(1)],
            IsTraining = first?.IsTraining ?? left.Any(row => row.IsTraining),
            HelpCount = counts.Help + left.Sum(row => row.Count),
            HelpLine = OfficerLists.HelpLine(counts, left, clock.UtcNow()),
            UntoldByPhone = counts.Untold - counts.AtDoor,
            UntoldAtDoor = counts.AtDoor,
            Antiforgery = visits.Token(context),
        }));
    }

    private async Task<IResult> HouseholdsAsync(HttpContext context, OfficerSeat seat)
    {
        var homes = await HomesAsync(seat, context.RequestAborted);
        var wish = OfficerWish.Of(context.Request.Query);
        var (left, isTraining) = await LeftAsync(seat, homes, context.RequestAborted);
        var view = OfficerLists.Households([.. left, .. homes?.Homes ?? []], wish) with { IsTraining = isTraining, Antiforgery = visits.Token(context) };
        return BareAnswer.Html(await renderer.RenderAsync<OfficerHouseholdsPage>(view));
    }

    private async Task<IResult> WalkAsync(HttpContext context, OfficerSeat seat)
    {
        var homes = await HomesAsync(seat, context.RequestAborted);
        var view = OfficerLists.Walk(homes?.Homes ?? []) with { IsTraining = homes?.Dispatch.IsTraining ?? false, Antiforgery = visits.Token(context) };
        return BareAnswer.Html(await renderer.RenderAsync<OfficerWalkPage>(view));
    }

    private async Task<IResult> ShareAsync(HttpContext context, OfficerSeat seat)
    {
        var cancellationToken = context.RequestAborted;
        var dispatch = (await officers.InForceAsync(seat, cancellationToken)).FirstOrDefault(row => row.VillageIds.Count > 0);
        var alert = dispatch is null ? null : await alerts.FindAsync(dispatch.MessageId, cancellationToken);
        var village = dispatch is null ? null : seat.Villages.FirstOrDefault(place => place.Id == dispatch.VillageIds[0]);
        if (dispatch is null || alert is null || village is null) return BareAnswer.Html(await renderer.RenderAsync<OfficerSharePage>());
        var tally = await officers.FindVillageAsync(seat.Actor, dispatch.DispatchId, village.Id, cancellationToken);
        var link = options.Value.PublicAddress.ToString().TrimEnd('/') + VillageEndpoint.Path + village.Code;
        var view = OfficerLists.Share(dispatch, alert, village.Id, link) with
        {
            ToldInGroupUtc = tally.IsRefused ? null : tally.Value.ToldInGroupAt,
            Antiforgery = visits.Token(context),
        };
        return BareAnswer.Html(await renderer.RenderAsync<OfficerSharePage>(view));
    }

    private async Task<OfficerHomes?> HomesAsync(OfficerSeat seat, CancellationToken cancellationToken)
    {
        var running = await officers.InForceAsync(seat, cancellationToken);
        if (running.FirstOrDefault(row => row.AsksForAnswer && row.VillageIds.Count > 0) is not { } dispatch) return null;
        var homes = new List<OfficerHome>();
        foreach (var villageId in dispatch.VillageIds)
            homes.AddRange(await OfVillageAsync(seat, dispatch.DispatchId, villageId, isLeft: false, cancellationToken));
        return new OfficerHomes(dispatch, homes);
    }

    // who asked for help under a message that has ended, unless he asks again under the one that runs
    private async Task<(IReadOnlyList<OfficerHome> Homes, bool IsTraining)> LeftAsync(OfficerSeat seat, OfficerHomes? running, CancellationToken cancellationToken)
    {
        var left = OfficerLists.Left(await officers.HelpLeftAsync(seat, cancellationToken), running?.Dispatch.IsTraining);
        var isTraining = running?.Dispatch.IsTraining ?? left.Any(row => row.IsTraining);
        var asking = running?.Homes.Where(home => OfficerLists.NeedsHelp(home.Listing)).Select(home => home.People.Id).ToHashSet() ?? [];
        var homes = new List<OfficerHome>();
        foreach (var row in left)
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
