namespace GovLiaison.Web.Bare;

/// <summary>The answers of pages without a circuit.</summary>
public static class BareAnswer
{
    public static IResult Html(string html, int status = StatusCodes.Status200OK) => Results.Content(html, "text/html; charset=utf-8", null, status);

    /// <summary>After a form: whoever reloads asks again and does not send again.</summary>
    public static IResult SeeOther(string path) => new Other(path);

    private sealed class Other(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}
