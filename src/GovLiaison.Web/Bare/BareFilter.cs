using System.Data.Common;
using System.Globalization;
using GovLiaison.Data;
using GovLiaison.Dispatch;
using GovLiaison.Web.Resident;

namespace GovLiaison.Web.Bare;

/// <summary>Language, headers and a plain sentence when something fails, for every page without a circuit.</summary>
public sealed partial class BareFilter(PageRenderer renderer, BusyPages busy, IStoreDialect store, ILogger<BareFilter> logger, TimeProvider clock) : IEndpointFilter
{
    /// <summary>No form of these pages is longer.</summary>
    public const int MostBytes = 16 * 1024;

    // longer than the store may take
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private const string OfficerPolicy =
        "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        PageLanguage.Use(PageLanguage.Of(http.Request));
        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = http.Request.Path.StartsWithSegments("/o", StringComparison.OrdinalIgnoreCase) ? OfficerPolicy : ResidentStyle.ContentSecurityPolicy;
        headers.CacheControl = "no-cache, no-store";
        headers["Referrer-Policy"] = "no-referrer";
        headers.XContentTypeOptions = "nosniff";
        headers["X-Robots-Tag"] = "noindex";
        var phone = http.RequestAborted;
        using var limit = new CancellationTokenSource(Patience, clock);
        try
        {
            if (HttpMethods.IsPost(http.Request.Method))
            {
                await FormAsync(http.Request, phone);
                // who taps and closes the page has answered: from here on his going away takes nothing back
                http.RequestAborted = limit.Token;
            }
            return await next(context);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            return await BusyAsync(StatusCodes.Status503ServiceUnavailable);
        }
        catch (StoreRefusedException refused) when (refused.Refusal == AnswerRefusals.Busy)
        {
            return await BusyAsync(StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception fault) when (fault is DbException or StoreRefusedException || store.Classify(fault) is not StoreFault.None)
        {
            Log.StoreFailed(logger, fault);
            return await BusyAsync(StatusCodes.Status503ServiceUnavailable);
        }
        catch (Exception fault) when (fault is BadHttpRequestException or InvalidDataException)
        {
            headers.ContentSecurityPolicy = ResidentStyle.ContentSecurityPolicy;
            var status = fault is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status400BadRequest;
            return BareAnswer.Html(await renderer.RenderAsync<BusyPage>(nameof(BusyPage.IsRefused), true), status);
        }

        // the outermost place for these pages: the console's own error page has scripts and words that are none of theirs
        catch (Exception fault) when (!http.RequestAborted.IsCancellationRequested)
        {
            Log.Failed(logger, fault);
            return await BusyAsync(StatusCodes.Status500InternalServerError);
        }
        finally
        {
            http.RequestAborted = phone;
        }

        async Task<IResult> BusyAsync(int status)
        {
            headers.ContentSecurityPolicy = ResidentStyle.ContentSecurityPolicy;
            if (status == StatusCodes.Status503ServiceUnavailable) headers.RetryAfter = BusyPages.RetryAfter;
            return BareAnswer.Html(await busy.OfAsync(CultureInfo.CurrentUICulture.Name), status);
        }
    }

    /// <summary>The form of a request that is small enough; a request without one has an empty form.</summary>
    public static async Task<IFormCollection> FormAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        // Kestrel holds the same limit; a server before it may not
        if (request.ContentLength > MostBytes) throw new BadHttpRequestException("Too large", StatusCodes.Status413PayloadTooLarge);
        return request.HasFormContentType ? await request.ReadFormAsync(cancellationToken) : FormCollection.Empty;
    }

    /// <summary>A refusal of the store becomes the sentence that says so.</summary>
    public static T Taken<T>(Common.Result<T> result) => result.Refusal is { } refusal ? throw new StoreRefusedException(refusal) : result.Value;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The store did not answer a page")]
        public static partial void StoreFailed(ILogger logger, Exception fault);

        [LoggerMessage(LogLevel.Error, "A page could not be made")]
        public static partial void Failed(ILogger logger, Exception fault);
    }
}
