using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace GovLiaison.Tests.TrainingGateway;

/// <summary>
/// A system under training as small as it can be: a resident's page, an officer's one-time link with its cookie, a list
/// of households, and the callbacks. It notes what was done to it.
/// </summary>
internal sealed class PagesUnderTraining : IAsyncDisposable
{
    private const string Hidden = """<input type="hidden" name="__RequestVerificationToken" value="a&amp;b">""";
    private readonly WebApplication _app;
    private int _refusals;

    private PagesUnderTraining(WebApplication app) => _app = app;

    public ConcurrentQueue<string> Acts { get; } = new();

    public ConcurrentQueue<(string Path, JsonElement Body, byte[] Bytes, string Signature)> Callbacks { get; } = new();

    public string Address => _app.Urls.First();

    public static async Task<PagesUnderTraining> StartAsync(int refusals = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var pages = new PagesUnderTraining(builder.Build()) { _refusals = refusals };
        pages.Map();
        await pages._app.StartAsync();
        return pages;
    }

    public IEnumerable<JsonElement> Reports(string path, string name) =>
        Callbacks.Where(c => c.Path.Equals(path, StringComparison.Ordinal)).SelectMany(c => c.Body.GetProperty(name).EnumerateArray());

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private void Map()
    {
        _app.MapGet("/r/{token}", (string token) => Page($"""
            <!-- <form method="post" action="/wrong"><button name="answer" value="received">old</button></form> -->
            <form method="get" action="/search"><input name="q"><button name="answer" value="received">no</button></form>
            <FORM class='a>b' METHOD="post" action="/r/{token}/answer">{Hidden}<button name="answer" value="received">已收到</button></FORM>
            <details><form method=post action=/r/{token}/answer><textarea name="note"></textarea><button name="answer" value="help">需要帮助</button></form></details>
            """));
        _app.MapPost("/r/{token}/answer", (string token, HttpContext context) => DoneAsync(context, f => $"{f["answer"]} {f["note"]}", "/r/done"));
        _app.MapGet("/o/e/{token}", (string token) => Page($"""<form method="post" action="">{Hidden}<button class="go" name="enter">进入</button></form>"""));
        _app.MapPost("/o/e/{token}", (string token, HttpContext context) =>
        {
            context.Response.Cookies.Append("device", token, new CookieOptions { HttpOnly = true, Secure = true });
            return DoneAsync(context, f => "enter " + f["__RequestVerificationToken"], "/o");
        });
        _app.MapGet("/o", (HttpContext context) => context.Request.Cookies["device"] is null ? Results.StatusCode(403) : Page(Acts.Contains("officer received ")
            ? """<a href="/o/households?show=help">0</a><a href="/o/households">3</a>"""
            : $"""<form method="post" action="/o/answer">{Hidden}<button name="answer" value="received">已收到</button></form>"""));
        _app.MapPost("/o/answer", (Delegate)((HttpContext context) => DoneAsync(context, f => $"officer {f["answer"]} ", "/o")));
        _app.MapGet("/o/households", () => Page(string.Concat(Enumerable.Range(0, 3).Select(i =>
            $"""<form method="post" action="/o/h/{i}"><button name="mark" value="visited">1</button><button name="mark" value="told">2</button><button name="mark" value="not-found">3</button></form>"""))));
        _app.MapPost("/o/h/{i:int}", (int i, HttpContext context) => DoneAsync(context, f => $"mark {i} {f["mark"]} {context.Request.Cookies["device"]}", "/o/households"));
        _app.MapGet("/r/done", () => Page("谢谢"));
        _app.MapPost("/callbacks/{**path}", (Delegate)KeepAsync);
    }

    private async Task<IResult> KeepAsync(HttpContext context)
    {
        using var bytes = new MemoryStream();
        await context.Request.Body.CopyToAsync(bytes, context.RequestAborted);
        if (Interlocked.Decrement(ref _refusals) >= 0)
            return Results.StatusCode(500);
        var body = bytes.ToArray();
        Callbacks.Enqueue((context.Request.Path, JsonSerializer.Deserialize<JsonElement>(body), body, context.Request.Headers["X-Gateway-Signature"].ToString()));
        return Results.Ok();
    }

    private async Task<IResult> DoneAsync(HttpContext context, Func<IFormCollection, string> what, string next)
    {
        Acts.Enqueue(what(await context.Request.ReadFormAsync(context.RequestAborted)));
        context.Response.Headers.Location = next;
        return Results.StatusCode(303);
    }

    private static IResult Page(string body) => Results.Content($"<!doctype html><html><body>{body}</body></html>", "text/html; charset=utf-8");
}
