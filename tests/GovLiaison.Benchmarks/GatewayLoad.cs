using System.Net.Http.Headers;
using System.Text;

namespace GovLiaison.Benchmarks;

/// <summary>SMS requests to a training gateway with nothing before them: what the other side can take at all.</summary>
internal sealed class GatewayLoad(Uri gateway, string secret, int connections) : IDisposable
{
    private const string Text = "【演练】今夜有霜冻，最低零下3度。果园请在凌晨1点前点烟。收到请回1，需要帮助请回2。http://127.0.0.1:5080/r/";

    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = connections, ActivityHeadersPropagator = null });
    private readonly Uri _address = new(gateway, "/sms/v1/messages");

    /// <summary>One request with so many items, numbered from <paramref name="first"/>.</summary>
    public async Task SendAsync(string run, int first, int count, CancellationToken cancellationToken)
    {
        var body = new StringBuilder("""{"account":"demo","items":[""");
        for (var i = first; i < first + count; i++)
            body.Append(i > first ? "," : "").Append(System.Globalization.CultureInfo.InvariantCulture, $$"""{"key":"{{run}}{{i}}","to":"104{{i % 100_000_000:D8}}","text":"{{Text}}{{i:D32}}"}""");
        using var request = new HttpRequestMessage(HttpMethod.Post, _address)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.Append("]}").ToString())) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", secret);
        using var answer = await _http.SendAsync(request, cancellationToken);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Items a second, with all connections busy.</summary>
    public async Task<double> RateAsync(string run, int items, int perRequest, CancellationToken cancellationToken)
    {
        var began = TimeProvider.System.GetTimestamp();
        await Parallel.ForEachAsync(Enumerable.Range(0, items / perRequest), new ParallelOptions { MaxDegreeOfParallelism = connections, CancellationToken = cancellationToken },
            async (part, token) => await SendAsync(run, part * perRequest, perRequest, token));
        return items / TimeProvider.System.GetElapsedTime(began).TotalSeconds;
    }

    public void Dispose() => _http.Dispose();
}
