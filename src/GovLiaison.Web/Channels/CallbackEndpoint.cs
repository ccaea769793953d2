using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using GovLiaison.Channels;
using GovLiaison.Dispatch;
using Microsoft.AspNetCore.Mvc;

namespace GovLiaison.Web.Channels;

/// <summary>Where SMS and voice suppliers report to. Signed under the secret of an enabled endpoint, else nothing is read.</summary>
public sealed class CallbackEndpoint(EndpointPlans endpoints, CallbackQueues queues, TimeProvider clock)
{
    private const int MostBytes = 1 << 20;

    // suppliers give up after about five seconds and send again; what is stored twice by then changes nothing
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    public void Map(IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/callbacks").AllowAnonymous().WithMetadata(new RequestSizeLimitAttribute(MostBytes));
        group.MapPost("/sms/receipts", context => TakeAsync(context, DispatchChannels.Sms, CallbackJson.Default.SmsReceipts,
            body => body.Receipts.Select(row => new DeliveryReceipt(row.Key, row.Status is SmsReceipt.Delivered, row.Reason ?? "")).ToList(), queues.Receipts.Writer));
        group.MapPost("/sms/replies", context => TakeAsync(context, DispatchChannels.Sms, CallbackJson.Default.SmsReplies, body => body.Replies, queues.Replies.Writer));
        group.MapPost("/voice/calls", context => TakeAsync(context, DispatchChannels.Voice, CallbackJson.Default.VoiceCalls, body => body.Calls, queues.Calls.Writer));
    }

    private async Task TakeAsync<TBody, TItem>(HttpContext context, string channel, JsonTypeInfo<TBody> type, Func<TBody, IReadOnlyList<TItem>> items, ChannelWriter<Reported<TItem>> queue)
    {
        context.Response.StatusCode = await StatusAsync(context, channel, type, items, queue);
        if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "5";
    }

    private async Task<int> StatusAsync<TBody, TItem>(HttpContext context, string channel, JsonTypeInfo<TBody> type, Func<TBody, IReadOnlyList<TItem>> items, ChannelWriter<Reported<TItem>> queue)
    {
        if (await ReadAsync(context.Request, context.RequestAborted) is not { } body) return StatusCodes.Status413PayloadTooLarge;
        var signature = context.Request.Headers[CallbackSignature.Header].ToString();
        var kinds = (await endpoints.OfChannelAsync(channel, context.RequestAborted)).Where(plan => CallbackSignature.IsValid(body, signature, plan.Secret))
            .Select(plan => plan.IsTraining).Distinct().ToList();
        if (kinds.Count == 0) return StatusCodes.Status401Unauthorized;
        if (Parse(body, type) is not { } parsed) return StatusCodes.Status400BadRequest;

        var reported = new Reported<TItem>(items(parsed), kinds.Count == 1 ? kinds[0] : null);
        using var limit = new CancellationTokenSource(Patience, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, context.RequestAborted);
        try
        {
            await queue.WriteAsync(reported, end.Token);
            return await reported.Stored.WaitAsync(end.Token) ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        }
        catch (OperationCanceledException)
        {
            // never a 2xx for what a kill could still lose
            return StatusCodes.Status503ServiceUnavailable;
        }
    }

    private static TBody? Parse<TBody>(byte[] body, JsonTypeInfo<TBody> type)
    {
        try
        {
            return JsonSerializer.Deserialize(body, type);
        }
        catch (JsonException)
        {
            return default;
        }
    }

    private static async Task<byte[]?> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.ContentLength > MostBytes) return null;
        using var body = new MemoryStream();
        var part = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(part, cancellationToken)) > 0)
        {
            if (body.Length + read > MostBytes) return null;
            body.Write(part, 0, read);
        }
        return body.ToArray();
    }
}
