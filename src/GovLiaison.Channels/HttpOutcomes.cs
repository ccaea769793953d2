using System.Globalization;
using System.Net;
using GovLiaison.Dispatch;

namespace GovLiaison.Channels;

/// <summary>
/// What an HTTP answer, or its absence, means for the items of a request. The one question behind it: may the supplier
/// have accepted them? Only a request that surely was not written counts as unreachable; all other silence is unknown.
/// </summary>
internal static class HttpOutcomes
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(15);

    /// <summary>Null when the status is 200: the body has to say more.</summary>
    public static SendOutcome? OfStatus(HttpResponseMessage response, DateTimeOffset now)
    {
        var code = string.Create(CultureInfo.InvariantCulture, $"http {(int)response.StatusCode}");
        return response.StatusCode switch
        {
            HttpStatusCode.OK => null,
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => SendOutcome.Throttled(code, RetryAfter(response, now), isOfAccount: true),
            // the server gave up on reading the request: how much of it counted is not said
            HttpStatusCode.RequestTimeout => SendOutcome.Unknown(code),
            // "not implemented" is the training gateway's refusal of what no document defines
            HttpStatusCode.NotImplemented => SendOutcome.Misconfigured(code, isOfAccount: true),
            >= HttpStatusCode.InternalServerError => SendOutcome.Unknown(code),
            // another 2xx is no answer that any of our suppliers documents, but the request may well have counted
            < HttpStatusCode.MultipleChoices => SendOutcome.Unknown(code),
            // redirects are not followed: an address that moved is a setting to be mended
            _ => SendOutcome.Misconfigured(code, isOfAccount: true),
        };
    }

    /// <summary>Null for what is a defect of ours and must be thrown on.</summary>
    public static SendOutcome? OfException(Exception exception) => exception switch
    {
        HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => SendOutcome.Unreachable("dns"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError } => SendOutcome.Unreachable("connection"),
        HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => SendOutcome.Unreachable("tls"),
        HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => SendOutcome.Unknown("answer too large"),
        HttpRequestException => SendOutcome.Unknown("cut"),
        IOException => SendOutcome.Unknown("cut"),
        // the handler reports its own connect time limit as a cancellation with this inside
        OperationCanceledException { InnerException: TimeoutException } => SendOutcome.Unreachable("connect timeout"),
        OperationCanceledException => SendOutcome.Unknown("timeout"),
        _ => null,
    };

    private static TimeSpan? RetryAfter(HttpResponseMessage response, DateTimeOffset now)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => (TimeSpan?)null,
        };
        return wait is null ? null : TimeSpan.FromTicks(Math.Clamp(wait.Value.Ticks, 0, LongestWait.Ticks));
    }
}
