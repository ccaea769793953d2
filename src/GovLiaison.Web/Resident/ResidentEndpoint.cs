using System.Buffers;
using GovLiaison.Common;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Reach;
using GovLiaison.Web.Bare;
using GovLiaison.Web.Shell.Parts;

namespace GovLiaison.Web.Resident;

/// <summary>A resident's page. The link is the right; nothing is asked before the answer.</summary>
public sealed class ResidentEndpoint(LinkToken links, ResidentPageQueries places, ResidentContacts contacts, ResidentTemplates templates,
    ReceiptService receipts, AnswerIntake intake, AnswerSpool spool, IStoreDialect store, OpenedMarks opened, PageRenderer renderer, TimeProvider clock)
{
    /// <summary>How long a link still opens after its message ran out: phones are off, SMS are read late.</summary>
    public static readonly TimeSpan Grace = TimeSpan.FromDays(7);

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/r/{token}", ShowAsync);
        // the link is the right to answer and nobody is signed in: there is nothing that a foreign page could abuse
        routes.MapPost("/r/{token}", AnswerAsync).DisableAntiforgery();
    }

    private async Task<IResult> ShowAsync(string token, HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        if (await FindAsync(token, cancellationToken) is not { } place) return await GoneAsync();
        var contact = await contacts.OfAsync(place.VillageId, cancellationToken);
        var face = ResidentFace.Of(place, contact, clock.UtcNow(), PageLanguage.Of(context.Request), IsLarge(context), context.Request.Query["show"] == "alert");
        if (await templates.OfAsync(face, cancellationToken) is not { } template) return await GoneAsync();
        if (!place.IsOpened) opened.Mark(place.DispatchId, place.RecipientId);
        return new Filled(template, slot => slot switch
        {
            ResidentSlot.Token => token,
            ResidentSlot.Place => contact.Place,
            ResidentSlot.OfficerName => contact.OfficerName ?? "",
            ResidentSlot.OfficerPhone => contact.OfficerPhone ?? "",
            ResidentSlot.At => Clock(face.State == ResidentState.HelpAsked ? place.Help?.AskedAt : place.ConfirmedAt),
            ResidentSlot.HelpTaken => Clock(place.Help?.TakenAt),
            ResidentSlot.HelpClosed => Clock(place.Help?.ClosedAt),
            _ => place.Later?.RecipientId is { } later ? links.For(LinkPurposes.Resident, later) : "",
        });
    }

    private async Task<IResult> AnswerAsync(string token, HttpContext context)
    {
        var cancellationToken = context.RequestAborted;
        var form = await BareFilter.FormAsync(context.Request, cancellationToken);
        var answer = form["answer"].ToString() switch { "received" => ReceiptKinds.Confirmed, "help" => ReceiptKinds.Help, _ => null };
        var words = answer is ReceiptKinds.Help ? form["note"].ToString().Trim() : "";
        var note = words.Length == 0 ? null : words;
        ResidentPlace? place;
        try
        {
            place = await FindAsync(token, cancellationToken);
        }
        // the link itself says who answers: what he says is kept until the store can be asked what it was about
        catch (Exception fault) when (answer is not null && store.Classify(fault) is not StoreFault.None && Keep(token, answer, note))
        {
            return BareAnswer.Html(await renderer.RenderAsync<KeptPage>());
        }
        if (place is null) return await GoneAsync();
        // what is over asks for no confirmation; a cry for help from a page opened earlier is heard all the same
        if (answer is ReceiptKinds.Help || answer is not null && place.AsksForAnswer && place.ExpiresAt > clock.UtcNow())
        {
            var recorded = await receipts.RecordAsync(new RecordReceipt(place.DispatchId, place.RecipientId, null, null, answer, "page", Note: note), cancellationToken);
            if (recorded.Refusal == Refusal.NotFound) return await GoneAsync();
            BareFilter.Taken(recorded);
        }
        return BareAnswer.SeeOther($"/r/{token}?lang={PageLanguage.Of(context.Request)}{(IsLarge(context) ? "&size=large" : "")}");
    }

    private async Task<ResidentPlace?> FindAsync(string token, CancellationToken cancellationToken)
    {
        if (links.Open(LinkPurposes.Resident, token) is not { } recipientId) return null;
        var place = await places.FindAsync(recipientId, cancellationToken);
        return place is not null && place.ExpiresAt + Grace > clock.UtcNow() ? WithSpooled(place) : null;
    }

    // what he answered a moment ago stands on his page even before the store knows it
    private ResidentPlace WithSpooled(ResidentPlace place) => spool.Of(place.RecipientId) is not { } mark ? place : place with
    {
        ConfirmedAt = place.ConfirmedAt ?? mark.ConfirmedAt,
        Help = place.Help ?? (mark.HelpAt is { } asked ? new HelpProgress(asked, null, null) : null),
    };

    private bool Keep(string token, string kind, string? note) =>
        links.Open(LinkPurposes.Resident, token) is { } recipientId && intake.Keep(recipientId, kind, note is null ? null : ReceiptService.Cut(note, ReceiptService.LongestNote));

    // which of too old, incomplete or foreign it is, is not told
    private async Task<IResult> GoneAsync() => BareAnswer.Html(await renderer.RenderAsync<ResidentGonePage>(), StatusCodes.Status404NotFound);

    private static bool IsLarge(HttpContext context) => context.Request.Query["size"] == "large";

    private static string Clock(DateTime? at) => at is { } time ? BeijingTime.Text(time, TimeLook.Minutes) : "";

    private sealed class Filled(ResidentTemplate template, Func<ResidentSlot, string> value) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var body = new ArrayBufferWriter<byte>(template.Length + 1024);
            template.Write(body, value);
            httpContext.Response.ContentType = "text/html; charset=utf-8";
            httpContext.Response.ContentLength = body.WrittenCount;
            await httpContext.Response.Body.WriteAsync(body.WrittenMemory, httpContext.RequestAborted);
        }
    }
}
