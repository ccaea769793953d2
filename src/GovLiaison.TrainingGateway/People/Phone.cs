using System.Net;
using Microsoft.Extensions.Options;

namespace GovLiaison.TrainingGateway.People;

/// <summary>A page as the person holds it: where it came from and what it says.</summary>
internal sealed record SeenPage(string Path, string Html)
{
    public IReadOnlyList<HtmlForm> Forms { get; } = HtmlForms.Read(Html);

    public HtmlForm? FormWith(string name, string? value = null) => Forms.FirstOrDefault(f => f.Button(name, value) is not null);
}

/// <summary>The browser of one person: its cookies.</summary>
internal sealed class PhoneSession
{
    public Dictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    public string LastPath { get; set; } = "";
}

/// <summary>
/// Opens pages and submits forms like a phone without JavaScript. It takes path and query of a link and always asks the
/// system under training, so a training message can make nobody visit anything else.
/// </summary>
internal sealed class Phone(HttpClient http, IOptions<GatewayOptions> options, TimeProvider clock, PeopleTally tally) : IDisposable
{
    private const int MaxRedirects = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly Uri? _system = Uri.TryCreate(options.Value.CallbackBase, UriKind.Absolute, out var uri) ? uri : null;

    public Task<SeenPage?> OpenAsync(PhoneSession session, string link, CancellationToken cancellationToken) =>
        GoAsync(session, () => new HttpRequestMessage(HttpMethod.Get, Resolve("/", link)), cancellationToken);

    public Task<SeenPage?> PressAsync(PhoneSession session, SeenPage page, HtmlForm form, HtmlButton button, string? note, CancellationToken cancellationToken)
    {
        var action = button.Action ?? form.Action;
        return GoAsync(session, () => Submit(page, action.Length == 0 ? page.Path : action, form, button, note), cancellationToken);
    }

    public void Dispose() => http.Dispose();

    private HttpRequestMessage Submit(SeenPage page, string action, HtmlForm form, HtmlButton button, string? note)
    {
        var fields = form.Fields.Append(new(button.Name, button.Value));
        if (form.NoteField is { } field)
            fields = fields.Append(new(field, note ?? ""));
        var request = new HttpRequestMessage(HttpMethod.Post, Resolve(page.Path, action)) { Content = new FormUrlEncodedContent(fields) };
        request.Headers.TryAddWithoutValidation("Origin", _system!.GetLeftPart(UriPartial.Authority));
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", "same-origin");
        request.Headers.Referrer = new Uri(_system, page.Path);
        return request;
    }

    private async Task<SeenPage?> GoAsync(PhoneSession session, Func<HttpRequestMessage> first, CancellationToken cancellationToken)
    {
        if (_system is null)
            return null;
        using var limit = new CancellationTokenSource(Limit, clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await FollowAsync(session, first(), end.Token);
        }
        catch (Exception e) when (e is HttpRequestException or UriFormatException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            tally.Missed("connection");
            return null;
        }
    }

    private async Task<SeenPage?> FollowAsync(PhoneSession session, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        for (var i = 0; i <= MaxRedirects; i++)
        {
            using var sent = request;
            Equip(request, session);
            using var response = await http.SendAsync(request, cancellationToken);
            Keep(response, session);
            var path = request.RequestUri!.PathAndQuery;
            if (response.StatusCode is >= HttpStatusCode.MultipleChoices and < HttpStatusCode.BadRequest && response.Headers.Location is { } location)
            {
                request = new HttpRequestMessage(HttpMethod.Get, Resolve(path, location.OriginalString));
                continue;
            }

            if (!response.IsSuccessStatusCode)
            {
                tally.Missed($"page answered {(int)response.StatusCode}");
                return null;
            }

            session.LastPath = path;
            return new SeenPage(path, await response.Content.ReadAsStringAsync(cancellationToken));
        }

        tally.Missed("too many redirects");
        return null;
    }

    private static void Equip(HttpRequestMessage request, PhoneSession session)
    {
        request.Headers.TryAddWithoutValidation("User-Agent", "Mozilla/5.0 (Linux; Android 13) TrainingPhone/1.0");
        request.Headers.TryAddWithoutValidation("Accept", "text/html");
        request.Headers.TryAddWithoutValidation("Accept-Language", "zh-CN");
        if (session.Cookies.Count > 0)
            request.Headers.TryAddWithoutValidation("Cookie", string.Join("; ", session.Cookies.Select(c => $"{c.Key}={c.Value}")));
    }

    private static void Keep(HttpResponseMessage response, PhoneSession session)
    {
        if (!response.Headers.TryGetValues("Set-Cookie", out var cookies))
            return;
        foreach (var cookie in cookies)
        {
            var pair = cookie.Split(';', 2)[0].Split('=', 2);
            if (pair.Length < 2)
                continue;
            // a server takes a cookie back by an empty value or an age of nothing
            if (pair[1].Length == 0 || cookie.Contains("max-age=0", StringComparison.OrdinalIgnoreCase))
                session.Cookies.Remove(pair[0].Trim());
            else
                session.Cookies[pair[0].Trim()] = pair[1].Trim();
        }
    }

    private Uri Resolve(string from, string link)
    {
        var target = new Uri(new Uri(_system!, from), link);
        return new Uri(_system!, target.PathAndQuery);
    }
}
