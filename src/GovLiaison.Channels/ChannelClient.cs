using GovLiaison.Dispatch;

namespace GovLiaison.Channels;

/// <summary>One request of any channel: sent inside the endpoint's time limit, never throwing for what the network does.</summary>
internal sealed class ChannelClient(IHttpClientFactory clients, TimeProvider clock)
{
    public const string Name = "channels";

    /// <summary>The body of a 200 answer, or the outcome that stands for all items of the request.</summary>
    public async Task<(byte[]? Body, SendOutcome? Outcome)> SendAsync(HttpRequestMessage request, TimeSpan timeout, CancellationToken cancellationToken)
    {
        using var sent = request;
        if (cancellationToken.IsCancellationRequested)
            return (null, SendOutcome.Unreachable("cancelled"));
        using var limit = new CancellationTokenSource(timeout, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            using var http = clients.CreateClient(Name);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseContentRead, end.Token);
            if (HttpOutcomes.OfStatus(response, clock.GetUtcNow()) is { } outcome)
                return (null, outcome);
            return (await response.Content.ReadAsByteArrayAsync(end.Token), null);
        }
        catch (Exception e) when (HttpOutcomes.OfException(e) is not null)
        {
            return (null, HttpOutcomes.OfException(e));
        }
    }

    /// <summary>An address below the endpoint's root, which may have a path of its own.</summary>
    public static Uri Address(EndpointPlan endpoint, string path) => new($"{endpoint.BaseAddress.AbsoluteUri.TrimEnd('/')}{path}", UriKind.Absolute);
}
