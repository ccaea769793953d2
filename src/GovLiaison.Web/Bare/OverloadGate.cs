using GovLiaison.Web.Resident;

namespace GovLiaison.Web.Bare;

/// <summary>
/// Turns residents' requests away while the machine is behind, before anything is done for them: what it has taken on is served
/// in time, and who is turned away knows it at once. Officers and staff are never turned away here.
/// </summary>
public sealed class OverloadGate(BusyPages busy)
{
    // some hundred pieces of work are done in a few dozen milliseconds; what stands further back would wait too long
    private const int MostPending = 500;

    public Task InvokeAsync(HttpContext context, RequestDelegate next) =>
        ThreadPool.PendingWorkItemCount > MostPending && context.Request.Path.StartsWithSegments("/r", StringComparison.Ordinal) ? TurnAwayAsync(context) : next(context);

    private async Task TurnAwayAsync(HttpContext context)
    {
        var language = PageLanguage.Of(context.Request);
        PageLanguage.Use(language);
        var page = await busy.OfAsync(language);
        var response = context.Response;
        response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        response.Headers.RetryAfter = BusyPages.RetryAfter;
        response.Headers.CacheControl = "no-store";
        response.Headers.ContentSecurityPolicy = ResidentStyle.ContentSecurityPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.ContentType = "text/html; charset=utf-8";
        await response.WriteAsync(page, context.RequestAborted);
    }
}

public static class OverloadSetup
{
    /// <summary>To stand before everything else.</summary>
    public static void UseOverloadGate(this WebApplication app)
    {
        if (app.Services.GetService<OverloadGate>() is { } gate) app.Use(next => context => gate.InvokeAsync(context, next));
    }
}
