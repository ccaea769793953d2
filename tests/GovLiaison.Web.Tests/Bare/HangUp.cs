using Microsoft.AspNetCore.Http;

namespace GovLiaison.Web.Tests.Bare;

/// <summary>A phone that is gone before the answer.</summary>
internal sealed class HangUp
{
    /// <summary>A phone that sends this header has sent its form and is gone before the answer.</summary>
    public const string Header = "X-Hangs-Up";

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Once the form of a phone that hung up was dealt with.</summary>
    public Task Done => _done.Task;

    public async Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Headers.ContainsKey(Header))
        {
            await next(context);
            return;
        }
        await context.Request.ReadFormAsync(TestContext.Current.CancellationToken);
        var gone = new TaskCompletionSource();
        await using var told = context.RequestAborted.Register(gone.SetResult);
        context.Abort();
        await gone.Task;
        try
        {
            await next(context);
        }
        finally
        {
            _done.SetResult();
        }
    }
}
