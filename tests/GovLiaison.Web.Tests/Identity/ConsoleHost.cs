using System.Net;
using GovLiaison.Common;
using GovLiaison.Dispatch;
using GovLiaison.Identity;
using GovLiaison.Testing;
using GovLiaison.Web.Identity;
using GovLiaison.Web.Shell;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace GovLiaison.Web.Tests.Identity;

/// <summary>Signing in and out on a real port, with one account, by the clock of the test.</summary>
internal sealed class ConsoleHost : IAsyncDisposable
{
    public const string Login = "wang.fang";
    public const string Password = "kV7-moss-lamp";

    private readonly WebApplication _app;
    private readonly string _folder;

    private ConsoleHost(TestDatabase database, WebApplication app, string folder) => (Database, _app, _folder) = (database, app, folder);

    public TestDatabase Database { get; }
    public Uri Address => new(_app.Urls.First());

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<ConsoleHost> StartAsync(string publicAddress = "http://127.0.0.1:5080")
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var folder = Directory.CreateTempSubdirectory("govliaison-console").FullName;
        var database = await TestDatabase.CreateAsync(Databases.Sqlite, more: services =>
        {
            foreach (var service in services.Where(service => service.ServiceType != typeof(IConfiguration))) builder.Services.Add(service);
        });
        builder.Services.Configure<DispatchOptions>(options => options.PublicAddress = new Uri(publicAddress));
        builder.Services.AddAntiforgery().AddConsoleIdentity(folder);
        var app = builder.Build();
        app.UseSecureTransport();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.MapSignIn();
        app.MapLanguageSwitch();
        app.MapGet("/token", (HttpContext context, IAntiforgery antiforgery) => antiforgery.GetAndStoreTokens(context).RequestToken);
        app.MapGet("/who", () => "in").RequireAuthorization();
        await app.StartAsync(Token);
        var opened = await database.Get<AccountService>().OpenAsync(Actor.Operator("test"), new OpenAccount("王芳", null, Login, Password), Token);
        Assert.Null(opened.Refusal);
        return new ConsoleHost(database, app, folder);
    }

    public HttpClient Browser() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = Address };

    public async Task<HttpClient> SignedInAsync()
    {
        var browser = Browser();
        (await SignInAsync(browser)).Dispose();
        return browser;
    }

    public static async Task<HttpResponseMessage> SignInAsync(HttpClient browser, string account = Login, string password = Password)
    {
        var token = await browser.GetStringAsync(new Uri("/token", UriKind.Relative), Token);
        using var form = Form(("account", account), ("password", password), ("back", "/needs"), ("__RequestVerificationToken", token));
        return await browser.PostAsync(new Uri("/sign-in", UriKind.Relative), form, Token);
    }

    public static async Task SignOutAsync(HttpClient browser)
    {
        var token = await browser.GetStringAsync(new Uri("/token", UriKind.Relative), Token);
        using var form = Form(("__RequestVerificationToken", token));
        using var answer = await browser.PostAsync(new Uri("/sign-out", UriKind.Relative), form, Token);
        Assert.Equal("/sign-in", answer.Headers.Location?.OriginalString);
    }

    public static async Task<bool> IsInAsync(HttpClient browser)
    {
        using var answer = await browser.GetAsync(new Uri("/who", UriKind.Relative), Token);
        return answer.StatusCode == HttpStatusCode.OK;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        await Database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
}
