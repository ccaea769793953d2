namespace GovLiaison.Web.Shell;

/// <summary>
/// A browser opens a web socket to us from anybody's page, cookies and all. The circuit is for our own pages only: a request
/// that says it comes from elsewhere is refused.
/// </summary>
public static class CircuitOrigin
{
    private const string Circuit = "/_blazor";

    public static void UseCircuitOrigin(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments(Circuit, StringComparison.OrdinalIgnoreCase) || IsOwn(context.Request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    /// <summary>The same host and port; the scheme may differ, because TLS may end before us.</summary>
    private static bool IsOwn(HttpRequest request)
    {
        if (request.Headers.Origin.Count == 0) return true;
        return Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
            && (origin.Scheme == Uri.UriSchemeHttp || origin.Scheme == Uri.UriSchemeHttps)
            && string.Equals(origin.Host, request.Host.Host, StringComparison.OrdinalIgnoreCase)
            && origin.Port == (request.Host.Port ?? (origin.Scheme == Uri.UriSchemeHttps ? 443 : 80));
    }
}
