using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace GovLiaison.Tests.Channels;

/// <param name="Status">0 cuts the connection, -1 never answers.</param>
internal sealed record Canned(int Status, string Body = "", string? RetryAfter = null)
{
    public static readonly Canned Cut = new(0);
    public static readonly Canned Hang = new(-1);

    public static Canned Ok(string body) => new(200, body);
}

internal sealed record SeenRequest(string Line, string Authorization, string Body);

/// <summary>A supplier on the wire that gives canned answers in turn, the last one for ever, and notes what it was asked.</summary>
internal sealed class CannedSupplier : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Canned[] _answers;
    private readonly SemaphoreSlim _arrived = new(0);
    private int _next;

    private CannedSupplier(WebApplication app, Canned[] answers) => (_app, _answers) = (app, answers);

    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    public Uri Address => new(_app.Urls.First());

    public static async Task<CannedSupplier> StartAsync(params Canned[] answers)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var supplier = new CannedSupplier(builder.Build(), answers);
        supplier._app.Run(supplier.AnswerAsync);
        await supplier._app.StartAsync();
        return supplier;
    }

    public Task ArrivedAsync() => _arrived.WaitAsync(TestContext.Current.CancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _arrived.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Requests.Enqueue(new($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}", context.Request.Headers.Authorization.ToString(), body));
        var answer = _answers[Math.Min(Interlocked.Increment(ref _next) - 1, _answers.Length - 1)];
        _arrived.Release();
        if (answer.Status == -1)
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        if (answer.Status <= 0)
        {
            context.Abort();
            return;
        }

        context.Response.StatusCode = answer.Status;
        if (answer.RetryAfter is not null)
            context.Response.Headers.RetryAfter = answer.RetryAfter;
        await context.Response.WriteAsync(answer.Body, context.RequestAborted);
    }
}
