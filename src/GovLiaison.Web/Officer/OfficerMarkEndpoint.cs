using System.Globalization;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Reach;
using GovLiaison.Web.Bare;
using GovLiaison.Web.Shell;

namespace GovLiaison.Web.Officer;

/// <summary>What an officer says: that he has the alert, and what became of each household.</summary>
public sealed class OfficerMarkEndpoint(OfficerVisits visits, OfficerQueries officers, ReceiptService receipts)
{
    public const string AnswerPath = "/o/answer";
    public const string MarkPath = "/o/mark";

    public void Map(IEndpointRouteBuilder routes)
    {
        // antiforgery is checked below, with an answer in words
        routes.MapPost(AnswerPath, (Delegate)AnswerAsync).DisableAntiforgery();
        routes.MapPost(MarkPath, (Delegate)MarkAsync).DisableAntiforgery();
    }

    private async Task<IResult> AnswerAsync(HttpContext context)
    {
        if (await visits.SeatAsync(context) is not { } seat) return await visits.SignedOutAsync();
        if (!await visits.IsOursAsync(context)) return BareAnswer.SeeOther(OfficerPaths.Now);
        if (context.Request.Form["answer"] != "received") return BareAnswer.SeeOther(OfficerPaths.Now);
        var dispatch = (await officers.AllInForceAsync(seat, context.RequestAborted)).FirstOrDefault(row => row.DispatchId == Number(context, "dispatch"));
        if (dispatch is null) return await visits.MissingAsync();
        foreach (var recipientId in dispatch.RecipientIds)
            BareFilter.Taken(await receipts.RecordAsync(
                new RecordReceipt(dispatch.DispatchId, recipientId, null, null, ReceiptKinds.Confirmed, "page", seat.PersonId), context.RequestAborted));
        return BareAnswer.SeeOther(OfficerPaths.Now);
    }

    private async Task<IResult> MarkAsync(HttpContext context)
    {
        if (await visits.SeatAsync(context) is not { } seat) return await visits.SignedOutAsync();
        var back = Pages.LocalOr(context.Request.Query["back"], OfficerPaths.Households);
        if (!await visits.IsOursAsync(context)) return BareAnswer.SeeOther(back);
        var receipt = context.Request.Form["mark"].ToString() switch
        {
            "told-in-group" => await OfVillageAsync(context, seat),
            "visited" => await OfHouseholdAsync(context, seat, ReceiptKinds.ToldInPerson),
            "told" => await OfHouseholdAsync(context, seat, ReceiptKinds.ToldByOfficer),
            "not-found" => await OfHouseholdAsync(context, seat, ReceiptKinds.NotFound),
            _ => Refusal.NotFound,
        };
        if (receipt.IsRefused) return await visits.MissingAsync();
        BareFilter.Taken(await receipts.RecordAsync(receipt.Value, context.RequestAborted));
        return BareAnswer.SeeOther(back);
    }

    private async Task<Result<RecordReceipt>> OfHouseholdAsync(HttpContext context, OfficerSeat seat, string kind)
    {
        if (Number(context, "household") is not { } listedId) return Refusal.NotFound;
        var place = await officers.FindHouseholdAsync(seat.Actor, listedId, context.RequestAborted);
        return place.Refusal is { } refusal ? refusal : new RecordReceipt(place.Value.DispatchId, null, listedId, null, kind, "officer", seat.PersonId);
    }

    private async Task<Result<RecordReceipt>> OfVillageAsync(HttpContext context, OfficerSeat seat)
    {
        if (Number(context, "dispatch") is not { } dispatchId || Number(context, "village") is not { } villageId || villageId > int.MaxValue) return Refusal.NotFound;
        var village = await officers.FindVillageAsync(seat.Actor, dispatchId, (int)villageId, context.RequestAborted);
        return village.Refusal is { } refusal ? refusal : new RecordReceipt(dispatchId, null, null, village.Value.VillageId, ReceiptKinds.ToldInGroup, "officer", seat.PersonId);
    }

    internal static long? Number(HttpContext context, string name) =>
        long.TryParse(context.Request.Query[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
