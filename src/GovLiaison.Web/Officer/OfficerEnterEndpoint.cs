using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Identity;
using GovLiaison.Reach;
using GovLiaison.Web.Bare;
using GovLiaison.Web.Divisions;
using GovLiaison.Web.Resident;

namespace GovLiaison.Web.Officer;

/// <summary>The one-time link of a card or SMS: looking spends nothing, the button binds this phone.</summary>
public sealed class OfficerEnterEndpoint(LinkToken links, OfficerEnterQueries doors, DeviceService devices, DutyPhoneQueries duties, OfficerVisits visits,
    PageRenderer renderer, TimeProvider clock)
{
    public const string LeavePath = "/o/leave";
    private const string EnterPath = "/o/enter";
    private const string LookCookie = "gl-look";
    private const int LookLength = 32;

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost(LeavePath, (Delegate)LeaveAsync).DisableAntiforgery(); // checked below as well
        routes.MapGet("/o/enter/{token}", ShowAsync);
        routes.MapPost("/o/enter/{token}", EnterAsync).DisableAntiforgery(); // checked below, with an answer in words
    }

    private async Task<IResult> ShowAsync(string token, HttpContext context)
    {
        var (door, _, refusal) = await FindAsync(token, context);
        // whoever is in already goes in, however often the link was used
        if (door is not null && await visits.PersonAsync(context) == door.PersonId) return BareAnswer.SeeOther(OfficerPaths.Now);
        return refusal is { } no ? await RefuseAsync(no, door, context) : await AskAsync(token, door!, context);
    }

    private async Task<IResult> EnterAsync(string token, HttpContext context)
    {
        if (!await visits.IsOursAsync(context)) return BareAnswer.SeeOther($"/o/enter/{Uri.EscapeDataString(token)}");
        var (door, recipientId, refusal) = await FindAsync(token, context);
        if (door is not null && await visits.PersonAsync(context) == door.PersonId) return BareAnswer.SeeOther(OfficerPaths.Now);
        if (refusal is { } no) return await RefuseAsync(no, door, context);
        var bound = await devices.BindAsync(LinkPurposes.Officer, recipientId, door!.PersonId, context.RequestAborted, Seed(token, context));
        if (bound.Refusal == IdentityRefusals.LinkSpent) return await RefuseAsync(OfficerEnterRefusal.Used, door, context);
        if (bound.Refusal == IdentityRefusals.LinkInvalid) return await RefuseAsync(OfficerEnterRefusal.Unknown, door: null, context);
        OfficerVisits.Keep(context, BareFilter.Taken(bound).Cookie);
        return BareAnswer.SeeOther(OfficerPaths.Now);
    }

    // the phone is given away or lent: its cookie opens nothing any more, and a new link is needed to come back
    private async Task<IResult> LeaveAsync(HttpContext context)
    {
        if (await visits.SeatAsync(context) is not { } seat) return await visits.SignedOutAsync();
        if (!await visits.IsOursAsync(context)) return BareAnswer.SeeOther(OfficerPaths.Now);
        BareFilter.Taken(await devices.RevokeAsync(seat.Actor, seat.DeviceId, context.RequestAborted));
        context.Response.Cookies.Delete(OfficerVisits.Cookie, new CookieOptions { Path = OfficerPaths.Now });
        return BareAnswer.SeeOther(OfficerPaths.Now);
    }

    private async Task<(OfficerDoor? Door, long RecipientId, OfficerEnterRefusal? Refusal)> FindAsync(string token, HttpContext context)
    {
        if (links.Open(LinkPurposes.Officer, token) is not { } recipientId) return (null, 0, OfficerEnterRefusal.Unknown);
        var door = await doors.FindAsync(recipientId, Seed(token, context), context.RequestAborted);
        return (door, recipientId, door switch
        {
            null => OfficerEnterRefusal.Unknown,
            { IsSpent: true } => OfficerEnterRefusal.Used,
            _ when door.ExpiresAt + ResidentEndpoint.Grace <= clock.UtcNow() => OfficerEnterRefusal.Expired,
            _ => null,
        });
    }

    private async Task<IResult> AskAsync(string token, OfficerDoor door, HttpContext context)
    {
        // tells this phone from any other that has the link, so that a tap whose answer was lost can be repeated on it
        if (Look(context) is null)
            context.Response.Cookies.Append(LookCookie, Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(LookLength)), new CookieOptions
            {
                HttpOnly = true, IsEssential = true, SameSite = SameSiteMode.Lax, Secure = context.Request.IsHttps, MaxAge = TimeSpan.FromDays(1), Path = EnterPath,
            });
        return BareAnswer.Html(await renderer.RenderAsync<OfficerEnterPage>(new OfficerEnter
        {
            Village = string.Join(' ', door.DivisionName.TakeLast(2).Select(PlaceName.Spoken)),
            OfficerName = door.Name,
            IsDuty = door.IsDuty,
            Action = $"{EnterPath}/{token}",
            Antiforgery = visits.Token(context),
        }));
    }

    private static byte[]? Look(HttpContext context) =>
        context.Request.Cookies[LookCookie] is { } kept && Base64Url.IsValid(kept, out var length) && length == LookLength ? Base64Url.DecodeFromChars(kept) : null;

    // the link is part of it: neither alone makes the cookie that lets in
    private static byte[]? Seed(string token, HttpContext context) => Look(context) is { } look ? HMACSHA256.HashData(look, Encoding.UTF8.GetBytes(token)) : null;

    private async Task<IResult> RefuseAsync(OfficerEnterRefusal refusal, OfficerDoor? door, HttpContext context) => BareAnswer.Html(
        await renderer.RenderAsync<OfficerEnterPage>(new OfficerEnter { Refusal = refusal, DutyPhone = door is null ? null : await duties.FindAsync(door.DivisionId, context.RequestAborted) }),
        refusal is OfficerEnterRefusal.Unknown ? StatusCodes.Status404NotFound : StatusCodes.Status410Gone);
}
